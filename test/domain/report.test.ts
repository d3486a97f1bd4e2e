import fc from 'fast-check';
import {
  compared,
  COUNTED_KINDS,
  ENOUGH,
  figuresOf,
  levelsOf,
  othersOf,
  placeOn,
  seriesOf,
  type Ratio,
} from '../../src/domain/report';
import { BUG_STAGES, CHAIN_LEVELS } from '../../src/domain/bug';
import { reachedSince } from '../../src/domain/reached-since';
import {
  countOf,
  freshSignal,
  OF_ITEMS,
  SIGNAL_KINDS,
  withSaid,
  withTier,
  type Counted,
  type Signal,
} from '../../src/domain/signal';
import { emptyTally, recounted, type Tally } from '../../src/domain/tally';
import { figuresFrom } from '../fixtures/figures';
import { aHead, anEnteredStep, DAY, moment, NOW, settingsWith } from '../fixtures/builders';

const ITEMS = ['item-0001', 'item-0002'];

/** What happens to one of some tickets of two handoffs, one after another; so often that items are hit again and again. */
const someEvents = fc.array(
  fc.record({
    handoff: fc.constantFrom('handoff-00000001', 'handoff-00000001', 'handoff-00000002'),
    ticket: fc.integer({ min: 1, max: 30 }),
    does: fc.oneof(
      { weight: 5, arbitrary: fc.record({ say: fc.constantFrom(...OF_ITEMS), item: fc.constantFrom(...ITEMS) }) },
      { weight: 2, arbitrary: fc.record({ say: fc.constantFrom(...SIGNAL_KINDS), item: fc.constantFrom(...ITEMS) }) },
      { weight: 1, arbitrary: fc.constant('takes-back' as const) },
      { weight: 2, arbitrary: fc.record({ tier: fc.constantFrom(2 as const, 3 as const) }) },
    ),
    /** Days from when customers got it. */
    day: fc.oneof(fc.integer({ min: -3, max: 4 }), fc.integer({ min: -3, max: 90 })),
    percent: fc.constantFrom(null, 0, 1, 5, 100),
    /** The tally is brought in line here and not only at the end. */
    counts: fc.boolean(),
  }),
  { maxLength: 120, size: 'max' },
);

type Events = typeof someEvents extends fc.Arbitrary<infer E> ? E : never;

/** The raw signals that came of it, and the tallies as they were kept along the way. */
const played = (events: Events) => {
  const signals = new Map<string, Signal>();
  const own = emptyTally('10001', 'handoff-00000001');
  let tallies: readonly Tally[] = [own, emptyTally('10001', null)];
  const settle = () => {
    for (const [key, signal] of signals) {
      const after = countOf(signal);
      tallies = tallies.map((tally) =>
        tally.handoffId === null || tally.handoffId === signal.handoffId
          ? recounted(tally, signal.counted, after)
          : tally,
      );
      signals.set(key, { ...signal, counted: after });
    }
  };
  for (const { handoff, ticket, does, day, percent, counts } of events) {
    const key = `${handoff}:${ticket}`;
    const now = NOW + day * DAY;
    const head = aHead({
      ...{ handoffId: handoff, reachedSince: moment() },
      rollout: percent === null ? null : { percent, at: moment(), stepId: null },
    });
    const fresh = freshSignal(head, { id: String(ticket), key: `SUP-${ticket}` }, settingsWith(), now);
    const before = signals.get(key) ?? null;
    const byAndAt = { by: 'a', at: new Date(now).toISOString() };
    if (does === 'takes-back') {
      if (before !== null) signals.set(key, withSaid(before, fresh, null, byAndAt));
    } else if ('tier' in does) signals.set(key, withTier(before, fresh, does.tier));
    else {
      const itemId = OF_ITEMS.includes(does.say) ? does.item : null;
      const said = { kind: does.say, itemId, questionId: null, revision: 1, ...byAndAt };
      signals.set(key, withSaid(before, fresh, said));
    }
    if (counts) settle();
  }
  settle();
  const [tally = own, project = own] = tallies;
  return { signals: [...signals.values()], tally, project };
};

const countedOf = (signals: readonly Signal[], handoffId?: string): Counted[] =>
  signals.flatMap((signal) =>
    handoffId === undefined || signal.handoffId === handoffId ? (countOf(signal) ?? []) : [],
  );

test('property: every figure equals a recount over the raw signals, whatever was said, taken back and escalated', () => {
  fc.assert(
    fc.property(someEvents, (events) => {
      const { signals, tally, project } = played(events);
      const own = countedOf(signals, 'handoff-00000001');
      expect(new Set(Object.keys(tally.days))).toEqual(new Set(own.map(({ day }) => day))); // no day is left empty
      expect(figuresOf(tally.all)).toEqual(figuresFrom(own));
      expect(figuresOf(tally.firstWave)).toEqual(figuresFrom(own.filter(({ firstWave }) => firstWave)));
      const others = figuresFrom(countedOf(signals, 'handoff-00000002'));
      expect(othersOf(project.all, tally.all)).toEqual({ l2: others.l2, l3: others.l3 });
      expect(figuresOf(project.all).items).toEqual([]); // items of a whole project would outgrow its record
    }),
  );
});

