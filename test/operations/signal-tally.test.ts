import fc from 'fast-check';
import { TICKET_PROPERTY } from '../../src/domain/issue-properties';
import type { Head } from '../../src/domain/head';
import type { KnownTicket } from '../../src/domain/known-ticket';
import { freshSignal, withTier, type Signal } from '../../src/domain/signal';
import type { Tally } from '../../src/domain/tally';
import { countSignals } from '../../src/operations/loop/count-signals';
import { signalsDue } from '../../src/operations/due';
import { readHead } from '../../src/storage/read';
import * as records from '../../src/storage/records';
import { changeWayUp } from '../../src/storage/way-up';
import { aForm, anId, aPlan, NOW } from '../fixtures/builders';
import { PANEL } from '../fixtures/filing';
import { put, recount, startWorld, type World } from '../fixtures/signals';
import type { Site, Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** Every figure equals a recount over the raw signals, whatever happened in which order. */

const MINUTE = 60_000;
const AGENTS = ['agent', 'agent2', 'cslead'] as const satisfies readonly Who[];

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
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 30, size: 'max' }), async (acts) => {
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
  const tickets = (site.stored('tally') as Tally[]).map(({ handoffId, all }) => [
    handoffId === null,
    all.tickets?.none,
  ]);
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
  /** Has time so often as it asks. */
  const run = (times: number) => {
    let left = times;
    return site.within(() => countSignals({ kind: 'signals', handoffId, again: false }, NOW, () => (left -= 1) >= 0));
  };
  expect(await run(0)).toBe(false);
  expect(site.stored('tally')).toEqual([]);
  expect(await run(5)).toBe(false); // among the tickets of the first page
  expect(await run(25)).toBe(false); // among those of the last one
  expect((site.stored('signal') as Signal[]).filter(({ isShown }) => !isShown)).not.toEqual([]);
  expect(await run(99)).toBe(true);
  expect((site.stored('tally') as Tally[]).map(({ all }) => all.tickets?.none)).toEqual([30, 30]);
});
