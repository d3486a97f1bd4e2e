import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installOtherApp, startOtherApp } from './app-on-host';
import type { App, OtherApp } from './app-on-host';

/** How events come to triggers: retried as asked or as the platform must, never lost, never silently unsupported. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const CREATED = 'avi:jira:created:version';

let installed: OtherApp;
let app: App;

beforeAll(async () => {
  installed = await installOtherApp();
});
afterAll(() => installed.remove());
afterEach(() => app.host.stop());

const start = async () => {
  app = await startOtherApp(installed);
  await app.later(SECOND); // the installation is told
};
const fire = (name: string, more: object = {}) =>
  app.fire(CREATED, { payload: { version: { id: '7', name, ...more } } });
const last = async () => (await app.deliveries()).findLast(({ moduleKey }) => moduleKey === 'releases');

test('an event comes again when the app asks for it, with what the app gave along', async () => {
  await start();
  await fire('again 2', { after: 60 });
  await app.later(SECOND);
  expect(await app.stored('heard')).toEqual([{ eventType: CREATED, name: 'again 2' }]);
  await app.later(58 * SECOND);
  expect(await app.stored('heard')).toHaveLength(1);
  await app.later(2 * SECOND);
  await app.later(MINUTE);
  const retryReason = 'FUNCTION_UPSTREAM_RATE_LIMITED';
  expect(await app.stored('heard')).toMatchObject([
    {},
    { retryContext: { retryCount: 1, retryReason, retryData: { seen: 0 } } },
    { retryContext: { retryCount: 2, retryReason, retryData: { seen: 1 } } },
  ]);
  expect(await last()).toMatchObject({ state: 'delivered' });
  expect(await app.invoke('notes', { version: '7' })).toEqual(['created again 2']);
});

test('retryData that is no object does not come back (ECO-734)', async () => {
  await start();
  await fire('again 1', { data: 'text' });
  await app.later(SECOND);
  await app.later(MINUTE);
  expect(await app.stored('heard')).toMatchObject([{}, { retryContext: { retryCount: 1 } }]);
  expect(await app.stored('heard')).not.toMatchObject([{}, { retryContext: { retryData: 'text' } }]);
});

test('a function that throws is not tried again', async () => {
  await start();
  await fire('throw');
  await app.later(SECOND);
  await app.later(60 * MINUTE);
  expect(await app.stored('heard')).toHaveLength(1);
  expect(await last()).toMatchObject({ state: 'failed', why: 'no good' });
});

test('a function that runs out of time is tried again by the platform, which says why', async () => {
  await start();
  await app.ask('POST', '/host/hold', { events: true });
  const [id] = await fire('endless');
  jest.useFakeTimers({ doNotFake: ['performance', 'Date', 'setImmediate', 'nextTick', 'queueMicrotask'] });
  const ends = app.ask<unknown[]>('POST', '/host/deliver', { ids: [id] });
  const isRunning = async () => (await app.invocations()).some(({ functionKey }) => functionKey === 'heard');
  while (!(await isRunning())) await new Promise((done) => setImmediate(done));
  await jest.advanceTimersByTimeAsync(25 * SECOND);
  jest.useRealTimers();
  expect(await ends).toMatchObject([{ end: 'again', retry: { count: 0, reason: 'FUNCTION_TIME_OUT' } }]);
  expect(await last()).toMatchObject({ state: 'waiting' });
});

test('events that were under way when the host ended are brought by the next one', async () => {
  const { dataDir } = installed;
  app = await startOtherApp(installed, { dataDir });
  await app.ask('POST', '/host/lag', { eventsMs: MINUTE });
  await fire('1.0');
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir });
  expect(await app.stored('heard')).toBeUndefined();
  await app.later(MINUTE);
  expect(await app.stored('heard')).toHaveLength(1);
});

test('no event is told whose trigger is another one', async () => {
  await start();
  await app.fire('avi:jira:deleted:version', { payload: { version: { id: '7', name: '1' } } });
  await app.later(SECOND);
  expect((await app.deliveries()).filter(({ moduleKey }) => moduleKey !== 'life-cycle')).toEqual([]);
});

test.each([
  ['filter: { ignoreSelf: true }', "filter: { ignoreSelf: true, expression: 'event.x == 1' }", 'expression'],
  ['filter: { ignoreSelf: true }', 'filter: { appIsLicensed: true }', 'appIsLicensed'],
  ['interval: hour', 'interval: hour, filter: { appIsLicensed: true }', 'appIsLicensed'],
])('what the host can not answer for is refused aloud: %s -> %s', async (from, to, named) => {
  await start();
  const other = await installOtherApp();
  const file = join(other.dir, 'manifest.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  await expect(startOtherApp(other)).rejects.toThrow(new RegExp(`${named} is not simulated`));
  other.remove();
});
