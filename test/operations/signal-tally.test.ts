import fc from 'fast-check';
import { TICKET_PROPERTY } from '../../src/domain/issue-properties';
import type { Head } from '../../src/domain/head';
import type { KnownTicket } from '../../src/domain/known-ticket';
import { countOf, freshSignal, withSaid, withTier, type Signal } from '../../src/domain/signal';
import type { Tally } from '../../src/domain/tally';
import { countSignals } from '../../src/operations/count-signals';
import { signalsDue } from '../../src/operations/signals-due';
import { readHead } from '../../src/storage/read';
import * as records from '../../src/storage/records';
import type { StoredRecord } from '../../src/storage/stored';
import { changeWayUp } from '../../src/storage/way-up';
import { aForm, aLikelyQuestion, anId, aPlan, NOW } from '../fixtures/builders';
import { PANEL } from '../fixtures/filing';
import { startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** Every figure equals a recount over the raw signals, whatever happened in which order. */

const MINUTE = 60_000;
const AGENTS = ['agent', 'agent2', 'cslead'] as const satisfies readonly Who[];

type Counts = Record<string, number>;
const add = (counts: Counts, names: readonly string[]): void => {
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
};

/** The figures as a person would count them, ticket by ticket; on purpose not the domain's own way. */
const recount = (signals: readonly Signal[]) => {
  const all: Counts = {};
  const firstWave: Counts = {};
  const days: Record<string, Counts> = {};
  for (const { said, tier, day, percent, firstWave: isFirst } of signals) {
    if (said === null && tier === 1) continue;
    const ofDay = ['tickets', `kind:${said?.kind ?? 'escalated'}`];
    if (tier > 1) ofDay.push('tier:2');
    if (tier > 2) ofDay.push('tier:3');
    const at = `:at:${percent ?? 'none'}`;
    const item = said === null || said.itemId === null ? [] : [`item:${said.kind}:${said.itemId}`];
    const names = [...ofDay, ...item].flatMap((name) => [name, name + at]);
    add(all, names);
    if (isFirst) add(firstWave, names);
    add((days[day] ??= {}), ofDay);
  }
  return { all, firstWave, days };
};

const startWorld = async () => {
  const site: Site = await startSite();
  valueOf(await site.settle());
  const answers = [aLikelyQuestion(), aLikelyQuestion(), aLikelyQuestion()];
  const document = site.documentFor({ likelyQuestions: answers });
  const handoff = async (name: string) => {
    const releaseId = await site.newRelease({ name });
    valueOf(await site.save('po', releaseId, { document }));
    await site.does('po', 'handOver', { releaseId, revision: 1 });
    return { releaseId, handoffId: valueOf(await site.open('po', releaseId)).head?.handoffId ?? '' };
  };
  const handoffs = [await handoff('one'), await handoff('two')];
  const tickets = [
    await site.newIssue('SUP', 'Support request'),
    await site.newIssue('SUP', 'Support request'),
    await site.newIssue('SUP', 'Support request'),
  ];
  return {
    site,
    document,
    handoffs,
    tickets,
    items: [
      ...answers.slice(0, 2).map(({ id }) => ({ kind: 'answer', itemId: id }) as const),
      { kind: 'limitation', itemId: document.limitations.items[0]?.id ?? '' } as const,
    ],
  };
};
type World = Awaited<ReturnType<typeof startWorld>>;

const of = { ticket: fc.nat(2), handoff: fc.nat(1), who: fc.constantFrom(...AGENTS), during: fc.boolean() };
const FAULTS = ['drop-before', 'drop-after'] as const;
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('say' as const), ...of, word: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), ...of }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('up' as const), ...of, tier: fc.constantFrom(2, 3) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('roll' as const), handoff: of.handoff }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('time' as const), hours: fc.constantFrom(0.1, 5, 30, 80) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('run' as const), twice: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{
        what: fc.constant('fault' as const),
        action: fc.constantFrom(...FAULTS),
        times: fc.integer({ min: 1, max: 3 }),
      },
      of: fc.constantFrom('transaction', 'batch', 'entity/set', 'query', 'properties'),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Filing and changing a step of the rollout have tests of their own for what fails within them. */
const PERCENTS = [0, 1, 5, 25, 50];

