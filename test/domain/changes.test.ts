import fc from 'fast-check';
import { changesBetween, changesIn, type Change } from '../../src/domain/changes';
import { SECTIONS, sameContent, type HandoffDocument } from '../../src/domain/document';
import { aDocument, aLikelyQuestion, aLimitation, anEscalation, aStep } from '../fixtures/builders';

const steps = (...ids: string[]) => ids.map((id) => aStep({ id: `step-000${id}`, action: `do ${id}`, result: '' }));
const told = (changes: readonly Change[]) =>
  changes.map((change) =>
    change.kind === 'moved'
      ? `${change.label} moved from ${change.from} to ${change.to}: ${change.text}`
      : `${change.label} ${change.kind}: ${change.before} > ${change.after}`,
  );

test('each field that differs, by the name that the form gives it; the rest is left out', () => {
  const before = aDocument({ whatsNew: 'old', happyPath: steps('a', 'b') });
  const [first, second] = steps('a', 'b');
  const after = {
    ...before,
    whatsNew: 'new',
    happyPath: [first, { ...second, result: 'The exam opens' }] as HandoffDocument['happyPath'],
    escalation: { ...before.escalation, bug: { means: '', tell: 'The PO' } },
  };
  expect(changesBetween(before, after).map(({ section, changes }) => [section, told(changes)])).toEqual([
    ['whatsNew', ["What's new changed: old > new"]],
    ['happyPath', ['Step 2: what they see added:  > The exam opens']],
    ['escalation', ['Counts as a bug removed: A grade is lost > ', 'Bug: who is told changed: The team lead > The PO']],
  ]);
});

const listChanges = (before: string[], after: string[]) =>
  told(changesIn('happyPath', aDocument({ happyPath: steps(...before) }), aDocument({ happyPath: steps(...after) })));

