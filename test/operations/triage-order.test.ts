import fc from 'fast-check';
import { CHAIN_CAUSES, CHAIN_LEVELS, type Triage } from '../../src/domain/bug';
import { levelsIn, SHOWN_LEVELS, type ShownLevel } from '../../src/domain/chain-level';
import { NOW } from '../fixtures/builders';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';
import { MINUTE_AFTER, OPERATION, SCOPE, startTriage, type Triaging } from '../fixtures/triage';

/** A triage whose calls fail anywhere, and any order of triages, failures, hands in Jira and runs of the loop. */

type Action = Parameters<Site['faults']['add']>[0][number]['action'];

/** The nth remote call from here on meets the action; 0 is the next one. */
const failNth = (site: Site, nth: number, action: Action): { readonly end: () => number } => {
  const { faults } = site;
  const through = faults.through.bind(faults);
  let made = 0;
  faults.through = (call, run) => {
    if (made++ === nth) faults.add([{ match: { kind: call.kind }, times: 1, action }]);
    return through(call, run);
  };
  return {
    end: () => {
      faults.through = through;
      faults.clear();
      return made;
    },
  };
};

const start = async (): Promise<{ site: Site; at: Triaging }> => {
  stopClock();
  muteLog();
  const site = await startSite();
  return { site, at: await startTriage(site) };
};
const later = (ms: number) => jest.setSystemTime(Date.now() + ms);

/** 429 with more to wait than anybody has. */
const TOO_MANY = { status: 429, headers: { 'retry-after': '60' } };
const ACTIONS: readonly Action[] = [
  'drop-before',
  'drop-after',
  'duplicate',
  { status: 500 },
  { status: 503 },
  TOO_MANY,
];
/** More than a triage makes. */
const CALLS = 9;
/** More than the loop makes for one bug of which nothing else is new. */
const CALLS_OF_LOOP = 16;
const eachOf = (calls: number) =>
  Array.from({ length: calls }, (_, nth) => ACTIONS.map((action) => [nth, action] as const)).flat();
const [EACH, EACH_OF_LOOP] = [eachOf(CALLS), eachOf(CALLS_OF_LOOP)];

const expectTriaged = async (at: Triaging) => {
  expect(at.record()).toMatchObject({ triage: { ...OPERATION, by: 'admin' }, earlier: [SCOPE] });
  expect(levelsIn(await at.labels())).toEqual(['operation']);
  expect(await at.property()).toMatchObject({ chainLevel: 'operation', cause: OPERATION.cause });
};

/** Triaged once before, and the loop has looked at it. */
const triagedOnce = async (site: Site, at: Triaging): Promise<Triage | null> => {
  valueOf(await at.triage('steward', SCOPE));
  for (let run = 0; run < 2; run += 1) {
    later(15 * MINUTE_AFTER);
    await site.runLoop();
  }
  expect(at.isDue()).toBe(false);
  return at.record().triage;
};

test('the calls that fail below are all that a triage makes', async () => {
  const { site, at } = await start();
  const seen = await triagedOnce(site, at);
  const counting = failNth(site, -1, 'duplicate');
  valueOf(await at.triage('admin', OPERATION, seen));
  expect(counting.end()).toBeLessThan(CALLS);
});

test.each(EACH)('call %i of a triage meets %j; then the same triage again', async (nth, action) => {
  const { site, at } = await start();
  const seen = await triagedOnce(site, at);
  const failing = failNth(site, nth, action);
  const answer = await at.triage('admin', OPERATION, seen);
  failing.end();
  if (!answer.ok) expect(['jira-unavailable', 'storage-unavailable', 'rate-limited', 'busy']).toContain(answer.code);
  valueOf(await at.triage('admin', OPERATION, seen));
  await expectTriaged(at);
  expect(at.isDue()).toBe(true);
});

test.each(EACH)('call %i of a triage meets %j; then only the loop runs', async (nth, action) => {
  const { site, at } = await start();
  const seen = await triagedOnce(site, at);
  const failing = failNth(site, nth, action);
  const answer = await at.triage('admin', OPERATION, seen);
  failing.end();
  const isOnRecord = at.record().triage?.level === 'operation';
  if (answer.ok) expect(isOnRecord).toBe(true);
  expect(at.isDue()).toBe(isOnRecord); // what follows from it is written with it
  later(MINUTE_AFTER);
  await site.runLoop();
  if (isOnRecord) await expectTriaged(at);
  else expect([at.record().triage, levelsIn(await at.labels())]).toEqual([seen, ['scope']]);
});