const doIt = async ({ site, handoffs, tickets, items }: World, one: Act): Promise<void> => {
  const ticket = tickets['ticket' in one ? one.ticket : 0] ?? { id: '', key: '' };
  const handoff = handoffs['handoff' in one ? one.handoff : 0] ?? { releaseId: '', handoffId: '' };
  const at = { issueId: ticket.id, projectId: site.sup.id, ...handoff };
  const signal = () =>
    (site.stored('signal') as Signal[]).find((s) => s.ticketId === ticket.id && s.handoffId === handoff.handoffId);
  switch (one.what) {
    case 'say': {
      const item = items[one.word];
      const asks = one.word === 5 ? { id: anId(), text: 'And on tablets?', place: null, revision: 1 } : null;
      const kind = item?.kind ?? (['working-as-intended', 'feature-request', 'not-in-handoff'] as const)[one.word - 3];
      const input = {
        ...at,
        kind: kind ?? 'feature-request',
        itemId: item?.itemId ?? null,
        revision: 1,
        question: asks,
      };
      // A person tries again where they are told that it failed; now and then they give up.
      if (!(await site.call(one.who, 'sendSignal', input)).ok) await site.call(one.who, 'sendSignal', input);
      return;
    }
    case 'undo':
      await site.call(one.who, 'undoSignal', { ...at, saidAt: signal()?.said?.at ?? new Date(NOW).toISOString() });
      return;
    case 'up':
      if (one.tier === 2)
        await site
          .within(async () => {
            const head = await readHead(handoff.releaseId);
            if (head === null) return;
            await changeWayUp(head, ticket.id, (read, known) => ({
              ticket: known,
              signal: withTier(read.signal?.signal ?? null, freshSignal(head, ticket, read.settings, Date.now()), 2),
              records: [signalsDue(head.handoffId, Date.now())],
            }));
          })
          .catch(() => undefined);
      else
        await site.call('agent', 'fileBug', {
          ...{ ...at, escalationId: anId(), form: aForm(), panelUrl: PANEL, productId: site.exam.id },
          ...{ targetId: site.exam.id, knownBugs: site.stored('escalation').map((e) => (e as { id: string }).id) },
        });
      return;
    case 'roll': {
      const { releaseId } = handoff;
      const head = (site.stored('handoff') as Head[]).find((stored) => stored.releaseId === releaseId);
      const entered = head?.rollout?.percent ?? -1;
      const percent = PERCENTS.find((next) => next > entered);
      if (percent === undefined) return;
      const plan = aPlan({ percent });
      await site.call('po', 'saveSteps', { releaseId, steps: [plan] });
      await site.call('po', 'enterStep', { releaseId, stepId: plan.id });
      return;
    }
    case 'time':
      jest.setSystemTime(Date.now() + one.hours * 60 * MINUTE);
      return;
    case 'run':
      await Promise.all(one.twice ? [site.runLoop(), site.runLoop()] : [site.runLoop()]);
      return;
    case 'fault':
      site.faults.add([
        {
          match:
            one.of === 'properties' ? { kind: 'jira', method: 'PUT', path: one.of } : { kind: 'kvs', path: one.of },
          ...{ times: one.times, action: one.action },
        },
      ]);
  }
};

/** Into the store as it lies, past every limit of its API. */
const put = ({ state }: Site, { entityName, key, value }: StoredRecord): void => {
  const entity = (state.kvs.entities[entityName] ??= {});
  const now = Date.now();
  entity[key] = { value: value as never, createdAt: now, updatedAt: now };
};

const property = async (site: Site, id: string): Promise<unknown> => {
  const { status, body } = await site.rest('agent', 'GET', `/rest/api/3/issue/${id}/properties/${TICKET_PROPERTY}`);
  return status === 404 ? null : (body as { value: unknown }).value;
};

beforeEach(() => {
  stopClock();
  muteLog();
});