test('an entry that came, went or moved is told once, and those that only made room are not', () => {
  expect(listChanges(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual(['Step 1 moved from 3 to 1: do c']);
  expect(listChanges(['a', 'b', 'c'], ['x', 'a', 'c'])).toEqual([
    'Step 1: who does what added:  > do x',
    'Step 2: who does what removed: do b > ',
  ]);
  expect(listChanges(['a', 'b'], [])).toEqual([
    'Step 1: who does what removed: do a > ',
    'Step 2: who does what removed: do b > ',
  ]);
});

test('an entry without a text that came or went is told too', () => {
  const empty = aDocument({ happyPath: [aStep({ id: 'step-000e', action: '', result: '' })] });
  const none = aDocument({ happyPath: [] });
  expect(told(changesIn('happyPath', none, empty))).toEqual(['Step 1 added:  > ']);
  expect(told(changesIn('happyPath', empty, none))).toEqual(['Step 1 removed:  > ']);
});

test('another project of the same name is another one', () => {
  const to = (id: string) => aDocument({ escalation: anEscalation({ targetProject: { id, name: 'Exam Grader' } }) });
  expect(told(changesIn('escalation', to('1'), to('2')))).toEqual([
    'Support L3 project changed: Exam Grader (1) > Exam Grader (2)',
  ]);
});

// Few ids, so that two documents share entries in every order; texts are found nowhere else but where they stand.
const entryId: fc.Arbitrary<string> = fc.constantFrom('entry-01', 'entry-02', 'entry-03', 'entry-04', 'entry-05');
const uniqueIds = fc.uniqueArray(entryId, { maxLength: 5 });
const text = fc.constantFrom('', 'one', 'two', 'שלום', '日本', '👩‍🚀 ', ' ');
const arbitraryDocument: fc.Arbitrary<HandoffDocument> = fc
  .record({
    ids: fc.tuple(uniqueIds, uniqueIds, uniqueIds),
    texts: fc.array(text, { minLength: 45, maxLength: 45 }),
    targets: fc.tuple(
      ...Array.from({ length: 2 }, () => fc.option(fc.record({ id: fc.constantFrom('1', '2'), name: text }))),
    ),
  })
  .map(({ ids: [path, limits, questions], texts, targets: [targetProject = null, issueType = null] }) => {
    const pool = [...texts];
    const next = () => pool.pop() ?? '';
    const outcome = () => ({ means: next(), tell: next() });
    return {
      ...aDocument({ whatsNew: next() }),
      happyPath: path.map((id) => aStep({ id, action: next(), result: next() })),
      limitations: {
        items: limits.map((id) =>
          aLimitation({ id, limit: next(), whom: next(), workaround: next(), carriedFrom: next() }),
        ),
        noneBecause: next(),
      },
      likelyQuestions: questions.map((id) =>
        aLikelyQuestion({ id, question: next(), answer: next(), internalNote: next() }),
      ),
      escalation: anEscalation({
        ...{ lookUp: next(), reproduce: next(), chainLabel: 'label', targetProject, issueType },
        ...{ bug: outcome(), featureRequest: outcome(), workingAsIntended: outcome() },
      }),
      dashboard: { url: next(), watch: next() },
    };
  });
const two = fc.oneof(
  fc.tuple(arbitraryDocument, arbitraryDocument),
  fc
    .tuple(arbitraryDocument, arbitraryDocument, fc.subarray([...SECTIONS]))
    .map(([a, b, kept]) => [a, { ...b, ...Object.fromEntries(kept.map((section) => [section, a[section]])) }] as const),
);

test('property: nothing differs iff the contents are the same, section by section', () => {
  fc.assert(
    fc.property(two, ([before, after]) => {
      for (const section of SECTIONS)
        expect(changesIn(section, before, after).length === 0).toBe(sameContent(before[section], after[section]));
      expect(changesBetween(before, after).length === 0).toBe(sameContent(before, after));
    }),
  );
});

/** Every text of a list's entries by where it stands, e.g. `entry-01:action`. */
const textsOf = (document: HandoffDocument, section: 'happyPath' | 'likelyQuestions' | 'limitations') => {
  const entries = section === 'limitations' ? document.limitations.items : document[section];
  return new Map(
    entries.flatMap(({ id, ...texts }) =>
      Object.entries(texts).map(([field, value]) => [`${id}:${field}`, value] as const),
    ),
  );
};

test('property: every text that differs is told once with both sides, and none that does not', () => {
  fc.assert(
    fc.property(two, fc.constantFrom('happyPath', 'likelyQuestions', 'limitations'), ([before, after], section) => {
      const [was, is] = [textsOf(before, section), textsOf(after, section)];
      const expected = [...new Set([...was.keys(), ...is.keys()])]
        .filter((key) => (was.get(key) ?? '') !== (is.get(key) ?? ''))
        .map((key) => [key, was.get(key) ?? '', is.get(key) ?? '']);
      const met = changesIn(section, before, after).flatMap((change) =>
        change.kind !== 'moved' && change.key.includes(':') ? [[change.key, change.before, change.after]] : [],
      );
      expect(met.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

test('property: the order is that of the section, and who takes back the moves has the old order', () => {
  fc.assert(
    fc.property(uniqueIds, uniqueIds, (before, after) => {
      const path = (ids: string[]) => aDocument({ happyPath: ids.map((id) => aStep({ id, action: id, result: '' })) });
      const changes = changesIn('happyPath', path(before), path(after));
      const idOf = ({ key }: Change) => key.replace(':action', '');
      const here = changes.map(idOf).filter((id) => after.includes(id));
      expect(here).toEqual(after.filter((id) => here.includes(id)));
      const moved = changes.filter(({ kind }) => kind === 'moved').map(idOf);
      const stay = (id: string) => before.includes(id) && after.includes(id) && !moved.includes(id);
      expect(after.filter(stay)).toEqual(before.filter(stay));
    }),
  );
});