test.each(EACH_OF_LOOP)('call %i of the loop meets %j: the next run mends it', async (nth, action) => {
  const { site, at } = await start();
  const seen = await triagedOnce(site, at);
  site.faults.add([{ match: { kind: 'jira', method: 'PUT', path: '/issue/' }, times: 1, action: 'drop-before' }]);
  expect(valueOf(await at.triage('admin', OPERATION, seen))).toEqual({ label: 'later' });
  expect(levelsIn(await at.labels())).toEqual(['scope']);
  later(MINUTE_AFTER);
  const failing = failNth(site, nth, action);
  await site.runLoop();
  failing.end();
  for (let run = 0; run < 3; run += 1) {
    later(16 * MINUTE_AFTER);
    await site.runLoop();
  }
  expect(levelsIn(await at.labels())).toEqual(['operation']);
  expect(await at.property()).toMatchObject({ chainLevel: 'operation' });
  expect(at.record()).toMatchObject({ triage: OPERATION, earlier: [SCOPE] });
});

const level = fc.constantFrom(...CHAIN_LEVELS);
const cause = fc.constantFrom(...CHAIN_CAUSES);
const shownLevel = fc.constantFrom(...SHOWN_LEVELS);
const OTHERS = ['chain-level-scopes', 'Chain-Level-Scope', 'chain-level', 'chain-level-', 'customer-scope'];
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('triage' as const), level, cause, isBlind: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('failing' as const), level, cause, nth: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('hand' as const), add: shownLevel, remove: shownLevel }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('other' as const), label: fc.constantFrom(...OTHERS) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('loop' as const) }) },
);

const labelOf = (one: ShownLevel) => `chain-level-${one}`;

test('whatever happens in whatever order: one level label after each triage, every other label stays, no triage is lost or made up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      jest.setSystemTime(NOW);
      const { site, at } = await start();
      const others = new Set((await at.labels()).filter((label) => levelsIn([label]).length === 0));
      let triages: Pick<Triage, 'level' | 'cause'>[] = [];
      const set = (one: Pick<Triage, 'level' | 'cause'>): void => {
        const last = triages.at(-1);
        if (last?.level !== one.level || last.cause !== one.cause) triages = [...triages, one];
      };
      for (const one of acts) {
        later(MINUTE_AFTER);
        const seen = at.record().triage;
        if (one.what === 'triage') {
          // Who didn't look is refused, unless there is nothing to see or they want what is there.
          const expected = one.isBlind ? null : seen;
          const answer = await at.triage('admin', one, expected);
          const isSame = seen?.level === one.level && seen.cause === one.cause;
          expect(answer.ok).toBe(!one.isBlind || seen === null || isSame);
          if (answer.ok) {
            set({ level: one.level, cause: one.cause });
            expect(answer.value.label).toBe('shown');
            expect(levelsIn(await at.labels())).toEqual([one.level]);
            expect(await at.property()).toMatchObject({ chainLevel: one.level, cause: one.cause });
          }
        } else if (one.what === 'failing') {
          const failing = failNth(site, one.nth, 'drop-after');
          await at.triage('admin', one, seen);
          failing.end();
          if (at.record().triage?.level === one.level && at.record().triage?.cause === one.cause)
            set({ level: one.level, cause: one.cause });
        } else if (one.what === 'hand') await at.byHand([labelOf(one.add)], [labelOf(one.remove)]);
        else if (one.what === 'other') {
          await at.byHand([one.label]);
          others.add(one.label);
        } else await site.runLoop();
        const { triage, earlier } = at.record();
        const onRecord = triage === null ? earlier : [...earlier, triage];
        expect(onRecord.map((each) => ({ level: each.level, cause: each.cause }))).toEqual(triages);
        const labels = await at.labels();
        expect(labels.filter((label) => levelsIn([label]).length === 0).toSorted()).toEqual([...others].sort());
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
