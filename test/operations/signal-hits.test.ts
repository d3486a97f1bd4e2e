import { countOf, freshSignal, withSaid, type Signal } from '../../src/domain/signal';
import type { Tally } from '../../src/domain/tally';
import { readHead } from '../../src/storage/read';
import * as records from '../../src/storage/records';
import { aPlan, NOW } from '../fixtures/builders';
import { put, recount, startWorld, type World } from '../fixtures/signals';
import { valueOf, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** How many tickets an item has answered, beside the item, however many there are. */

const MINUTE = 60_000;
beforeEach(() => {
  stopClock();
  muteLog();
});

describe('hits of an item', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  const say = (who: Who, ticket: { id: string }, item: { kind: 'answer' | 'limitation'; itemId: string }) => {
    const { site, handoffs } = world;
    return site.call(who, 'sendSignal', {
      ...{ issueId: ticket.id, projectId: site.sup.id, releaseId: '', handoffId: '', ...handoffs[0] },
      ...{ ...item, revision: 1, question: null },
    });
  };
  const hitsOn = async (ticket: { id: string }) => {
    const { site, handoffs } = world;
    const { handoffs: found } = await site.does('agent', 'findHandoffs', {
      issueId: ticket.id,
      projectId: site.sup.id,
    });
    const one = found.find(({ head }) => head.handoffId === handoffs[0]?.handoffId);
    return { percent: one?.percent, hits: one?.hits };
  };

  test('in all and at the percent of now, by other tickets: a ticket’s own word is told apart, counted or not', async () => {
    const { site, tickets, items } = world;
    const [first = { id: '' }, second = { id: '' }, third = { id: '' }] = tickets;
    const [answer = { kind: 'answer', itemId: '' } as const] = items;
    valueOf(await say('agent', first, answer));
    expect(await hitsOn(first)).toEqual({ percent: null, hits: [] });
    expect(await hitsOn(second)).toEqual({ percent: null, hits: [] }); // not counted yet
    await site.runLoop();
    expect(await hitsOn(first)).toEqual({ percent: null, hits: [] });
    expect(await hitsOn(second)).toEqual({ percent: null, hits: [{ ...answer, all: 1, now: 1 }] });
    const plan = aPlan({ percent: 5 });
    const releaseId = world.handoffs[0]?.releaseId ?? '';
    await site.does('po', 'saveSteps', { releaseId, steps: [plan] });
    await site.does('po', 'enterStep', { releaseId, stepId: plan.id });
    valueOf(await say('agent', second, answer));
    await site.runLoop();
    expect(await hitsOn(third)).toEqual({ percent: 5, hits: [{ ...answer, all: 2, now: 1 }] });
    expect(await hitsOn(first)).toEqual({ percent: 5, hits: [{ ...answer, all: 1, now: 1 }] });
    expect(await hitsOn(second)).toEqual({ percent: 5, hits: [{ ...answer, all: 1, now: 0 }] });
  });

  test('100,000 signals: reading the hits and counting one more take as few calls as with none', async () => {
    const { site, tickets, items, handoffs } = world;
    const [ticket = { id: '' }, other = { id: '' }] = tickets;
    const [answer = { kind: 'answer', itemId: '' } as const] = items;
    const releaseId = handoffs[0]?.releaseId ?? '';
    const cost = async (work: () => Promise<unknown>) => (await site.countCalls(work)).remote.length;
    const costs = async (of: { id: string }) => ({
      read: await cost(() => hitsOn(of)),
      say: await cost(async () => valueOf(await say('agent', of, answer))),
      count: await cost(() => site.runLoop()),
    });
    valueOf(await say('agent2', ticket, answer));
    await site.runLoop(); // the tallies are there
    const few = await costs(other);
    const head = await site.within(() => readHead(releaseId));
    if (head === null) throw new Error('there is no handoff');
    const said = { ...answer, questionId: null, by: 'agent', at: new Date(NOW).toISOString(), revision: 1 };
    const raw = Array.from({ length: 100_000 }, (_, nth) => {
      const ticketOf = { id: String(1_000_000 + nth), key: `SUP-${1_000 + nth}` };
      const signal = withSaid(null, freshSignal(head, ticketOf, { timeZone: 'UTC' }, NOW + nth * MINUTE), said);
      return { ...signal, counted: countOf(signal), isShown: true };
    });
    const figures = recount([...(site.stored('signal') as Signal[]), ...raw]);
    for (const signal of raw) put(site, records.signal(2, signal));
    for (const tally of site.stored('tally') as Tally[])
      put(site, records.tally(7, tally.handoffId === null ? { ...tally, all: figures.all } : { ...tally, ...figures }));
    const third = tickets[2] ?? other;
    expect(await costs(third)).toEqual(few);
    expect((await hitsOn(third)).hits).toEqual([{ ...answer, all: 100_002, now: 100_002 }]);
    expect(few).toEqual({ read: 4, say: 7, count: 11 });
  }, 120_000);
});
