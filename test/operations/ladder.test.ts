import fc from 'fast-check';
import type { CallInput } from '../../src/api/calls';
import type { Escalation } from '../../src/domain/escalation';
import type { KnownTicket } from '../../src/domain/known-ticket';
import { NOT_REPRODUCED, textsOf, type Reproduction } from '../../src/domain/ladder';
import type { Signal } from '../../src/domain/signal';
import { aReproduction, moment } from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** A ticket's way up: Support L1 looks up, Support L2 reproduces. What Support L3 then asks for: to-l3.test.ts. */

let site: Site;
let at: Filing;
let climbing: CallInput<'passToL2'>;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
  climbing = { issueId: at.ticket.id, projectId: site.sup.id, releaseId: at.releaseId };
});

const lookUp = (text: string, seen = '', who: Who = 'agent2') =>
  site.call(who, 'saveLookUp', { ...climbing, text, seen });
const pass = (who: Who = 'agent2') => site.call(who, 'passToL2', climbing);
const reproduce = (reproduction: Reproduction, seen: Reproduction = NOT_REPRODUCED, who: Who = 'agent') =>
  site.call(who, 'saveReproduction', { ...climbing, reproduction, seen });
const ladderFor = async (who: Who = 'cslead') =>
  (await site.does(who, 'findHandoffs', { issueId: at.ticket.id, projectId: site.sup.id })).ladder;
const signals = () => site.stored('signal') as Signal[];
const toCount = () => site.stored('agenda').filter((one) => (one as { kind: string }).kind === 'signals');

test('a ticket nobody has done anything about stands nowhere', async () => {
  expect(await ladderFor()).toBeNull();
  expect(signals()).toEqual([]);
});

test('tier by tier, with who and when, for everybody who sees the ticket', async () => {
  valueOf(await lookUp('  The history shows two grades  '));
  expect(await ladderFor()).toEqual({
    handoffId: at.handoffId,
    lookedUp: { text: 'The history shows two grades', by: 'agent2', at: moment() },
    ...{ toL2: null, reproduced: null },
  });
  expect(signals()).toEqual([]); // Support L1 alone is no signal
  valueOf(await pass());
  const said = aReproduction({ attempts: '' }); // unfinished
  valueOf(await reproduce(said));
  expect(await ladderFor('agent2')).toMatchObject({
    toL2: { by: 'agent2', at: moment() },
    reproduced: { ...said, by: 'agent', at: moment() },
  });
  const inForm = await at.prepareAs('cslead');
  expect(inForm.ladder).toEqual(await ladderFor());
});

test('from Support L2 on it counts in the figures of its handoff, once', async () => {
  valueOf(await lookUp('x'));
  for (let nth = 0; nth < 3; nth += 1) valueOf(await pass(nth === 2 ? 'agent' : 'agent2'));
  expect(signals()).toMatchObject([{ handoffId: at.handoffId, ticketId: at.ticket.id, tier: 2, said: null }]);
  expect(toCount()).toEqual([{ kind: 'signals', handoffId: at.handoffId, again: false }]);
  expect((await ladderFor())?.toL2?.by).toBe('agent2');
});

test('no tier comes before the one beneath it', async () => {
  expect(refusalOf(await pass()).code).toBe('look-up-first');
  expect(refusalOf(await reproduce(aReproduction())).code).toBe('look-up-first');
  expect(refusalOf(await lookUp(' ')).fields).toEqual([{ path: ['text'], problem: 'missing' }]);
  valueOf(await lookUp('x'));
  expect(refusalOf(await reproduce(aReproduction())).code).toBe('look-up-first');
  expect([(await ladderFor())?.reproduced, signals()]).toEqual([null, []]);
});

test('the same again changes nothing, and keeps whose it is', async () => {
  valueOf(await lookUp('x'));
  valueOf(await pass());
  valueOf(await reproduce(aReproduction()));
  const before = structuredClone(site.records());
  jest.setSystemTime(Date.now() + 60_000);
  valueOf(await lookUp('x', '', 'agent'));
  valueOf(await pass('agent'));
  valueOf(await reproduce(aReproduction(), NOT_REPRODUCED, 'cslead'));
  expect(site.records()).toEqual(before);
});

test('only by a handoff that speaks to the ticket, and only by who sees it', async () => {
  const draft = await site.newRelease();
  valueOf(await site.save('po', draft));
  const elsewhere = { ...climbing, releaseId: draft, text: 'x', seen: '' };
  expect(refusalOf(await site.call('agent', 'saveLookUp', elsewhere)).code).toBe('not-found');
  expect(refusalOf(await lookUp('x', '', 'po')).code).toBe('not-found');
  expect(refusalOf(await lookUp('x', '', 'outsider')).code).toBe('not-found');
});

