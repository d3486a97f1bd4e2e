import { SIGNAL_KINDS, type Signal } from '../../src/domain/signal';
import { emptyTally, type Tally } from '../../src/domain/tally';
import * as records from '../../src/storage/records';
import { LIMITS } from '../../src/domain/document';
import { aSignal, day, moment } from '../fixtures/builders';
import { put, recount, startWorld, type World } from '../fixtures/signals';
import { valueOf } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** One value of KVS takes 240 KiB: what the figures of a handoff may grow to, and what becomes of the others' where they grow beyond. */

let world: World;
beforeEach(async () => {
  stopClock();
  muteLog();
  world = await startWorld();
});

const at = (nth: 0 | 1) => {
  const { releaseId = '', handoffId = '' } = world.handoffs[nth] ?? {};
  return { releaseId, handoffId };
};
const say = async (nth: 0 | 1) => {
  const { site, tickets } = world;
  const input = { issueId: tickets[0]?.id ?? '', projectId: site.sup.id, ...at(nth) };
  valueOf(
    await site.call('agent', 'sendSignal', {
      ...{ ...input, kind: 'feature-request', itemId: null, revision: 1, question: null },
    }),
  );
};
const tallyOf = (nth: 0 | 1): Tally | undefined =>
  (world.site.stored('tally') as Tally[]).find(({ handoffId }) => handoffId === at(nth).handoffId);

/** Every item that a handoff can have, hit at each of six steps and in the first wave too, and every kind on each of 400 days. */
const everything = (): Signal[] => {
  const kinds = ['answer', 'limitation', 'happy-path'] as const;
  const said = { questionId: null, by: 'agent', at: moment(), revision: 1 };
  const items = kinds.flatMap((kind) =>
    Array.from({ length: LIMITS.itemsPerList }, () => ({ kind, itemId: crypto.randomUUID() })),
  );
  return [
    ...items.flatMap((item) =>
      [null, 1, 5, 25, 50, 100].map((percent) =>
        aSignal({ said: { ...said, ...item }, percent, firstWave: percent !== 100, tier: 3 }),
      ),
    ),
    ...Array.from({ length: 400 }, (_, nth) =>
      SIGNAL_KINDS.map((kind) => aSignal({ said: { ...said, kind, itemId: null }, day: day(nth), tier: 3 })),
    ).flat(),
  ];
};

test('600 items hit at each of six steps, and every kind on each of 400 days: one more ticket is counted', async () => {
  const full = { ...emptyTally(world.site.exam.id, at(0).handoffId), ...recount(everything()) };
  put(world.site, records.tally(1, full));
  await say(0);
  await world.site.runLoop();
  const { tally, uncounted } = await world.site.does('po', 'readSignals', {
    releaseId: at(0).releaseId,
    throughProjectId: null,
  });
  expect(uncounted.count).toBe(0);
  expect(tally.days[moment().slice(0, 10)]?.tickets).toBe((full.days[moment().slice(0, 10)]?.tickets ?? 0) + 1);
}, 60_000);

test('figures that can grow no more keep no other handoff waiting, and the page says what they don’t hold', async () => {
  const { site } = world;
  const days = Object.fromEntries(
    Array.from({ length: 9_000 }, (_, nth) => [day(nth), { tickets: 1, 'kind:answer': 1 }]),
  );
  put(site, records.tally(1, { ...emptyTally(site.exam.id, at(0).handoffId), days }));
  await say(0);
  jest.setSystemTime(Date.now() + 1_000);
  await say(1);
  await site.runLoop();
  expect(tallyOf(1)?.days[moment().slice(0, 10)]?.tickets).toBe(1);
  const seen = await site.does('po', 'readSignals', { releaseId: at(0).releaseId, throughProjectId: null });
  expect(seen.uncounted).toEqual({ count: 1, more: false });
}, 60_000);
