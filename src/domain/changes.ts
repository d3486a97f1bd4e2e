import { SECTIONS, type HandoffDocument, type Section } from './document';

/** What differs in one place. Texts are as they were written; `label` names the place as the form does. */
export type Change =
  /** `before` is empty where it was added, `after` where it was removed; both where an entry without any text came or went. */
  | {
      readonly kind: 'added' | 'removed' | 'changed';
      readonly key: string;
      readonly label: string;
      readonly before: string;
      readonly after: string;
    }
  /** An entry that stands elsewhere among those that stayed; places count from 1. `text` is its first one, by which it is known. */
  | {
      readonly kind: 'moved';
      readonly key: string;
      readonly label: string;
      readonly from: number;
      readonly to: number;
      readonly text: string;
    };
type SectionChanges = { readonly section: Section; readonly changes: readonly Change[] };

/** One text of a section. `exact` tells two apart that read the same: projects and issue types of one name. */
type Part = { readonly key: string; readonly label: string; readonly text: string; readonly exact?: string };
/** An entry of a list, known by its id wherever it stands. */
type Entry = { readonly id: string; readonly name: string; readonly parts: readonly Part[] };
/** A section: its lists' entries in their order, then what stands beside them. */
type Content = { readonly entries: readonly Entry[]; readonly parts: readonly Part[] };

const part = (key: string, label: string, text: string): Part => ({ key, label, text });

const named = (key: string, label: string, ref: { readonly id: string; readonly name: string } | null): Part => ({
  ...part(key, label, ref?.name ?? ''),
  exact: ref === null ? '' : `${ref.name} (${ref.id})`,
});

/** @param texts of the entry: key, label without its number's place (`#`), text */
const entry = (id: string, name: string, at: number, texts: readonly (readonly [string, string, string])[]): Entry => ({
  id,
  name: `${name} ${at + 1}`,
  parts: texts.map(([key, label, text]) => part(`${id}:${key}`, label.replace('#', String(at + 1)), text)),
});

const single = (...parts: Part[]): Content => ({ entries: [], parts });
const listed = (entries: readonly Entry[], ...parts: Part[]): Content => ({ entries, parts });

const CONTENTS: Record<Section, (document: HandoffDocument) => Content> = {
  whatsNew: ({ whatsNew }) => single(part('whatsNew', "What's new", whatsNew)),
  happyPath: ({ happyPath }) =>
    listed(
      happyPath.map(({ id, action, result }, at) =>
        entry(id, 'Step', at, [
          ['action', 'Step #: who does what', action],
          ['result', 'Step #: what they see', result],
        ]),
      ),
    ),
  limitations: ({ limitations }) =>
    listed(
      limitations.items.map(({ id, limit, whom, workaround, carriedFrom = '' }, at) =>
        entry(id, 'Limitation', at, [
          ['limit', 'Limitation #', limit],
          ['whom', 'Limitation #: whom it touches', whom],
          ['workaround', 'Limitation #: workaround', workaround],
          ['carriedFrom', 'Limitation #: carried over from', carriedFrom],
        ]),
      ),
      part('noneBecause', 'None, because', limitations.noneBecause),
    ),
  likelyQuestions: ({ likelyQuestions }) =>
    listed(
      likelyQuestions.map(({ id, question, answer, internalNote }, at) =>
        entry(id, 'Question', at, [
          ['question', 'Question #', question],
          ['answer', 'Answer # (say to the customer)', answer],
          ['internalNote', 'Internal note #', internalNote],
        ]),
      ),
    ),
  escalation: ({ escalation: e }) =>
    single(
      part('lookUp', 'Support L1: how to look it up', e.lookUp),
      part('reproduce', 'Support L2: how to reproduce', e.reproduce),
      named('targetProject', 'Support L3 project', e.targetProject),
      named('issueType', 'Support L3 issue type', e.issueType),
      part('chainLabel', 'Chain label', e.chainLabel),
      part('bug.means', 'Counts as a bug', e.bug.means),
      part('bug.tell', 'Bug: who is told', e.bug.tell),
      part('featureRequest.means', 'Counts as a feature request', e.featureRequest.means),
      part('featureRequest.tell', 'Feature request: who is told', e.featureRequest.tell),
      part('workingAsIntended.means', 'Working as intended', e.workingAsIntended.means),
      part('workingAsIntended.tell', 'Working as intended: who is told', e.workingAsIntended.tell),
    ),
  dashboard: ({ dashboard }) =>
    single(part('url', 'Dashboard address', dashboard.url), part('watch', 'What to watch', dashboard.watch)),
};

