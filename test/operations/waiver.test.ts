import type { CallInput } from '../../src/api/calls';
import { DAY, NOW, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
let ticket: string;
const ticketFor = async (...ids: string[]): Promise<string> =>
  (await site.newIssue('EXAM', 'Release', { fixVersions: ids.map((id) => ({ id })) })).key;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle({ waivers: ['rm'] }));
  releaseId = await site.handedOverRelease();
  ticket = await ticketFor(releaseId);
});

const { view, edit, walk, sign } = stepsOn(
  () => site,
  () => releaseId,
);
const waive = (who: Who, over: Partial<CallInput<'waiveGate'>> = {}) =>
  site.call(who, 'waiveGate', { releaseId, reason: 'The fix must go out', expiresAt: moment(2), ...over });
const end = (who: Who) => site.call(who, 'endWaiver', { releaseId });
const gate = (key = ticket) =>
  site.runGate({
    issue: { key },
    configuration: { releases: 'all', withoutRelease: 'block', onFailure: 'closed' },
    transition: {},
  });
const onRecord = async () =>
  (await view()).history
    .filter(({ what }) => what.startsWith('waive'))
    .map(({ what, by, detail }) => ({ what, by, detail }));
const later = (ms: number) => jest.setSystemTime(NOW + ms);

test('closed, waived and open, over and closed again by itself; kept on record', async () => {
  expect((await gate()).result).toBe(false);
  valueOf(await waive('rm', { reason: ' It must go\nout today ' }));
  expect(await gate()).toEqual({ result: true });
  const seen = await view();
  expect(seen.waiver).toEqual({ by: 'rm', at: moment(), reason: 'It must go\nout today', expiresAt: moment(2) });
  expect(seen.blockers.map(({ code }) => code)).toEqual(['no-walkthrough', 'cs-days', 'not-signed']);
  expect(seen.state).toMatchObject({ name: 'with-cs', colour: 'yellow' });
  later(2 * DAY - 1);
  expect(await gate()).toEqual({ result: true });
  later(2 * DAY);
  expect((await view()).waiver).toBeNull();
  const { result, errorMessage } = await gate();
  expect(result).toBe(false);
  expect(errorMessage).toContain('• The waiver by RM Example ended 2026-11-26 09:00 UTC');
  expect(await onRecord()).toEqual([
    { what: 'waived', by: 'rm', detail: 'Until 2026-11-26 09:00 UTC: It must go\nout today' },
  ]);
});

test.each<[string, () => Promise<unknown>, Who, string]>([
  ['by name in the settings', () => Promise.resolve(), 'rm', 'ok'],
  ['an admin of the project', () => Promise.resolve(), 'admin', 'ok'],
  ['CS Lead', () => Promise.resolve(), 'cslead', 'not-allowed'],
  ['a reader', () => Promise.resolve(), 'agent', 'not-allowed'],
  ['who only reads through the support project', () => Promise.resolve(), 'agent2', 'not-found'],
  ['an outsider', () => Promise.resolve(), 'outsider', 'not-found'],
  ['a customer', () => Promise.resolve(), 'customer', 'not-for-you'],
  ['the PO', () => site.settle({ waivers: ['rm', 'po'] }), 'po', 'own-release'],
  ['the PO without the right', () => Promise.resolve(), 'po', 'own-release'],
  ['the PO, which settings allow', () => site.settle({ waivers: ['po'], poMayWaive: true }), 'po', 'ok'],
  [
    'an admin who is the PO',
    () => site.does('po', 'setPeople', { releaseId, po: 'admin', csLead: null }),
    'admin',
    'own-release',
  ],
  [
    'a PO who gave the role away to do it',
    async () => {
      valueOf(await site.settle({ waivers: ['po'] }));
      await site.does('po', 'setPeople', { releaseId, po: null });
    },
    'po',
    'own-release',
  ],
  [
    'one whom another relieved of the role',
    async () => {
      valueOf(await site.settle({ waivers: ['po'] }));
      await site.does('admin', 'setPeople', { releaseId, po: 'rm' });
    },
    'po',
    'ok',
  ],
  ['one who was taken off the list', () => site.settle({ waivers: [] }), 'rm', 'not-allowed'],
])('who may: %s', async (_, before, who, expected) => {
  await before();
  const answer = await waive(who);
  expect(answer.ok ? 'ok' : answer.code).toBe(expected);
  expect((await gate()).result).toBe(expected === 'ok');
  if (!answer.ok && answer.code === 'not-allowed')
    expect(answer.needs).toMatch(/"Waive the CS handoff gate".*A Jira admin can grant it/);
});

test('rights say beforehand what the call says', async () => {
  const rights = async (who: Who) => valueOf(await site.open(who, releaseId)).rights.waive;
  expect(await Promise.all((['rm', 'admin', 'po', 'cslead'] as const).map(rights))).toEqual([true, true, false, false]);
});

