import fc from 'fast-check';
import type { Bug } from '../../src/domain/bug';
import { stageOf } from '../../src/domain/bug-end';
import { hasReached, isOut } from '../../src/domain/bug-fix';
import { stateForTicket } from '../../src/domain/bug-state';
import type { Said, Word } from '../../src/domain/told';
import { fixIn, furthest } from '../../src/domain/fix-versions';
import { newFacts, presentFor, toldOf, type Fact } from '../../src/domain/word-back';
import { wordNote } from '../../src/domain/word-note';
import { aBug, anEnteredStep, anEscalated, anId, aHead, aPlan, moment } from '../fixtures/builders';

const fix = (over: Partial<NonNullable<Bug['fix']>> = {}): NonNullable<Bug['fix']> => ({
  ...{ releaseId: '7', name: '2.4', released: false, percent: null, toCustomers: false },
  ...over,
});

/** What may happen between two looks. */
const actOf = fc.oneof(
  fc.constantFrom('fixed', 'open', 'closed', 'duplicate', 'gone').map((stage): Partial<Bug> => ({ stage })),
  fc.record({
    fix: fc.option(
      fc.record({ released: fc.boolean(), percent: fc.option(fc.constantFrom(0, 5, 25, 100)) }).map((one) => {
        const toCustomers = one.percent === null ? one.released : one.percent > 0;
        return fix({ ...one, toCustomers });
      }),
    ),
  }),
  fc
    .constantFrom('EXAM-1', 'SHOP-4', 'EXAM-9')
    .map((bugKey) => ({ bugKey, projectId: bugKey.startsWith('EXAM') ? '1' : '2' })),
  fc.constant<Partial<Bug>>({ triage: { level: 'scope', cause: 'n/a', by: 'po', at: moment() } }),
);
/** A course of a bug and its releases: acts, and how often somebody looked after each (0: the event was missed). */
const courseOf = fc.array(fc.tuple(actOf, fc.integer({ min: 0, max: 3 })), { maxLength: 25 });
const customerOf = fc.option(fc.constantFrom(5, 25, 100).map((percent) => ({ percent, name: `${String(percent)} %` })));

type Course = readonly (readonly [Partial<Bug>, number])[];

/** The states that were looked at, in order. */
const seenIn = (course: Course): Bug[] => {
  let bug = aBug({ projectId: '1' });
  return course.flatMap(([act, looks]) => {
    bug = { ...bug, ...act };
    return Array.from({ length: looks }, () => bug);
  });
};

const tellAll = (states: readonly Bug[], customer: { percent: number; name: string } | null) => {
  let said: Said = toldOf(anEscalated());
  const facts: Fact[][] = [];
  for (const bug of states) {
    const told = newFacts(said, presentFor(bug, customer));
    ({ said } = told);
    if (told.facts.length > 0) facts.push([...told.facts]);
  }
  return { said, facts: facts.flat(), notes: facts };
};

const changes = <T>(first: T, all: readonly T[]): T[] =>
  all.filter((one, nth) => one !== (nth === 0 ? first : all[nth - 1]));
/** Runs of looks that found it fixed. */
const fixings = (states: readonly Bug[]): Bug[][] =>
  states.reduce<Bug[][]>((runs, bug, nth) => {
    if (bug.stage !== 'fixed') return runs;
    if (states[nth - 1]?.stage === 'fixed') runs.at(-1)?.push(bug);
    else runs.push([bug]);
    return runs;
  }, []);

