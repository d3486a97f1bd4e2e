import { CHAIN_LEVELS, type Bug, type ChainLevel } from './bug';
import { DAY } from './day';
import { SIGNAL_KINDS, type Counted } from './signal';
import { atOf, countIn, itemName, type Counts, type Tally } from './tally';

/*
 * What a report shows, out of counts. For screens: functions only keep the counts, so that each stays small.
 */

export type CountedKind = Counted['kind'];

/** In the order in which they are shown: from what the handoff answered to what it didn't. */
export const COUNTED_KINDS: readonly CountedKind[] = [...SIGNAL_KINDS, 'escalated'];

/** So many of so many. */
export type Ratio = { readonly part: number; readonly of: number };

/** Tickets that came while the rollout stood at `percent`; null: before its first step. */
export type AtPercent = { readonly percent: number | null; readonly count: number };

type ItemHits = {
  readonly kind: CountedKind;
  readonly itemId: string;
  readonly count: number;
  readonly at: readonly AtPercent[];
};

export type Figures = {
  readonly tickets: number;
  /** Only kinds that there are. */
  readonly kinds: readonly { readonly kind: CountedKind; readonly count: number }[];
  /** Tickets that went up to Support L2 or beyond, and to Support L3, of all. */
  readonly l2: Ratio;
  readonly l3: Ratio;
  /** Most hits first. */
  readonly items: readonly ItemHits[];
  /** The same ratios by how far the rollout had got, in that order. */
  readonly reach: readonly (AtPercent & { readonly l2: Ratio; readonly l3: Ratio })[];
};

/** Before the first step, then by percent. */
const byPercent = (a: { readonly percent: number | null }, b: { readonly percent: number | null }): number =>
  (a.percent ?? -1) - (b.percent ?? -1);

const percentsOf = (counts: Counts, name: string): AtPercent[] =>
  Object.entries(counts[name] ?? {})
    .map(([at, count]) => ({ percent: at === atOf({ percent: null }) ? null : Number(at), count }))
    .toSorted(byPercent);

const ITEM = /^item:([a-z-]+):([^:]+)$/;

const itemsOf = (counts: Counts): ItemHits[] =>
  Object.keys(counts)
    .flatMap((name): ItemHits[] => {
      const [, said, itemId = ''] = ITEM.exec(name) ?? [];
      const kind = COUNTED_KINDS.find((one) => one === said);
      if (kind === undefined) return [];
      return [{ kind, itemId, count: countIn(counts, name), at: percentsOf(counts, name) }];
    })
    .toSorted((a, b) => b.count - a.count || itemName(a).localeCompare(itemName(b)));

/** Figures of a release, or of its first wave. */
export const figuresOf = (counts: Counts): Figures => {
  const tickets = countIn(counts, 'tickets');
  const ratio = (name: string, of: number): Ratio => ({ part: countIn(counts, name), of });
  return {
    tickets,
    kinds: COUNTED_KINDS.flatMap((kind) => {
      const count = countIn(counts, `kind:${kind}`);
      return count === 0 ? [] : [{ kind, count }];
    }),
    l2: ratio('tier:2', tickets),
    l3: ratio('tier:3', tickets),
    items: itemsOf(counts),
    reach: percentsOf(counts, 'tickets').map(({ percent, count }) => {
      const at = (name: string): Ratio => ({ part: counts[name]?.[atOf({ percent })] ?? 0, of: count });
      return { percent, count, l2: at('tier:2'), l3: at('tier:3') };
    }),
  };
};

/** What the project's other releases have: all of it without this one. Never below zero, should one have been counted a moment before the other. */
export const othersOf = (project: Counts, own: Counts): Pick<Figures, 'l2' | 'l3'> => {
  const rest = (name: string): number => Math.max(0, countIn(project, name) - countIn(own, name));
  const of = rest('tickets');
  return { l2: { part: rest('tier:2'), of }, l3: { part: rest('tier:3'), of } };
};

/** Below so many tickets on either side, a ratio says nothing. */
export const ENOUGH = 20;

