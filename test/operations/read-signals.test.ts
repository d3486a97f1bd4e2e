import type { CallOutput } from '../../src/api/calls';
import { figuresOf, levelsOf, othersOf } from '../../src/domain/report';
import { countOf, SIGNAL_KINDS, type Signal } from '../../src/domain/signal';
import { emptyTally, recounted, type Counts } from '../../src/domain/tally';
import * as records from '../../src/storage/records';
import type { StoredRecord } from '../../src/storage/stored';
import { aBug, anId, aQuestion, aSignal, day, moment, NOW } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
let handoffId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
  handoffId = valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
});

/** Puts records where the app would have written them: 100,000 transactions would take minutes. */
const put = (all: readonly StoredRecord[]): void => {
  for (const { entityName, key, value } of all) {
    const entity = (site.state.kvs.entities[entityName] ??= {});
    entity[key] = { value: value as never, createdAt: NOW, updatedAt: NOW };
  }
};

const read = (who: Who, throughProjectId: string | null = null) =>
  site.call(who, 'readSignals', { releaseId, throughProjectId });

const TIERS = [1, 1, 1, 2, 2, 3] as const;
/** The nth of many tickets: of every kind, tier, day and percent. */
const nthSignal = (nth: number, handoff = handoffId): Signal =>
  aSignal({
    ...{
      handoffId: handoff,
      releaseId,
      projectId: site.exam.id,
      ticketId: String(nth + 1),
      ticketKey: `SUP-${nth + 1}`,
    },
    said: {
      ...{ kind: SIGNAL_KINDS[nth % SIGNAL_KINDS.length] ?? 'answer', questionId: null, revision: 1 },
      ...{ itemId: nth % 6 < 3 ? `item-${String(nth % 20).padStart(4, '0')}` : null, by: 'agent', at: moment() },
    },
    ...{
      tier: TIERS[(nth >> 3) % TIERS.length] ?? 1,
      day: day(nth % 400),
      percent: [null, 1, 5, 25, 100][nth % 5] ?? null,
    },
    firstWave: nth % 7 === 0,
  });

const times = <T>(all: Record<string, T>, by: (one: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, by(one)]));

/**
 * `different` tickets, each said so many `repeats` of, with the tallies that came of them: counting 100,000 one by one takes a minute. Then
 * some that nobody has counted yet.
 */
const putSignals = (different: number, repeats = 1, uncounted = 0): { counted: Signal[]; others: number } => {
  let [tally, project] = [emptyTally(site.exam.id, handoffId), emptyTally(site.exam.id, null)];
  const kinds = Array.from({ length: different }, (_, nth) => nthSignal(nth));
  for (const one of kinds) {
    const count = countOf(one);
    [tally, project] = [recounted(tally, null, count), recounted(project, null, count)];
  }
  const repeated = (counts: Counts): Counts => times(counts, (tickets) => times(tickets, (count) => count * repeats));
  const { all: once, firstWave, days } = tally;
  tally = { ...tally, all: repeated(once), firstWave: repeated(firstWave), days: repeated(days) };
  project = { ...project, all: repeated(project.all) };
  const others = 60; // of another release of the project
  for (let nth = 0; nth < others; nth += 1)
    project = recounted(project, null, countOf(nthSignal(nth * 3, 'handoff-of-another')));
  const all = Array.from({ length: different * repeats + uncounted }, (_, nth) => ({
    ...(kinds[nth % different] ?? nthSignal(nth)),
    ...{ ticketId: String(nth + 1), ticketKey: `SUP-${nth + 1}` },
  }));
  const counted = all
    .slice(0, different * repeats)
    .map((signal) => ({ ...signal, isShown: true, counted: countOf(signal) }));
  put([...counted, ...all.slice(counted.length)].map((signal) => records.signal(1, signal)));
  put([records.tally(1, tally), records.tally(1, project)]);
  return { counted, others };
};

test('before any ticket there is nothing, and that is no refusal', async () => {
  const { tally, project, uncounted, bugs, questions, timeZone } = valueOf(await read('po'));
  expect({ tally, project, uncounted, bugs, questions, timeZone }).toEqual({
    ...{ tally: { all: {}, firstWave: {}, days: {} }, project: {}, uncounted: { count: 0, more: false } },
    ...{ bugs: { some: [], more: false }, questions: { some: [], more: false }, timeZone: 'UTC' },
  });
});

describe('with 100,000 signals', () => {
  test('6 calls, or 8 from outside; and the figures are those of a recount', async () => {
    const { counted, others } = putSignals(2_000, 50, 12);
    const { answer, remote } = await site.countCalls(() => read('po'));
    const value = valueOf(answer);
    expect(remote).toHaveLength(6);
    expect(value.uncounted).toEqual({ count: 12, more: false });

    const { tickets, kinds, l2, l3 } = figuresOf(value.tally.all);
    const tier = (least: number) => counted.filter((signal) => signal.tier >= least).length;
    expect([tickets, l2, l3]).toEqual([
      counted.length,
      { part: tier(2), of: counted.length },
      { part: tier(3), of: counted.length },
    ]);
    for (const { kind, count } of kinds) expect(count).toBe(counted.filter(({ said }) => said?.kind === kind).length);
    expect(figuresOf(value.tally.firstWave).tickets).toBe(counted.filter(({ firstWave }) => firstWave).length);
    expect(othersOf(value.project, value.tally.all).l2.of).toBe(others);
    const onDay = (at: string) => counted.filter((signal) => signal.day === at).length;
    for (const at of [day(0), day(7), day(399)]) expect(value.tally.days[at]?.tickets).toBe(onDay(at));

    const outside = await site.countCalls(() => read('agent2', site.sup.id));
    expect(outside.remote).toHaveLength(8);
    expect(valueOf(outside.answer)).toEqual(value);
    // Within what an answer of a function may weigh, and a value of KVS (Forge docs: limits-invocation, limits-kvs-ce).
    expect(JSON.stringify(value).length).toBeLessThan(240 * 1024);
  }, 60_000);
});