test('whatever the course of a bug and its releases: each thing that was found is told once, as often as it was found anew', () => {
  fc.assert(
    fc.property(courseOf, customerOf, (course, customer) => {
      const states = seenIn(course);
      const { facts } = tellAll(states, customer);
      const timesOf = (word: Word) => facts.filter(({ what }) => what === word).length;
      const ends = changes(
        'open',
        states.map(({ stage }) => stage),
      );
      const timesIn = (stage: Bug['stage']) => ends.filter((end) => end === stage).length;
      const there = states.filter(({ stage }) => stage !== 'gone');
      expect({
        triaged: timesOf('triaged'),
        moved: timesOf('moved'),
        ...Object.fromEntries((['fixed', 'closed', 'duplicate', 'gone'] as const).map((end) => [end, timesOf(end)])),
        open: timesOf('re-opened'),
        released: timesOf('released'),
        reached: timesOf('reached'),
      }).toEqual({
        triaged: states.some(({ triage }) => triage !== null) ? 1 : 0,
        moved: changes(
          '1',
          there.map(({ projectId }) => projectId),
        ).length,
        ...Object.fromEntries((['fixed', 'closed', 'duplicate', 'gone'] as const).map((end) => [end, timesIn(end)])),
        open: timesIn('open'),
        released: fixings(states).filter((run) => run.some((bug) => bug.fix !== null && isOut(bug.fix))).length,
        reached: fixings(states).filter((run) => run.some((bug) => bug.fix !== null && hasReached(bug.fix, customer)))
          .length,
      });
      // Each occurrence has its own number, counted up.
      for (const word of new Set(facts.map(({ what }) => what))) {
        const numbers = facts.filter(({ what }) => what === word).map(({ nth }) => nth);
        expect(numbers).toEqual(numbers.map((_, nth) => nth + 1));
      }
    }),
  );
});

test('looks that come twice, late or for nothing change nothing', () => {
  fc.assert(
    fc.property(courseOf, customerOf, fc.integer({ min: 2, max: 4 }), (course, customer, times) => {
      const often = course.map(([act, looks]) => [act, looks * times] as const);
      expect(tellAll(seenIn(often), customer)).toEqual(tellAll(seenIn(course), customer));
    }),
  );
});

test('looks that were missed lose nothing of how it ends', () => {
  fc.assert(
    fc.property(courseOf, customerOf, (course, customer) => {
      const last = [...course, [{}, 1] as const];
      const missed = [...course.map(([act]) => [act, 0] as const), [{}, 1] as const];
      const [all, one] = [tellAll(seenIn(last), customer), tellAll(seenIn(missed), customer)];
      expect(one.notes.length).toBeLessThanOrEqual(1);
      expect(one.said.stage).toBe(all.said.stage);
      expect(one.facts.every(({ what }) => all.facts.some((fact) => fact.what === what))).toBe(true);
    }),
  );
});

test.each([
  [false, 'Done', false, [], 'open'],
  [true, 'Done', false, [], 'fixed'],
  [true, '', false, [], 'fixed'],
  [true, 'Fixed in 2.4', false, [], 'fixed'],
  [true, "Won't Do", false, ['7'], 'closed'],
  [true, 'Won’t fix', false, [], 'closed'],
  [true, 'Not a bug', false, [], 'closed'],
  [true, 'Works as designed', false, [], 'closed'],
  [true, 'Duplicate', false, ['7'], 'duplicate'],
  [true, 'Done', true, [], 'duplicate'],
  [true, 'Done', true, ['7'], 'fixed'],
  [true, 'תוקן', false, ['7'], 'fixed'],
  [true, 'תוקן', false, [], 'closed'],
] as const)(
  'done %s, resolution "%s", a duplicate by its link %s, fix versions %j: %s',
  (isDone, resolution, isLinked, ids, stage) => {
    const fixVersions = ids.map((id) => ({ id, name: id, released: false }));
    const duplicateOf = isLinked ? { id: '9', key: 'EXAM-9' } : null;
    expect(stageOf({ isDone, resolution, duplicateOf, fixVersions })).toBe(stage);
  },
);

test('of several fix versions the one that has come furthest counts', () => {
  const version = (id: string, released: boolean) => ({ id, name: id, released });
  const at = (percent: number) => aHead({ rollout: { percent, at: moment(), stepId: 'a-step-id' } });
  const fixes = [
    fixIn(version('1', false), null, []),
    fixIn(version('2', true), null, [aPlanned()]),
    fixIn(version('3', true), at(25), []),
    fixIn(version('4', false), at(5), []),
  ];
  expect(furthest(fixes)?.releaseId).toBe('3');
  expect(furthest([...fixes, fixIn(version('5', true), null, [])])?.releaseId).toBe('5');
  expect(furthest([])).toBeNull();
  const entered = fixIn(version('6', true), at(0), [anEnteredStep({ percent: 0, audience: 'internal' })]);
  expect(isOut({ ...entered, released: false })).toBe(false);
  expect(hasReached(entered, { percent: 0, name: 'Pilot' })).toBe(false);
});