/** How a ratio stands to another one: beyond chance (two proportions, 95 %), or not. */
export type Compared = 'too-few' | 'more' | 'less' | 'as-usual';

export const compared = (own: Ratio, others: Ratio): Compared => {
  if (own.of < ENOUGH || others.of < ENOUGH) return 'too-few';
  const [a, b] = [own.part / own.of, others.part / others.of];
  const pooled = (own.part + others.part) / (own.of + others.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / own.of + 1 / others.of));
  if (error === 0 || Math.abs(a - b) / error < 1.96) return 'as-usual';
  return a > b ? 'more' : 'less';
};

export type BugLevels = {
  /** Only levels that there are, in their order, those without one last. */
  readonly levels: readonly { readonly level: ChainLevel | 'untriaged'; readonly count: number }[];
  readonly bugs: number;
  /** Not fixed, nor ended otherwise. */
  readonly open: number;
  /** Not among them: closed as duplicate, or deleted. */
  readonly leftOut: number;
};

type BugFacts = Pick<Bug, 'stage'> & { readonly level: ChainLevel | null };

export const levelsOf = (all: readonly BugFacts[]): BugLevels => {
  const bugs = all.filter(({ stage }) => stage !== 'duplicate' && stage !== 'gone');
  const levels = [...CHAIN_LEVELS, 'untriaged' as const].flatMap((level) => {
    const count = bugs.filter((bug) => (bug.level ?? 'untriaged') === level).length;
    return count === 0 ? [] : [{ level, count }];
  });
  const open = bugs.filter(({ stage }) => stage === 'open').length;
  return { levels, bugs: bugs.length, open, leftOut: all.length - bugs.length };
};

/** Days since 1970 of a calendar day, and back. */
const numberOf = (day: string): number => Date.parse(day) / DAY;
const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** Days of one bar. */
type Size = 1 | 7 | 28;

/** Tickets of one day, or of one or four weeks. */
type Bucket = {
  readonly from: string;
  /** The last day of it. */
  readonly to: string;
  readonly tickets: number;
  readonly kinds: Readonly<Record<CountedKind, number>>;
};

/** Beyond so many days, a bar is a week; beyond so many, four weeks. */
const DAYS_AS_DAYS = 60;
const DAYS_AS_WEEKS = 400;

/** Mondays; 1970 began on a Thursday. */
const startOfWeek = (number: number): number => number - ((number + 3) % 7);

export type Series = { readonly size: Size; readonly buckets: readonly Bucket[] };

/**
 * Tickets over time, from the first of some days to the last, the quiet ones among them as zero.
 * @param moments other days that belong on the same axis
 */
export const seriesOf = (days: Tally['days'], moments: readonly string[]): Series => {
  const known = [...Object.keys(days), ...moments].map(numberOf);
  if (known.length === 0) return { size: 1, buckets: [] };
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const length = last - first + 1;
  const size = length <= DAYS_AS_DAYS ? 1 : length <= DAYS_AS_WEEKS ? 7 : 28;
  const start = size === 1 ? first : startOfWeek(first);
  const buckets = Array.from({ length: Math.ceil((last + 1 - start) / size) }, (_, nth): Bucket => {
    const from = start + nth * size;
    const within = Array.from({ length: size }, (__, more) => days[dayOf(from + more)] ?? {});
    const sum = (name: string): number => within.reduce((total, tickets) => total + (tickets[name] ?? 0), 0);
    const kinds = Object.fromEntries(COUNTED_KINDS.map((kind) => [kind, sum(`kind:${kind}`)]));
    return {
      ...{ from: dayOf(from), to: dayOf(from + size - 1), tickets: sum('tickets') },
      kinds: kinds as Record<CountedKind, number>,
    };
  });
  return { size, buckets };
};

/** Where a day is on the axis of a series, in bars from its beginning. */
export const placeOn = ({ size, buckets }: Series, day: string): number =>
  (numberOf(day) - numberOf(buckets[0]?.from ?? day)) / size;