test('property: over time too, each ticket in one bar, whole weeks from Monday on, quiet ones as zero', () => {
  const some = fc.tuple(someEvents, fc.array(fc.integer({ min: -10, max: 1_000 }), { maxLength: 3 }));
  fc.assert(
    fc.property(some, ([events, marks]) => {
      const { signals, tally } = played(events);
      const own = countedOf(signals, 'handoff-00000001');
      const moments = marks.map((mark) => moment(mark).slice(0, 10));
      const series = seriesOf(tally.days, moments);
      const { size, buckets } = series;
      for (const { from, to, tickets, kinds } of buckets) {
        const inIt = own.filter(({ day }) => day >= from && day <= to);
        expect(tickets).toBe(inIt.length);
        for (const kind of COUNTED_KINDS) expect(kinds[kind]).toBe(inIt.filter((one) => one.kind === kind).length);
        expect((Date.parse(to) - Date.parse(from)) / DAY).toBe(size - 1);
        if (size > 1) expect(new Date(from).getUTCDay()).toBe(1);
      }
      for (const [nth, { from }] of buckets.slice(1).entries())
        expect(Date.parse(from) - Date.parse(buckets[nth]?.to ?? '')).toBe(DAY); // no gap, no overlap
      expect(buckets.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(own.length);
      expect(buckets.length).toBeLessThanOrEqual(60);
      for (const day of [...moments, ...own.map((one) => one.day)]) {
        const { from = '', to = '' } = buckets[Math.floor(placeOn(series, day))] ?? {};
        expect(day >= from && day <= to).toBe(true);
      }
    }),
  );
});

test('days as days up to 60, then weeks up to 400, then four weeks', () => {
  const over = (days: number) =>
    seriesOf(
      {},
      ['2026-01-01', moment(0).slice(0, 10)]
        .slice(0, 1)
        .concat(new Date(Date.parse('2026-01-01') + (days - 1) * DAY).toISOString().slice(0, 10)),
    );
  expect([over(1).size, over(60).size, over(61).size, over(400).size, over(401).size]).toEqual([1, 1, 7, 7, 28]);
  expect([over(60).buckets.length, over(61).buckets.length]).toEqual([60, 10]);
  expect(seriesOf({}, [])).toEqual({ size: 1, buckets: [] });
});

test.each<[Ratio, Ratio, ReturnType<typeof compared>]>([
  [{ part: 10, of: ENOUGH - 1 }, { part: 10, of: 1_000 }, 'too-few'],
  [{ part: 10, of: 1_000 }, { part: 1, of: ENOUGH - 1 }, 'too-few'],
  [{ part: 10, of: ENOUGH }, { part: 10, of: 1_000 }, 'more'],
  [{ part: 0, of: 200 }, { part: 100, of: 1_000 }, 'less'],
  [{ part: 3, of: 20 }, { part: 100, of: 1_000 }, 'as-usual'],
  [{ part: 16, of: 100 }, { part: 100, of: 1_000 }, 'as-usual'], // 1.86 standard errors apart
  [{ part: 17, of: 100 }, { part: 100, of: 1_000 }, 'more'], // 2.17
  [{ part: 71, of: 100 }, { part: 600, of: 1_000 }, 'more'], // 2.15
  [{ part: 0, of: 20 }, { part: 0, of: 20 }, 'as-usual'],
  [{ part: 20, of: 20 }, { part: 20, of: 20 }, 'as-usual'],
])('%j beside %j: %s', (own, others, outcome) => {
  expect(compared(own, others)).toBe(outcome);
});

test('bugs by chain level: untriaged last, duplicates and deleted ones left out and told', () => {
  const bugs = [
    { stage: 'open', level: 'operation' },
    { stage: 'fixed', level: 'scope' },
    { stage: 'open', level: null },
    { stage: 'closed', level: 'scope' },
    { stage: 'duplicate', level: 'scope' },
    { stage: 'gone', level: null },
  ] as const;
  expect(levelsOf(bugs)).toEqual({
    levels: [
      { level: 'scope', count: 2 },
      { level: 'operation', count: 1 },
      { level: 'untriaged', count: 1 },
    ],
    ...{ bugs: 4, open: 2, leftOut: 2 },
  });
});

test('property: each bug is in one level, or told as left out', () => {
  const someBugs = fc.array(
    fc.record({ stage: fc.constantFrom(...BUG_STAGES), level: fc.constantFrom(null, ...CHAIN_LEVELS) }),
  );
  fc.assert(
    fc.property(someBugs, (bugs) => {
      const { levels, bugs: shown, leftOut } = levelsOf(bugs);
      expect(levels.reduce((sum, { count }) => sum + count, 0)).toBe(shown);
      expect(shown + leftOut).toBe(bugs.length);
      for (const { level, count } of levels)
        expect(count).toBe(
          bugs.filter((bug) => (bug.level ?? 'untriaged') === level && !['duplicate', 'gone'].includes(bug.stage))
            .length,
        );
    }),
  );
});

describe('when customers first had it', () => {
  test('as the head says', () => {
    expect(reachedSince(aHead({ reachedSince: moment(-2) }))).toBe(moment(-2));
    expect(reachedSince(aHead())).toBeNull();
  });

  test('a step in the own company alone is not it', () => {
    const step = anEnteredStep({ audience: 'internal', percent: 0 });
    expect(reachedSince(aHead({ rollout: { percent: 0, at: moment(-1), stepId: step.id } }))).toBeNull();
  });

  test('an older head: its release, or how far the rollout had got', () => {
    expect(reachedSince(aHead({ releaseTold: { at: moment(-3), by: null } }))).toBe(moment(-3));
    expect(reachedSince(aHead({ rollout: { percent: 5, at: moment(-1) } }))).toBe(moment(-1));
  });
});
