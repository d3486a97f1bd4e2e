import { installOtherApp, startOtherApp } from './app-on-host';
import type { App, OtherApp } from './app-on-host';

/** What tests may ask of the host and nobody of the cloud. */

let installed: OtherApp;
let app: App;

beforeAll(async () => {
  installed = await installOtherApp();
});
beforeEach(async () => {
  app = await startOtherApp(installed);
});
afterEach(() => app.host.stop());
afterAll(() => installed.remove());

const CREATED = 'avi:jira:created:version';
const version = (name: string) => ({ payload: { version: { id: '7', name } } });
const MINUTE = 60_000;

const callsOf = async (name: string) => (await app.invocations()).findLast(({ call }) => call === name)?.calls;
const makeVersion = async (name: string) =>
  (await app.ask<{ id: string }>('POST', '/rest/api/3/version', { name, project: 'EX' })).id;

test('each remote call is on record: as whom, what, how long, and what it cost', async () => {
  await app.invoke('set', { key: 'a', value: 1 });
  expect(await callsOf('set')).toMatchObject([
    { kind: 'kvs', who: 'app', method: 'POST', path: '/api/v1/set', status: 204, ms: expect.any(Number) as unknown },
  ]);
  await app.signIn();
  await app.invoke('who', { accountId: 'nobody-known' });
  expect((await callsOf('who'))?.[0]).toMatchObject({ kind: 'jira', who: 'user:nobody-known', method: 'GET' });
  await app.invoke('transition', { issue: 'EX-1', transition: '1' });
  expect(await callsOf('transition')).toMatchObject([{ kind: 'jira', who: 'app', status: 404, points: 1 }]);
});

test('a write done twice, chosen by what its body says', async () => {
  const { id: projectId } = await app.ask<{ id: string }>('GET', '/rest/api/3/project/EX');
  const fault = { match: { kind: 'jira', method: 'POST', path: '/issue', body: 'Twice' }, action: 'duplicate' };
  await app.ask('POST', '/host/faults', [fault]);
  const make = async (summary: string) => {
    const fields = { project: { id: projectId }, issuetype: { name: 'Bug' }, summary };
    const { key } = await app.ask<{ key: string }>('POST', '/rest/api/3/issue', { fields });
    return Number(key.split('-')[1]);
  };
  const once = await make('Once');
  expect(await make('Twice')).toBe(once + 2);
  expect(await make('Twice')).toBe(once + 3);
});

test('a snapshot brings all back: stored values, Jira, what waits, the clock', async () => {
  await app.ask('POST', '/host/hold', { events: true });
  await app.invoke('set', { key: 'kept', value: 'before' });
  const id = await makeVersion('1.0');
  await app.settled(); // the installation is told, and isn't to be told again
  await app.ask('POST', '/host/snapshot', { name: 'start' });
  const { now: then } = await app.ask<{ now: string }>('GET', '/host/clock');

  const waits = async () => (await app.deliveries()).filter(({ state }) => state === 'held').map(({ event }) => event);
  const held = await waits();
  await app.invoke('set', { key: 'kept', value: 'after' });
  await app.invoke('set', { key: 'more', value: 1 });
  await app.call('DELETE', `/rest/api/3/version/${id}`);
  await app.ask('POST', '/host/hold', { events: false });
  await app.later(90 * MINUTE);
  expect(await app.stored('sweeps')).toHaveLength(1);

  await app.ask('POST', '/host/faults', [{ match: { kind: 'kvs' }, action: { status: 500 } }]);
  expect(await app.ask('GET', '/host/snapshots')).toEqual(['start']);

  await app.ask('POST', '/host/restore', { name: 'start' });
  expect(await app.ask('GET', '/host/faults')).toEqual([]);
  expect(await app.invocations()).toEqual([]);
  expect((await app.deliveries()).filter(({ state }) => state !== 'held')).toEqual([]);
  expect(await app.stored('kept')).toBe('before');
  expect(await app.stored('more')).toBeUndefined();
  expect(await app.stored('sweeps')).toBeUndefined();
  expect(await app.call('GET', `/rest/api/3/version/${id}`)).toMatchObject({ status: 200 });
  expect(await waits()).toEqual(held);
  const { now } = await app.ask<{ now: string }>('GET', '/host/clock');
  expect(Date.parse(now) - Date.parse(then)).toBeLessThan(MINUTE);

  // And from there all goes on as it would have.
  await app.later(6 * MINUTE);
  expect(await app.stored('sweeps')).toHaveLength(1);
  await app.ask('POST', '/host/hold', { events: false });
  await app.settled();
  expect(await app.invoke('notes', { version: id })).toEqual(['created 1.0']);
  expect(await app.call('POST', '/host/restore', { name: 'other' })).toMatchObject({ status: 404 });
});

test('when each schedule is due', async () => {
  const due = () => app.ask<Record<string, string>>('GET', '/host/schedules');
  await app.ask('POST', '/host/clock', { now: '2026-11-25T08:00:00Z' });
  const { sweep = '' } = await due();
  await app.ask('POST', '/host/clock', { now: sweep });
  await app.settled();
  expect(await due()).toEqual({ sweep: new Date(Date.parse(sweep) + 60 * MINUTE).toISOString() });
});

test('how late an event is can be set, and is seen by the clock of the site', async () => {
  await app.ask('POST', '/host/lag', { eventsMs: 3 * MINUTE });
  await app.fire(CREATED, version('1.0'));
  await app.later(2 * MINUTE);
  expect(await app.stored('heard')).toBeUndefined();
  await app.later(MINUTE);
  expect(await app.stored('heard')).toHaveLength(1);
  expect(await app.ask('POST', '/host/lag', { indexMs: 5, searchMs: 6 })).toEqual({
    ...{ indexMs: 5, searchMs: 6, eventsMs: 3 * MINUTE },
  });
});

test('sandboxes warm, and each invocation in a fresh one', async () => {
  expect([await app.invoke('runs'), await app.invoke('runs')]).toEqual([1, 2]);
  await app.ask('POST', '/host/sandboxes', { fresh: true });
  expect([await app.invoke('runs'), await app.invoke('runs')]).toEqual([1, 1]);
  expect(await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(() => app.invoke('runs')))).toEqual(Array(10).fill(1));
  await app.ask('POST', '/host/sandboxes', { fresh: false });
  expect([await app.invoke('runs'), await app.invoke('runs')]).toEqual([1, 2]);
});

test('two sites in one process never share memory', async () => {
  const other = await startOtherApp(installed);
  try {
    expect([await app.invoke('runs'), await app.invoke('runs'), await other.invoke('runs')]).toEqual([1, 2, 1]);
    await app.invoke('set', { key: 'a', value: 1 });
    expect(await other.stored('a')).toBeUndefined();
  } finally {
    await other.host.stop();
  }
});

test('what is fired by hand must be an event or a schedule', async () => {
  expect(await app.call('POST', '/host/fire', { what: 'avi:jira:eaten:version' })).toMatchObject({ status: 404 });
  expect(await app.call('POST', '/host/fire', { what: 'take-notes' })).toMatchObject({ status: 404 });
  expect(await app.call('POST', '/host/fire', { which: 'sweep' })).toMatchObject({ status: 400 });
});

test('levers are for programs of this machine, not for pages of others', async () => {
  const headers = { origin: 'http://example.test' };
  const init = { method: 'POST', headers, body: '{"what":"sweep"}' };
  expect((await fetch(`${app.host.siteUrl}/host/fire`, init)).status).toBe(403);
});
