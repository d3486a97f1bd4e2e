import { installOtherApp, startOtherApp } from './app-on-host';
import type { App, OtherApp } from './app-on-host';

/** A small app of another shape than ours, run by the host from its folder alone: UI, rule, triggers, queue, schedule. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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
const RELEASED = 'avi:jira:released:version';
const version = (name: string, more: object = {}) => ({ payload: { version: { id: '7', name, ...more } } });

test('a release made in Jira is heard by the trigger, pushed to the queue and noted by the consumer', async () => {
  const { id } = await app.ask<{ id: string }>('POST', '/rest/api/3/version', { name: '1.0', project: 'EX' });
  await app.later(MINUTE);
  expect(await app.invoke('notes', { version: id })).toEqual(['created 1.0']);
});

test('what the app did itself passes a trigger that ignores it, and is told to one that does not', async () => {
  await app.fire(CREATED, { ...version('1.0'), byApp: true });
  await app.fire('avi:jira:updated:version', { ...version('1.0'), byApp: true, atlassianId: 'somebody' });
  await app.later(MINUTE);
  expect(await app.stored('heard')).toBeUndefined();
  expect(await app.stored('mirror')).toEqual([
    {
      ...{ eventType: 'avi:jira:updated:version', selfGenerated: true, atlassianId: 'somebody' },
      ...{ timestamp: expect.stringMatching(/^\d{13}$/) as unknown, version: { id: '7', name: '1.0' } },
    },
  ]);
});

test('events held back come in any order, as often and as late as asked', async () => {
  await app.ask('POST', '/host/hold', { events: true });
  const [created = ''] = await app.fire(CREATED, version('2.0'));
  const [released = ''] = await app.fire(RELEASED, version('2.0'));
  await app.later(HOUR);
  expect(await app.stored('heard')).toBeUndefined();
  await app.ask('POST', '/host/deliver', { ids: [released, created, released] });
  await app.settled();
  expect(await app.stored('heard')).toMatchObject([
    { eventType: RELEASED },
    { eventType: CREATED },
    { eventType: RELEASED },
  ]);
  expect(await app.invoke('notes', { version: '7' })).toEqual(['created 2.0', 'released 2.0']);
});

test('a schedule runs five minutes after the deployment, then once for each interval, by the clock of the site', async () => {
  const sweeps = async () => ((await app.stored('sweeps')) as unknown[] | undefined)?.length ?? 0;
  await app.later(4 * MINUTE);
  expect(await sweeps()).toBe(0);
  await app.later(2 * MINUTE);
  expect(await sweeps()).toBe(1);
  await app.later(58 * MINUTE);
  expect(await sweeps()).toBe(1);
  await app.later(5 * MINUTE);
  expect(await sweeps()).toBe(2);
  await app.later(10 * HOUR);
  expect(await sweeps()).toBe(3);
  expect(await app.stored('sweeps')).toMatchObject([
    {
      event: { context: { moduleKey: 'sweep', cloudId: expect.any(String) as unknown } },
      context: { installContext: expect.stringContaining('ari:cloud:jira::site/') as unknown },
    },
    {},
    {},
  ]);
});

test('a schedule run by hand', async () => {
  await app.fire('sweep');
  expect(await app.stored('sweeps')).toHaveLength(1);
});

test('its page is served with the bridge and the policy of production, its code found beside it', async () => {
  const page = await fetch(`${app.host.appOrigin}/ui/page.html`);
  expect(await page.text()).toContain('<script src="/__host/bridge.js"></script>');
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'/);
  expect((await fetch(`${app.host.appOrigin}/ui/page.js`)).status).toBe(200);
});

test('it is told of its own installation, once', async () => {
  await app.later(MINUTE);
  expect(await app.stored('life')).toMatchObject([
    { app: { id: '7a1d6b52-0c3e-4f6a-9e0b-5f2f6f6d9c11', version: expect.any(String) as unknown } },
  ]);
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir: installed.dataDir });
  await app.later(MINUTE);
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir: installed.dataDir });
  await app.later(MINUTE);
  expect(await app.stored('life')).toHaveLength(1);
  await app.fire('avi:forge:upgraded:app');
  await app.later(MINUTE);
  expect(await app.stored('life')).toHaveLength(2);
});
