import * as z from 'zod/mini';
import { ownIdSchema, projectIdSchema } from './ids';
import type { Counted } from './signal';

/** How many tickets, by what is counted: see `namesOf`. Names with no ticket are left out. */
const countsSchema = z.record(z.string(), z.int().check(z.positive()));
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
  /** By day, `yyyy-mm-dd`. About 1,000 days fit into one value of KVS. */
  days: z.record(z.string(), countsSchema),
});
export type Tally = z.infer<typeof tallySchema>;

export const emptyTally = (projectId: string, handoffId: string | null): Tally => ({
  ...{ schema: 1, handoffId, projectId, all: {}, firstWave: {}, days: {} },
});

/** Name of an item in the counts. */
export const itemName = ({ kind, itemId }: Pick<Counted, 'kind' | 'itemId'>): string => `item:${kind}:${itemId ?? ''}`;

/** Under which names a ticket is counted on its day, and with them in the ratios. */
const namesOfDay = ({ kind, tier }: Counted): string[] => [
  'tickets',
  `kind:${kind}`,
  ...(tier >= 2 ? ['tier:2'] : []),
  ...(tier >= 3 ? ['tier:3'] : []),
];

/** The same with what is asked of the whole: hits of an item, in all and by how far the rollout had got (`none`: before its first step). */
const namesOf = (counted: Counted): string[] => {
  const at = `at:${counted.percent ?? 'none'}`;
  const ofDay = namesOfDay(counted);
  const items = counted.itemId === null ? [] : [itemName(counted), `${itemName(counted)}:${at}`];
  return [...ofDay, ...ofDay.map((name) => `${name}:${at}`), ...items];
};

const plus = (counts: Counts, names: readonly string[], by: 1 | -1): Counts => {
  const moved = names.map((name) => [name, (counts[name] ?? 0) + by] as const);
  return Object.fromEntries(
    Object.entries({ ...counts, ...Object.fromEntries(moved) }).filter(([, count]) => count > 0),
  );
};

const changed = (tally: Tally, counted: Counted | null, by: 1 | -1): Tally => {
  if (counted === null) return tally;
  const isOfProject = tally.handoffId === null;
  const all = plus(tally.all, namesOf(isOfProject ? { ...counted, itemId: null } : counted), by);
  if (isOfProject) return { ...tally, all };
  const { [counted.day]: before = {}, ...others } = tally.days;
  const day = plus(before, namesOfDay(counted), by);
  return {
    ...tally,
    all,
    firstWave: counted.firstWave ? plus(tally.firstWave, namesOf(counted), by) : tally.firstWave,
    days: Object.keys(day).length === 0 ? others : { ...others, [counted.day]: day },
  };
};

/** With one ticket counted as it is now, in place of what it was counted as. */
export const recounted = (tally: Tally, before: Counted | null, after: Counted | null): Tally =>
  changed(changed(tally, before, -1), after, 1);
