import * as z from 'zod/mini';
import type { HandoffDocument } from './document';
import type { Head } from './head';
import { accountIdSchema, daySchema, momentSchema } from './ids';
import type { KnownTicket } from './known-ticket';
import { isLive } from './state';

/** So many live handoffs are ranked, named and searched on a ticket. */
export const MOST_LIVE = 50;

/** The best few come with their texts at once. */
export const BEST_FEW = 5;

/** Texts of so many more at a time: one document is up to 232 KiB, and storage answers at most 4 MB (Forge docs: limits-kvs-ce). */
export const MOST_READ = 16;

/** Why a handoff speaks to a ticket, and how far customers have its release. */
export const reasonSchema = z.discriminatedUnion('code', [
  /** Somebody chose it for the ticket. */
  z.object({ code: z.literal('chosen'), by: accountIdSchema, at: momentSchema }),
  /**
   * The release is a fix or affects version of the ticket; `bug`: an L3 bug of the handoff, or whose fix is in its release, hangs on the ticket or
   * is linked to it; `asked`: a question about it was asked from the ticket; `linked`: it is a version of another issue that is linked to
   * the ticket.
   */
  z.object({
    code: z.enum(['fix-version', 'affects-version', 'bug', 'asked', 'linked', 'released', 'rolled-back']),
  }),
  /** `named`: a version of the ticket's own project has the release's name; `mentions`: the handoff's texts speak of the component. */
  z.object({ code: z.enum(['label', 'named', 'component', 'mentions', 'mapped-project']), name: z.string() }),
  z.object({ code: z.literal('rolling-out'), percent: z.int() }),
  /** Not with customers yet; the day of the release, if it has one. */
  z.object({ code: z.literal('planned'), day: z.nullable(daySchema) }),
]);
export type Reason = z.infer<typeof reasonSchema>;

/** `reasons`: a manual choice first, then how far the release has got, then what ties it to the ticket, the strongest first. */
export type Choice = { readonly head: Head; readonly reasons: readonly Reason[] };

type Versions = readonly { readonly id: string; readonly name: string }[];

/** What a ticket says by which handoffs are ranked. */
export type TicketFacts = {
  readonly fixVersions: Versions;
  readonly affectsVersions: Versions;
  /** Names. */
  readonly components: readonly string[];
  readonly labels: readonly string[];
  /** L3 bugs that hang on it, or are linked to it. */
  readonly bugs: readonly { readonly handoffId: string; readonly fix: { readonly releaseId: string } | null }[];
  /** Releases that other issues linked to it have as fix or affects version. */
  readonly linkedReleaseIds: readonly string[];
  readonly known: Pick<KnownTicket, 'choice' | 'questions'>;
};

/** Powers of two: a stronger tie outweighs all weaker ones together, and of two with the same strongest one the next decides. */
const WEIGHTS: Partial<Record<Reason['code'], number>> = {
  ...{ chosen: 512, 'fix-version': 256, 'affects-version': 128, bug: 64, asked: 32, linked: 16 },
  ...{ label: 8, named: 4, component: 2, mentions: 1 },
};

/** Where customers have the release now, before where it is with the own people only, before what is to come; rolled back last. */
const STAGES: Partial<Record<Reason['code'], number>> = { planned: 2, 'rolled-back': 3 };

const weightOf = ({ reasons }: Choice): number =>
  [...new Set(reasons.map(({ code }) => code))].reduce((sum, code) => sum + (WEIGHTS[code] ?? 0), 0);

const stageOf = ({ reasons }: Choice): number =>
  Math.max(
    ...reasons.map((reason) => STAGES[reason.code] ?? (reason.code === 'rolling-out' && reason.percent === 0 ? 1 : 0)),
  );

/** When it began: what customers have had for the shortest time is what they ask about; of what is to come, when that is. */
const sinceOf = (head: Head): string => head.reachedSince ?? head.rollout?.at ?? head.releaseDate ?? head.updatedAt;

const inOrder = (a: Choice, b: Choice): number => {
  const stage = stageOf(a);
  const recency =
    stage === STAGES.planned
      ? (a.head.releaseDate ?? '9999').localeCompare(b.head.releaseDate ?? '9999')
      : sinceOf(b.head).localeCompare(sinceOf(a.head));
  return weightOf(b) - weightOf(a) || stage - stageOf(b) || recency || a.head.handoffId.localeCompare(b.head.handoffId);
};

/** Words and numbers in lower case; a number with dots is one word, so that 2.4 isn't 2.5. */
const wordsIn = (text: string): Set<string> =>
  new Set(text.toLowerCase().match(/\p{N}+(?:\.\p{N}+)+|[\p{L}\p{M}\p{N}]+/gu));

