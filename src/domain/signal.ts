import * as z from 'zod/mini';
import {
  accountIdSchema,
  daySchema,
  issueIdSchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from './ids';
import { dayIn } from './day';
import type { Head } from './head';
import { FIRST_WAVE, reachedSince } from './reached-since';
import type { Settings } from './settings';

/** What an agent says of a ticket with one click. The first three name the item that matched; `not-in-handoff` becomes a question to the PO. */
export const SIGNAL_KINDS = [
  'answer',
  'limitation',
  'happy-path',
  'working-as-intended',
  'feature-request',
  'not-in-handoff',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** Kinds that name one item of the handoff. */
export const OF_ITEMS: readonly SignalKind[] = ['answer', 'limitation', 'happy-path'];

/** What is said of a ticket. `itemId`: of `OF_ITEMS` only; item ids are unique within their own list, so the kind belongs to it. */
export const saidSchema = z.object({
  kind: z.enum(SIGNAL_KINDS),
  itemId: z.nullable(ownIdSchema),
  /** The question that "not in the handoff" became. */
  questionId: z.nullable(ownIdSchema),
  by: accountIdSchema,
  at: momentSchema,
  /** What the agent had before them. */
  revision: revisionSchema,
});
export type Said = z.infer<typeof saidSchema>;

/** Support L1 looks up, Support L2 reproduces, Support L3 has a bug. */
const tierSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);
type Tier = z.infer<typeof tierSchema>;

/** So many earlier words on one ticket are kept. */
export const MOST_EARLIER = 200;

/**
 * What one ticket counts as in the figures of one handoff. The day, the percent and the first wave are those of when the ticket came, so that
 * a mind changed later moves no ticket to another day.
 */
const countedSchema = z.object({
  /** `escalated`: it went up a tier and nobody said more. */
  kind: z.enum([...SIGNAL_KINDS, 'escalated']),
  itemId: z.nullable(ownIdSchema),
  day: daySchema,
  percent: z.nullable(z.int()),
  firstWave: z.boolean(),
  tier: tierSchema,
});
export type Counted = z.infer<typeof countedSchema>;

/** One ticket matched to one handoff: there is one for both, the last word counts, and the earlier ones stay. */
export const signalSchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  releaseId: releaseIdSchema,
  /** The product project's. */
  projectId: projectIdSchema,
  ticketId: issueIdSchema,
  ticketKey: z.string(),
  /** Null: nothing was said, or it was taken back. */
  said: z.nullable(saidSchema),
  tier: tierSchema,
  /** When the ticket first counted (again, after all was taken back), and its day in the product project's time zone. */
  since: momentSchema,
  day: daySchema,
  /** How far the rollout had got then; null: before its first step. */
  percent: z.nullable(z.int()),
  /** Within 72 hours of when customers first got the release. */
  firstWave: z.boolean(),
  /** Earlier words, the newest last; `takenBack`: the moment at which it was, and by whom. */
  earlier: z.array(
    z.extend(saidSchema, { takenBack: z.nullable(z.object({ at: momentSchema, by: accountIdSchema })) }),
  ),
  /** What the tally holds of this ticket; null: nothing yet. */
  counted: z.nullable(countedSchema),
  /** Does the ticket's property in Jira say what it should, as far as this signal knows? */
  isShown: z._default(z.boolean(), false),
});
export type Signal = z.infer<typeof signalSchema>;

/**
 * A ticket that nothing is said of yet, as it would begin to count now.
 * @param now ms since 1970
 * @param settings of the product project
 */
export const freshSignal = (
  head: Head,
  ticket: { readonly id: string; readonly key: string },
  settings: Pick<Settings, 'timeZone'>,
  now: number,
): Signal => {
  const reached = reachedSince(head);
  return {
    ...{ schema: 1, handoffId: head.handoffId, releaseId: head.releaseId, projectId: head.projectId },
    ...{ ticketId: ticket.id, ticketKey: ticket.key, said: null, tier: 1, earlier: [], counted: null },
    isShown: false,
    ...{ since: new Date(now).toISOString(), day: dayIn(settings, now), percent: head.rollout?.percent ?? null },
    firstWave: reached !== null && now >= Date.parse(reached) && now < Date.parse(reached) + FIRST_WAVE,
  };
};

/** What it begins with: as it is while it counts; one that counts as nothing comes as if it were new. */
const begun = (signal: Signal | null, fresh: Signal): Signal =>
  signal === null || countOf(signal) === null
    ? { ...fresh, earlier: signal?.earlier ?? [], counted: signal?.counted ?? null }
    : signal;

/** With the ticket up at a tier; it never comes down again. */
export const withTier = (signal: Signal | null, fresh: Signal, tier: Tier): Signal => {
  const before = begun(signal, fresh);
  return before.tier >= tier ? before : { ...before, tier, isShown: false };
};

/** With a new word in place of the one before, or (null) with that one taken back. */
export const withSaid = (
  signal: Signal | null,
  fresh: Signal,
  said: Said | null,
  takenBack: { readonly at: string; readonly by: string } | null = null,
): Signal => {
  const before = begun(signal, fresh);
  const earlier = before.said === null ? before.earlier : [...before.earlier, { ...before.said, takenBack }];
  return { ...before, said, earlier: earlier.slice(-MOST_EARLIER), isShown: false };
};

/** The same person says the same again: a repeated call, or a second press. */
export const isSaidAgain = (signal: Signal | null, { kind, itemId, questionId, by }: Said): boolean => {
  const said = signal?.said ?? null;
  return said?.kind === kind && said.itemId === itemId && said.questionId === questionId && said.by === by;
};

/** What a signal is to count as; null: as nothing. */
export const countOf = ({ said, tier, day, percent, firstWave }: Signal): Counted | null =>
  said === null && tier === 1
    ? null
    : { kind: said?.kind ?? 'escalated', itemId: said?.itemId ?? null, day, percent, firstWave, tier };