const kindOf = (before: string, after: string): 'added' | 'removed' | 'changed' => {
  if (before === '') return 'added';
  return after === '' ? 'removed' : 'changed';
};

/** Same parts on both sides, or none on one of them. */
const partChanges = (before: readonly Part[], after: readonly Part[]): Change[] => {
  const old = new Map(before.map((one) => [one.key, one]));
  return (after.length === 0 ? before : after).flatMap(({ key, label }): Change[] => {
    const [was, is] = [old.get(key), after.find((one) => one.key === key)];
    const isSame = (was?.text ?? '') === (is?.text ?? '');
    const text = (one: Part | undefined) => (isSame ? (one?.exact ?? one?.text) : one?.text) ?? '';
    const [from, to] = [text(was), text(is)];
    return from === to ? [] : [{ kind: kindOf(from, to), key, label, before: from, after: to }];
  });
};

/** Of entries that are on both sides, the most that kept their order among each other: the others have moved. */
const keptInOrder = (ids: readonly string[], placeBefore: ReadonlyMap<string, number>): ReadonlySet<string> => {
  // Longest increasing subsequence; a list has 200 entries at most, so the plain way is fast enough.
  let longest: readonly string[] = [];
  const endingAt: { readonly place: number; readonly run: readonly string[] }[] = [];
  for (const id of ids) {
    const place = placeBefore.get(id) ?? 0;
    const best = endingAt.reduce<readonly string[]>(
      (found, one) => (one.place < place && one.run.length > found.length ? one.run : found),
      [],
    );
    const run = [...best, id];
    endingAt.push({ place, run });
    if (run.length > longest.length) longest = run;
  }
  return new Set(longest);
};

/** Entries of both sides in one order: as they stand now, the removed ones after what they stood behind. */
const inOneOrder = (before: readonly Entry[], after: readonly Entry[]): string[] => {
  const order = after.map(({ id }) => id);
  let behind = -1;
  for (const { id } of before) {
    const at = order.indexOf(id);
    if (at < 0) order.splice(behind + 1, 0, id);
    behind = at < 0 ? behind + 1 : at;
  }
  return order;
};

const entryChanges = (before: readonly Entry[], after: readonly Entry[]): Change[] => {
  const placesOf = (entries: readonly Entry[]) => new Map(entries.map(({ id }, at) => [id, at]));
  const [placeBefore, placeAfter] = [placesOf(before), placesOf(after)];
  const stayed = after.filter(({ id }) => placeBefore.has(id)).map(({ id }) => id);
  const inOrder = keptInOrder(stayed, placeBefore);
  return inOneOrder(before, after).flatMap((id): Change[] => {
    const [from, to] = [placeBefore.get(id), placeAfter.get(id)];
    const [was, is] = [from === undefined ? undefined : before[from], to === undefined ? undefined : after[to]];
    const texts = partChanges(was?.parts ?? [], is?.parts ?? []);
    const label = (is ?? was)?.name ?? '';
    if (from !== undefined && to !== undefined) {
      const text = is?.parts[0]?.text ?? '';
      const moved: Change = { kind: 'moved', key: id, label, from: from + 1, to: to + 1, text };
      return inOrder.has(id) ? texts : [moved, ...texts];
    }
    if (texts.length > 0) return texts;
    return [{ kind: is === undefined ? 'removed' : 'added', key: id, label, before: '', after: '' }];
  });
};

/** What differs in one section, in the order in which it is read. */
export const changesIn = (section: Section, before: HandoffDocument, after: HandoffDocument): Change[] => {
  const [was, is] = [CONTENTS[section](before), CONTENTS[section](after)];
  return [...entryChanges(was.entries, is.entries), ...partChanges(was.parts, is.parts)];
};

/** What differs between two contents of a handoff; sections in which nothing does are left out. None iff `sameContent`. */
export const changesBetween = (before: HandoffDocument, after: HandoffDocument): SectionChanges[] =>
  SECTIONS.map((section) => ({ section, changes: changesIn(section, before, after) })).filter(
    ({ changes }) => changes.length > 0,
  );
