import { installOtherApp, startOtherApp } from './app-on-host';
import type { App, OtherApp } from './app-on-host';

/** What a function meets around it: who it is, whom it may be, how it is kept in. */

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

test('getAppContext', async () => {
  expect(await app.invoke('app')).toEqual({
    app: 'ari:cloud:ecosystem::app/7a1d6b52-0c3e-4f6a-9e0b-5f2f6f6d9c11',
    ...{ environmentType: 'DEVELOPMENT', moduleKey: 'notes' },
  });
});

test('authorize asks Jira what the person of the screen may do, and needs one', async () => {
  const { id } = await app.ask<{ id: string }>('GET', '/rest/api/3/project/EX');
  const mayCreate = () => app.invoke('may-create', { project: Number(id) });
  await expect(mayCreate()).rejects.toThrow('invoking user');
  await app.signIn();
  expect(await mayCreate()).toBe(true);
  await app.signIn('otto@example.test');
  expect(await mayCreate()).toBe(false);
});

test("asUser(accountId) of somebody who is not there: only with the scopes that allow it, and in that person's name", async () => {
  const accountId = await app.signIn();
  const called = async () => (await app.invocations()).findLast(({ call }) => call === 'who')?.calls;
  await app.signIn('otto@example.test');
  expect(await app.invoke('who', { accountId })).toEqual({ value: 200 });
  expect(await called()).toMatchObject([{ who: `user:${accountId}`, status: 200 }]);
});

test("no way out but the platform's: fetch, http, sockets, names", async () => {
  expect(await app.invoke('egress')).toEqual({
    fetch: expect.stringContaining('https://example.test/') as unknown,
    ...{
      http: 'REQUEST_EGRESS_ALLOWLIST_ERR',
      net: 'REQUEST_EGRESS_ALLOWLIST_ERR',
      dns: 'REQUEST_EGRESS_ALLOWLIST_ERR',
    },
  });
});

test('a function that takes more memory than it has is ended, and only it', async () => {
  await app.later(1000);
  const [hoard, runs] = await Promise.all([app.result('hoard'), app.invoke('runs')]);
  expect(hoard).toMatchObject({ ok: false });
  expect(runs).toBe(1);
  expect((await app.invocations()).find(({ call }) => call === 'hoard')).toMatchObject({ outcome: 'memory' });
});

test('a host that stopped leaves no thread, no server and no timer, though much was to come', async () => {
  const held = () => {
    const kinds = process.getActiveResourcesInfo().filter((kind) => /Timeout|MessagePort|Worker|TCPServer/.test(kind));
    return kinds.sort().join();
  };
  await app.host.stop();
  const before = held();
  app = await startOtherApp(installed);
  await Promise.all([app.invoke('runs'), app.invoke('runs')]);
  await app.invoke('push', { queue: 'notes', events: { body: {}, delayInSeconds: 900 } });
  void app.result('endless').catch(() => undefined); // the connection ends with the host
  await app.fire('sweep');
  expect(held()).not.toBe(before);
  await app.host.stop();
  expect(held()).toBe(before);
});