test.each<[string, Partial<CallInput<'waiveGate'>>, string]>([
  ['no reason', { reason: ' \n' }, 'reason'],
  ['a reason of 501 characters', { reason: 'x'.repeat(501) }, 'reason'],
  ['until a moment that is past', { expiresAt: moment() }, 'expiresAt'],
  ['longer than 30 days', { expiresAt: moment(30.001) }, 'expiresAt'],
  ['no moment at all', { expiresAt: 'tomorrow' }, 'expiresAt'],
])('refused: %s', async (_, over, field) => {
  const refusal = refusalOf(await waive('rm', over));
  expect(refusal.code).toBe('bad-input');
  expect(refusal.fields?.map(({ path }) => path)).toEqual([[field]]);
  expect(await onRecord()).toEqual([]);
});

test('the same twice is once; another moment is another waiver; both stay on record', async () => {
  valueOf(await waive('rm'));
  later(1_000);
  valueOf(await waive('rm'));
  expect(await onRecord()).toHaveLength(1);
  valueOf(await waive('rm', { expiresAt: moment(3) }));
  expect((await onRecord()).map(({ detail }) => detail)).toEqual([
    'Until 2026-11-27 09:00 UTC: The fix must go out',
    'Until 2026-11-26 09:00 UTC: The fix must go out',
  ]);
});

test('a call whose reply was lost and that is made again is once', async () => {
  site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-after' }]);
  refusalOf(await waive('rm'));
  valueOf(await waive('rm'));
  expect(await onRecord()).toHaveLength(1);
});

test('two at once: both are on record, one of them stands, and no save is lost', async () => {
  const [one, other, saved] = await Promise.all([
    waive('rm', { reason: 'One' }),
    waive('admin', { reason: 'Other' }),
    edit(1),
  ]);
  valueOf(one);
  valueOf(other);
  expect(valueOf(saved).outcome).toBe('saved');
  const seen = await view();
  expect(seen.head?.revision).toBe(2);
  expect((await onRecord()).map(({ by }) => by).sort()).toEqual(['admin', 'rm']);
  expect(['One', 'Other']).toContain(seen.waiver?.reason);
});

test('ended before its time: closed at once; ended twice is once; only who may', async () => {
  valueOf(await waive('rm'));
  later(1_000);
  expect(refusalOf(await end('cslead')).code).toBe('not-allowed');
  expect((await gate()).result).toBe(true);
  valueOf(await end('admin'));
  expect((await gate()).result).toBe(false);
  valueOf(await end('admin'));
  expect((await onRecord()).map(({ what, by }) => `${what} ${by}`)).toEqual(['waiver-ended admin', 'waived rm']);
});

test('whoever gave it may end it, also without the right by now', async () => {
  valueOf(await waive('rm'));
  valueOf(await site.settle({ waivers: [] }));
  valueOf(await end('rm'));
  expect((await gate()).result).toBe(false);
});

test('a gate that is open has nothing to waive', async () => {
  valueOf(await walk('cslead'));
  valueOf(await sign('cslead'));
  valueOf(await site.settle({ csDays: 0, waivers: ['rm'] }));
  expect(await gate()).toEqual({ result: true });
  valueOf(await waive('rm'));
  expect((await view()).waiver).toBeNull();
  expect(await onRecord()).toEqual([]);
});

describe('before anything is written', () => {
  beforeEach(async () => {
    releaseId = await site.newRelease();
    ticket = await ticketFor(releaseId);
  });

  test('an urgent release passes, and the handoff is still not started', async () => {
    valueOf(await waive('rm'));
    expect(await gate()).toEqual({ result: true });
    const seen = await view();
    expect(seen).toMatchObject({ head: null, state: { name: 'not-started' }, waiver: { by: 'rm' }, behind: false });
    expect(await onRecord()).toHaveLength(1);
    later(3 * DAY);
    expect((await gate()).result).toBe(false);
  });

  test("Jira's driver counts as its PO", async () => {
    valueOf(await site.settle({ waivers: ['po'] }));
    expect(refusalOf(await waive('po')).code).toBe('own-release');
    expect((await view()).rights.waive).toBe(false);
  });

  test('who waived does not become its PO; who writes it first does, and the record goes on', async () => {
    releaseId = await site.newRelease({ driver: undefined });
    valueOf(await waive('rm'));
    valueOf(await site.save('po', releaseId));
    const seen = await view();
    expect(seen.head).toMatchObject({ po: 'po', revision: 1, waiver: { by: 'rm' } });
    expect(await onRecord()).toHaveLength(1);
  });
});

test('several releases: who passes by a waiver is named beside those that block', async () => {
  const other = await site.newRelease({ name: 'Closed one' });
  valueOf(await waive('rm'));
  const { errorMessage = '' } = await gate(await ticketFor(releaseId, other));
  expect(errorMessage).toMatch(/^CS handoff of "Closed one" is not ready:$/m);
  expect(errorMessage).toMatch(/^"Release 1" may pass: RM Example waived its gate until 2026-11-26 09:00 UTC/m);
});
