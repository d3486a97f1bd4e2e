import * as z from 'zod/mini';
import { ownIdSchema, projectIdSchema } from './ids';
import type { Counted } from './signal';

/** How many tickets, each by a name; a name with none is left out. */
const ticketsSchema = z.record(z.string(), z.int().check(z.positive()));
type Tickets = z.infer<typeof ticketsSchema>;

/** Tickets by what is counted (see `namesOf`), and of each by how far the rollout had got when they came (see `atOf`). */
const countsSchema = z.record(z.string(), ticketsSchema);
export type Counts = z.infer<typeof countsSchema>;

/**
 * The figures of one handoff, kept as signals come in, so that a report reads one record however many tickets there are. Each equals a recount over
 * the raw signals.
 */
export const tallySchema = z.object({
  schema: z.literal(1),
  /** Null: of a whole project, in which only `all` is kept, and no items: those of all its handoffs would grow beyond one value of KVS. */
  handoffId: z.nullable(ownIdSchema),
  projectId: projectIdSchema,
  all: countsSchema,
  /** Of the tickets of the first 72 hours. */
  firstWave: countsSchema,
  /**
   * By day, `yyyy-mm-dd`. One value of KVS takes 400 days on each of which every kind came, beside as many items as a handoff can have (600), each
   * hit at six steps; and about 1,000 days beside the items of most handoffs.
   */
  days: z.record(z.string(), ticketsSchema),
});
export type Tally = z.infer<typeof tallySchema>;

export const emptyTally = (projectId: string, handoffId: string | null): Tally => ({
  ...{ schema: 1, handoffId, projectId, all: {}, firstWave: {}, days: {} },
});

/** Name of an item in the counts. */
export const itemName = ({ kind, itemId }: Pick<Counted, 'kind' | 'itemId'>): string => `item:${kind}:${itemId ?? ''}`;

/** How far the rollout had got, as a name; null: before its first step. */
export const atOf = ({ percent }: Pick<Counted, 'percent'>): string => `${percent ?? 'none'}`;

/** All tickets under a name. */
export const countIn = (counts: Counts, name: string): number =>
  Object.values(counts[name] ?? {}).reduce((sum, count) => sum + count, 0);

/** Under which names a ticket is counted on its day, and with them in the ratios. */
const namesOfDay = ({ kind, tier }: Counted): string[] => [
  'tickets',
  `kind:${kind}`,
  ...(tier >= 2 ? ['tier:2'] : []),
  ...(tier >= 3 ? ['tier:3'] : []),
];

/** The same with what is asked of the whole: hits of an item. */
const namesOf = (counted: Counted): string[] => [
  ...namesOfDay(counted),
  ...(counted.itemId === null ? [] : [itemName(counted)]),
];

const plus = (tickets: Tickets, names: readonly string[], by: 1 | -1): Tickets => {
  const moved = names.map((name) => [name, (tickets[name] ?? 0) + by] as const);
  return Object.fromEntries(
    Object.entries({ ...tickets, ...Object.fromEntries(moved) }).filter(([, count]) => count > 0),
  );
};

const isEmpty = (tickets: Tickets): boolean => Object.keys(tickets).length === 0;

/** One more ticket, or one less, under each of its names. */
const plusOne = (counts: Counts, counted: Counted, by: 1 | -1): Counts => {
  const moved = namesOf(counted).map((name) => [name, plus(counts[name] ?? {}, [atOf(counted)], by)] as const);
  return Object.fromEntries(
    Object.entries({ ...counts, ...Object.fromEntries(moved) }).filter(([, tickets]) => !isEmpty(tickets)),
  );
};

const changed = (tally: Tally, counted: Counted | null, by: 1 | -1): Tally => {
  if (counted === null) return tally;
  const isOfProject = tally.handoffId === null;
  const all = plusOne(tally.all, isOfProject ? { ...counted, itemId: null } : counted, by);
  if (isOfProject) return { ...tally, all };
  const { [counted.day]: before = {}, ...others } = tally.days;
  const day = plus(before, namesOfDay(counted), by);
  return {
    ...tally,
    all,
    firstWave: counted.firstWave ? plusOne(tally.firstWave, counted, by) : tally.firstWave,
    days: isEmpty(day) ? others : { ...others, [counted.day]: day },
  };
};

/** With one ticket counted as it is now, in place of what it was counted as. */
export const recounted = (tally: Tally, before: Counted | null, after: Counted | null): Tally =>
  changed(changed(tally, before, -1), after, 1);