/** All words of the name are among these, and there are any. */
const isSaid = (name: string, said: ReadonlySet<string>): boolean => {
  const words = wordsIn(name);
  return words.size > 0 && [...words].every((word) => said.has(word));
};

const standing = ({ rollout, released, releaseDate }: Head): Reason => {
  if (rollout === null) return released ? { code: 'released' } : { code: 'planned', day: releaseDate };
  return rollout.stepId === null ? { code: 'rolled-back' } : { code: 'rolling-out', percent: rollout.percent };
};

const reasonsFor = (ticket: TicketFacts, head: Head): Reason[] => {
  const { choice, questions } = ticket.known;
  const { handoffId, releaseId, releaseName, projectKey } = head;
  const isIt = ({ id }: { id: string }) => id === releaseId;
  const said = wordsIn(`${releaseName} ${projectKey}`);
  // The label that the app proposed ends with the release's id, whatever became of the name.
  const isLabelOf = (label: string) =>
    isSaid(label, said) || (label.startsWith('chain-') && label.endsWith(`-${releaseId}`));
  const hasBug = ticket.bugs.some((bug) => bug.handoffId === handoffId || bug.fix?.releaseId === releaseId);
  const ties: Reason[] = [
    ...(ticket.fixVersions.some(isIt) ? [{ code: 'fix-version' } as const] : []),
    ...(ticket.affectsVersions.some(isIt) ? [{ code: 'affects-version' } as const] : []),
    ...(hasBug ? [{ code: 'bug' } as const] : []),
    ...(questions.some((asked) => asked.handoffId === handoffId) ? [{ code: 'asked' } as const] : []),
    ...(!hasBug && ticket.linkedReleaseIds.includes(releaseId) ? [{ code: 'linked' } as const] : []),
    ...ticket.labels.filter(isLabelOf).map((name) => ({ code: 'label', name }) as const),
    ...[...ticket.fixVersions, ...ticket.affectsVersions]
      .filter(({ id, name }) => id !== releaseId && name === releaseName)
      .slice(0, 1)
      .map(({ name }) => ({ code: 'named', name }) as const),
    ...ticket.components.filter((name) => isSaid(name, said)).map((name) => ({ code: 'component', name }) as const),
  ];
  return [
    ...(choice?.handoffId === handoffId ? [{ code: 'chosen', by: choice.by, at: choice.at } as const] : []),
    standing(head),
    ...(ties.length > 0 ? ties : [{ code: 'mapped-project', name: projectKey } as const]),
  ];
};

/**
 * The live handoffs that speak to a ticket, best first, each once and with its reasons: the one that somebody chose; then by what ties the ticket
 * to the release; then by how far customers have it; then what is newest to them, or comes soonest.
 *
 * A handoff has no components and no labels of its own, and those of its product can't be asked for at no call: a component or label of the ticket
 * counts where all its words are in the release's name or are the key of its project ("Grading" and "2.4 Grading shortcut"). What the texts say
 * counts among the best few only, whose texts are read anyway: see `withTexts`.
 * @param heads of the ticket's own versions and of the mapped projects, in any order
 */
export const rightHandoffs = (ticket: TicketFacts, heads: readonly Head[]): Choice[] => {
  const newest = new Map<string, Head>();
  for (const head of heads)
    if (head.facts >= (newest.get(head.handoffId)?.facts ?? 0)) newest.set(head.handoffId, head);
  return [...newest.values()]
    .filter(isLive)
    .map((head) => ({ head, reasons: reasonsFor(ticket, head) }))
    .sort(inOrder)
    .slice(0, MOST_LIVE);
};

/** What a handoff says, without the names of its fields. */
const textOf = (document: HandoffDocument): string => JSON.stringify(document).replace(/"\w+":/g, ' ');

/** The best few again, with the components that the texts at hand speak of. It lifts none over one that stands better by its head. */
export const withTexts = (
  choices: readonly Choice[],
  components: readonly string[],
  documents: ReadonlyMap<string, HandoffDocument>,
): Choice[] => {
  const read = ({ head, reasons }: Choice): Choice => {
    const document = documents.get(head.handoffId);
    if (document === undefined || components.length === 0) return { head, reasons };
    const said = wordsIn(textOf(document));
    const known = new Set(reasons.map((reason) => (reason.code === 'component' ? reason.name : '')));
    const mentions = components.filter((name) => !known.has(name) && isSaid(name, said));
    return { head, reasons: [...reasons, ...mentions.map((name) => ({ code: 'mentions', name }) as const)] };
  };
  return [...choices.slice(0, BEST_FEW).map(read).sort(inOrder), ...choices.slice(BEST_FEW)];
};