test('by another handoff later: what was entered stays, and the ticket counts there too', async () => {
  valueOf(await lookUp('x'));
  valueOf(await pass());
  const other = await site.handedOverRelease();
  const handoffId = valueOf(await site.open('po', other)).head?.handoffId;
  climbing = { ...climbing, releaseId: other };
  valueOf(await reproduce(aReproduction()));
  expect(await ladderFor()).toMatchObject({ handoffId, lookedUp: { text: 'x' }, reproduced: aReproduction() });
  expect(signals().map((signal) => [signal.handoffId, signal.tier])).toEqual(
    expect.arrayContaining([
      [at.handoffId, 2],
      [handoffId, 2],
    ]),
  );
});

describe('two at once', () => {
  test('what both looked up: the first stands, the second is told, and replaces it once they have seen it', async () => {
    const answers = await Promise.all([lookUp('one'), lookUp('two', '', 'agent')]);
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.toSorted()).toEqual(['entered-meanwhile', 'ok']);
    const stands = (await ladderFor())?.lookedUp?.text ?? '';
    expect(stands).toBe(codes[0] === 'ok' ? 'one' : 'two');
    valueOf(await lookUp('both', stands, 'agent'));
    expect((await ladderFor())?.lookedUp).toMatchObject({ text: 'both', by: 'agent' });
  });

  test('pass it on: it went once', async () => {
    valueOf(await lookUp('x'));
    for (const answer of await Promise.all([pass(), pass('agent'), pass('cslead')])) valueOf(answer);
    expect([signals().length, toCount().length]).toEqual([1, 1]);
  });

  test('fill in different fields: both stand', async () => {
    valueOf(await lookUp('x'));
    valueOf(await pass());
    const [mine, theirs] = [
      { ...NOT_REPRODUCED, steps: 'Press N' },
      { ...NOT_REPRODUCED, observed: 'Exam 12' },
    ];
    for (const answer of await Promise.all([reproduce(mine), reproduce(theirs, NOT_REPRODUCED, 'agent2')]))
      valueOf(answer);
    expect(await ladderFor()).toMatchObject({ reproduced: { ...mine, observed: 'Exam 12' } });
  });

  test('property: nobody’s words are replaced by somebody who had not seen them', async () => {
    const names = Object.keys(NOT_REPRODUCED) as (keyof Reproduction)[];
    const act = fc.record({
      who: fc.constantFrom<Who>('agent', 'agent2', 'cslead'),
      reads: fc.boolean(),
      name: fc.constantFrom(...names.slice(0, 2)),
      text: fc.constantFrom('', 'a', 'b', 'c'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 12 }), async (acts) => {
        jest.setSystemTime(Date.now() + 60_000); // Jira takes so many calls in one second and no more
        const { id } = await site.newIssue('SUP', 'Support request');
        climbing = { ...climbing, issueId: id };
        valueOf(await lookUp('x'));
        valueOf(await pass());
        const stored = () => {
          const all = site.stored('ticket') as KnownTicket[];
          return textsOf(all.find(({ ticketId }) => ticketId === id)?.ladder?.reproduced ?? null);
        };
        const screens = new Map<Who, Reproduction>();
        for (const { who, reads, name, text } of acts) {
          const seen = reads ? stored() : (screens.get(who) ?? NOT_REPRODUCED);
          const before = stored();
          const answer = await reproduce({ ...seen, [name]: text }, seen, who);
          const after = stored();
          const isUnread = before[name] !== seen[name] && before[name] !== text && seen[name] !== text;
          expect(answer.ok).toBe(!isUnread);
          expect(after).toEqual(isUnread || seen[name] === text ? before : { ...before, [name]: text });
          screens.set(who, seen);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe.each(['drop-before', 'drop-after'] as const)('the reply of a write is lost (%s)', (action) => {
  const loses = (path: string) => site.faults.add([{ match: { kind: 'kvs', path }, times: 1, action }]);

  test.each(['entity/set', 'transaction'])('%s: once in the end, whatever is sent again', async (path) => {
    const steps = [() => lookUp('x'), () => pass(), () => reproduce(aReproduction())];
    for (const step of steps) {
      loses(path);
      await step(); // may or may not come through
      site.faults.clear();
      valueOf(await step());
    }
    expect(await ladderFor()).toMatchObject({ lookedUp: { text: 'x', by: 'agent2' }, reproduced: aReproduction() });
    expect(signals()).toMatchObject([{ tier: 2 }]);
    expect(toCount()).toHaveLength(1);
    const { bugKey } = valueOf(await at.file(at.filing()));
    expect(signals()).toMatchObject([{ tier: 3 }]);
    expect((site.stored('escalation') as Escalation[]).map((one) => one.bugKey)).toEqual([bugKey]);
    expect((await ladderFor())?.reproduced).toMatchObject(aReproduction());
  });
});