test('of very many that nobody has counted yet, it says that there are more', async () => {
  putSignals(50, 1, 650);
  const { answer, remote } = await site.countCalls(() => read('po'));
  expect(valueOf(answer).uncounted).toEqual({ count: 500, more: true });
  expect(remote).toHaveLength(10);
});

test('what is counted and only not shown on its ticket yet is in the figures; what was taken back or said anew is not', async () => {
  const { counted } = putSignals(5, 1, 3);
  const [, unshown, anew, takenBack] = counted;
  if (!unshown || !anew?.said || !takenBack) throw new Error('four were put');
  const said = { ...anew.said, kind: 'feature-request' as const, itemId: null };
  put(
    [
      { ...unshown, isShown: false },
      { ...anew, isShown: false, said },
      { ...takenBack, isShown: false, said: null, tier: 1 as const },
    ].map((signal) => records.signal(2, signal)),
  );
  expect(valueOf(await read('po')).uncounted).toEqual({ count: 5, more: false });
});

describe('L3 bugs', () => {
  const bugsOf = async (who: Who, through: string | null = null): Promise<CallOutput<'readSignals'>['bugs']> =>
    valueOf(await read(who, through)).bugs;

  test('by stage and level, without a key, the newest first; those of another handoff are not among them', async () => {
    const triage = { level: 'scope', cause: 'scenario-gap', by: 'po', at: moment() } as const;
    put([
      records.bug(1, aBug({ bugId: '901', bugKey: 'EXAM-901', handoffId, filedAt: moment(-2), triage })),
      records.bug(1, aBug({ bugId: '902', bugKey: 'EXAM-902', handoffId, filedAt: moment(-1), stage: 'fixed' })),
      records.bug(1, aBug({ bugId: '903', bugKey: 'EXAM-903', handoffId: 'handoff-of-another' })),
      records.fix('901', releaseId, NOW),
    ]);
    const expected = {
      some: [
        { filedAt: moment(-1), stage: 'fixed', level: null },
        { filedAt: moment(-2), stage: 'open', level: 'scope' },
      ],
      more: false,
    };
    expect(await bugsOf('po')).toEqual(expected);
    expect(await bugsOf('agent2', site.sup.id)).toEqual(expected);
    expect(JSON.stringify(valueOf(await read('agent2', site.sup.id)))).not.toContain('EXAM-90');
  });

  test('of more than 500, the newest 500 at 4 calls more', async () => {
    put(
      Array.from({ length: 640 }, (_, nth) =>
        records.bug(1, aBug({ bugId: String(1_000 + nth), handoffId, filedAt: moment(-nth / 24) })),
      ),
    );
    const { answer, remote } = await site.countCalls(() => read('po'));
    const { bugs } = valueOf(answer);
    expect([bugs.some.length, bugs.more, levelsOf(bugs.some).bugs]).toEqual([500, true, 500]);
    expect(remote).toHaveLength(10);
  });
});

test('questions: those from tickets, with how they ended, and no text nor ticket', async () => {
  const ticket = { id: '77', key: 'SUP-77' };
  const ids = [anId(), anId(), anId()] as const;
  const ended = { by: 'po', at: moment(), revision: 1 };
  put([
    records.question(aQuestion({ handoffId, id: ids[0], ticket, askedAt: moment(-1), text: 'secret text' })),
    records.question(
      aQuestion({
        ...{ handoffId, id: ids[1], ticket, askedAt: moment(-2) },
        ended: { ...ended, answer: { kind: 'gap', reference: 'EXAM-1' } },
      }),
    ),
    records.question(
      aQuestion({
        ...{ handoffId, id: ids[2], ticket, askedAt: moment(-3) },
        ended: { ...ended, answer: { kind: 'answered', section: 'limitations' } },
      }),
    ),
    records.question(aQuestion({ handoffId, text: 'asked in the panel' })),
  ]);
  const answer = valueOf(await read('agent2', site.sup.id));
  expect(answer.questions.some).toEqual([
    { id: ids[0], askedAt: moment(-1), ended: null },
    { id: ids[1], askedAt: moment(-2), ended: 'gap' },
    { id: ids[2], askedAt: moment(-3), ended: 'answered' },
  ]);
  expect(JSON.stringify(answer)).not.toMatch(/secret|SUP-77|EXAM-1/);
});

test.each<[Who, string | null, string]>([
  ['outsider', null, 'not-found'],
  ['agent2', null, 'not-found'],
  ['customer', null, 'not-for-you'],
])('%s through %s: %s', async (who, through, code) => {
  putSignals(5);
  expect(refusalOf(await read(who, through)).code).toBe(code);
});

const ticketsIn = ({ tally }: CallOutput<'readSignals'>): number => figuresOf(tally.all).tickets;

test('a support project that is mapped no more reads no signals', async () => {
  putSignals(5);
  expect(ticketsIn(valueOf(await read('agent2', site.sup.id)))).toBe(5);
  valueOf(await site.settle({ supportProjects: [] }));
  expect(refusalOf(await read('agent2', site.sup.id)).code).toBe('not-found');
  expect(ticketsIn(valueOf(await read('cslead')))).toBe(5);
});