const ITS = anId();
const inStep = (percent: number) => ({ percent, name: 'Pilot', stepId: ITS });

test.each([
  ['its step is planned', { percent: 5, without: [ITS] }, inStep(0), false],
  ['its step is planned, and all have it', { percent: 100, without: [ITS] }, inStep(0), true],
  ['its step was entered', { percent: 0, without: [anId()] }, inStep(0), true],
  ['its step was entered before the rollout went back', { percent: 0, without: [] }, inStep(5), false],
  ['nobody knows its step', { percent: 5, without: [ITS] }, { percent: 5, name: '5 %' }, true],
] as const)('has it reached a customer? %s', (_, { percent, without }, customer, has) => {
  expect(hasReached(fix({ percent, without: [...without], toCustomers: true }), customer)).toBe(has);
});

const END = { reason: 'r', result: '', learned: '', revision: null, by: 'po', at: moment() };
test('without it are those of steps that name their users, planned or rolled back', () => {
  const rolledBack = anEnteredStep({ audience: 'pilot', percent: 0 });
  const steps = [
    anEnteredStep({ audience: 'customer', percent: 0 }),
    { ...rolledBack, ended: { ...END, decision: 'roll-back' as const } },
    { ...aPlanned(), audience: 'segment' as const },
    { ...aPlanned(), audience: 'percent' as const },
  ];
  expect(fixIn({ id: '6', name: '2.4', released: true }, null, steps).without).toEqual([steps[1]?.id, steps[2]?.id]);
});

const aPlanned = () => ({ ...aPlan(), entered: null, ended: null });

test.each([
  [{}, {}, 'open'],
  [{ stage: 'fixed' }, {}, 'fixed'],
  [{ stage: 'fixed', fix: fix() }, {}, 'fixed'],
  [{ stage: 'fixed', fix: fix({ released: true, percent: 5, toCustomers: true }) }, {}, 'released'],
  [
    { stage: 'fixed', fix: fix({ released: true, percent: 5, toCustomers: true }) },
    { customer: { percent: 5, name: '' } },
    'reached',
  ],
  [{ stage: 'fixed', fix: fix({ released: true, toCustomers: true }) }, {}, 'reached'],
  [{ stage: 'duplicate' }, {}, 'duplicate'],
  [{ stage: 'gone' }, {}, 'gone'],
] as const)('a panel shows %j for %j as %s', (bug, escalation, state) => {
  expect(stateForTicket(aBug(bug), anEscalated(escalation))).toBe(state);
});

test('open again, also before the ticket was told', () => {
  const told = { ...toldOf(anEscalated()), stage: 'fixed' } as const;
  expect(stateForTicket(aBug(), anEscalated({ told }))).toBe('re-opened');
  const again = newFacts(told, presentFor(aBug(), null)).said;
  expect(stateForTicket(aBug(), anEscalated({ told: { ...again, begun: null } }))).toBe('re-opened');
});

test('a note names neither the bug nor its project, and says which bug it speaks of', () => {
  const bug = aBug({ stage: 'duplicate', duplicateOf: { id: '99', key: 'EXAM-99' } });
  const facts = (
    ['triaged', 'moved', 're-opened', 'fixed', 'released', 'reached', 'duplicate', 'closed', 'gone'] as const
  ).map((what) => ({ what, nth: 1 }));
  const text = JSON.stringify(
    wordNote(facts, { bug, escalation: anEscalated(), releaseName: null, isOneOfSeveral: true }),
  );
  expect(text).not.toMatch(/[A-Z]+-\d+|Grades vanish/);
  expect(text).toMatch(/filed from this ticket on \d+ \w+ \d{4}, \d\d:\d\d UTC/);
  expect(text).toContain('This note is internal.');
});
