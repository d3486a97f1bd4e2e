import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
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

test('asUser(accountId) of somebody who is not there: in that name, and only as far as scopes with allowImpersonation go', async () => {
  const ada = await app.signIn();
  const otto = await app.signIn('otto@example.test');
  const called = async () => (await app.invocations()).findLast(({ call }) => call === 'who')?.calls;
  expect(await app.invoke('who', { accountId: otto })).toEqual({ value: { administers: false, write: 400 } });
  // Not there, and without write:jira-work: 401, as Jira answers a call whose scope the caller lacks.
  expect(await app.invoke('who', { accountId: ada })).toEqual({ value: { administers: true, write: 401 } });
  expect(await called()).toMatchObject([{ who: `user:${ada}` }, { who: `user:${ada}` }]);
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

/** Starts a host, leaves much to come, stops it and names no exit: Node ends when nothing is left to wait for. */
const SCRIPT = `
import { startHost } from './host/host.mjs';
const [, , appDir, hostDist] = process.argv;
const host = await startHost({ port: 0, appDir, hostDist });
const post = (path, body) => fetch(host.siteUrl + path, { method: 'POST', body: JSON.stringify(body) });
const invoke = (functionKey, payload) =>
  post('/host/invoke', { moduleKey: 'notes', payload: { functionKey, payload }, extension: {} });
await Promise.all(Array.from({ length: 9 }, () => invoke('runs')));
await invoke('push', { queue: 'notes', events: { body: {}, delayInSeconds: 900 } });
const cut = Array.from({ length: 9 }, () => invoke('endless').catch(() => 'cut'));
await post('/host/fire', { what: 'avi:jira:created:version', payload: { version: { id: '1', name: '1' } } });
await host.stop();
console.log((await Promise.all(cut)).join());
`;

test('a host that stopped leaves no thread, no server and no timer, though much was to come', async () => {
  const { dir, hostDist } = installed;
  const script = join(hostDist, 'stops.mjs');
  writeFileSync(script, SCRIPT);
  await build({
    entryPoints: [join(__dirname, '../../host/host.ts')],
    ...{
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: join(hostDist, 'host/host.mjs'),
    },
  });
  const ended = promisify(execFile)(process.execPath, [script, dir, hostDist], { timeout: 15_000 });
  expect((await ended).stdout.trim()).toBe(Array(9).fill('cut').join());
}, 20_000);