test('any sequence of words, undos, escalations, rollout steps, runs and lost replies: after quiet, the tallies are a recount', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 30 }), async (acts) => {
      stopClock();
      const world = await startWorld();
      const { site, handoffs, tickets } = world;
      for (const one of acts) {
        jest.setSystemTime(Date.now() + 1_500);
        // Now and then the loop is at work meanwhile.
        await Promise.all('during' in one && one.during ? [doIt(world, one), site.runLoop()] : [doIt(world, one)]);
      }
      site.faults.clear();
      // What failed is put off for a quarter of an hour; then it is looked at once more.
      for (let run = 0; run < 6; run += 1) {
        jest.setSystemTime(Date.now() + 16 * MINUTE);
        await site.runLoop();
      }
      const signals = site.stored('signal') as Signal[];
      const tallies = site.stored('tally') as Tally[];
      for (const { handoffId } of handoffs) {
        const ofHandoff = signals.filter((signal) => signal.handoffId === handoffId);
        const { all, firstWave, days } = tallies.find((tally) => tally.handoffId === handoffId) ?? recount([]);
        expect({ all, firstWave, days }).toEqual(recount(ofHandoff));
      }
      const project = tallies.find((tally) => tally.handoffId === null);
      // Items of all its handoffs would outgrow the project's record.
      const withoutItems = signals.map((one) => ({ ...one, said: one.said && { ...one.said, itemId: null } }));
      expect(project?.all ?? {}).toEqual(recount(withoutItems).all);
      expect(tallies.length).toBeLessThanOrEqual(3);
      // Each ticket shows the newest word on it, and nothing is left to do.
      for (const { id } of tickets) {
        const known = (site.stored('ticket') as KnownTicket[]).find(({ ticketId }) => ticketId === id);
        const newest = signals.find((one) => one.ticketId === id && one.handoffId === known?.newest);
        const shown = await property(site, id);
        if (newest === undefined) expect(shown).toBeNull();
        else
          expect(shown).toMatchObject({
            releaseId: newest.releaseId,
            signal: newest.said?.kind ?? 'none',
            supportTier: `L${newest.tier}`,
          });
      }
      expect(signals.filter(({ isShown }) => !isShown)).toEqual([]);
      expect(site.stored('agenda').filter((entry) => (entry as { kind: string }).kind === 'signals')).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 240_000);

test('two handoffs of a project counted at once, more tickets than one transaction takes: none is lost', async () => {
  const { site, handoffs } = await startWorld();
  const MANY = 45;
  for (const { releaseId, handoffId } of handoffs) {
    const head = await site.within(() => readHead(releaseId));
    if (head === null) throw new Error('there is no handoff');
    for (let nth = 0; nth < MANY; nth += 1) {
      const fresh = freshSignal(head, { id: `${releaseId}${100 + nth}`, key: `SUP-${nth}` }, { timeZone: 'UTC' }, NOW);
      put(site, records.signal(1, withTier(null, fresh, 2)));
    }
    expect(handoffId).toBe(head.handoffId);
  }
  const count = ({ handoffId }: (typeof handoffs)[number]) =>
    site.within(() => countSignals({ kind: 'signals', handoffId, again: false }, NOW, () => true));
  // One writes late what it read early.
  const slow = { match: { kind: 'kvs', path: 'transaction' }, times: 2, action: { delayMs: 40 } } as const;
  site.faults.add([slow]);
  expect(await Promise.all([...handoffs, ...handoffs].map(count))).toEqual([true, true, true, true]);
  const tickets = (site.stored('tally') as Tally[]).map(({ handoffId, all }) => [handoffId === null, all.tickets]);
  expect(tickets.toSorted()).toEqual([
    [false, MANY],
    [false, MANY],
    [true, 2 * MANY],
  ]);
});

test('a run that ends in between goes on with the next one', async () => {
  const { site, handoffs } = await startWorld();
  const { releaseId = '', handoffId = '' } = handoffs[0] ?? {};
  const head = await site.within(() => readHead(releaseId));
  if (head === null) throw new Error('there is no handoff');
  for (let nth = 0; nth < 30; nth += 1) {
    const fresh = freshSignal(head, { id: String(10_000 + nth), key: `SUP-${nth}` }, { timeZone: 'UTC' }, NOW);
    put(site, records.signal(1, withTier(null, fresh, 2)));
  }
  let left = 5;
  const run = (hasTime: () => boolean) =>
    site.within(() => countSignals({ kind: 'signals', handoffId, again: false }, NOW, hasTime));
  expect(await run(() => (left -= 1) > 0)).toBe(false);
  expect(await run(() => true)).toBe(true);
  expect((site.stored('tally') as Tally[]).map(({ all }) => all.tickets)).toEqual([30, 30]);
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
