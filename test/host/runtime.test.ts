import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { InvocationRecord } from '../../host/runtime/invocations';
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
  const refused = 'REQUEST_EGRESS_ALLOWLIST_ERR';
  expect(await app.invoke('egress')).toEqual({
    fetch: expect.stringContaining('https://example.test/') as unknown,
    ...{ http: refused, net: refused, dns: refused, udp: refused },
    ...{ process: ['NOT_SIMULATED', 'NOT_SIMULATED'], thread: 'NOT_SIMULATED' },
  });
});

test("Node's own modules can be imported when they are needed, and are as closed then", async () => {
  expect(await app.invoke('import', { name: 'node:path' })).toContain('join');
  expect(await app.invoke('import-builtin')).toMatchObject({
    message: 'The local host does not simulate processes of the app.',
  });
});

const recordOf = async (is: (record: InvocationRecord) => boolean) => (await app.invocations()).findLast(is);
const consoleOf = async (name: string) => (await recordOf(({ call }) => call === name))?.console;

test('all that a function prints is on record, and what its file says while it is loaded', async () => {
  await app.invoke('print');
  expect(await consoleOf('print')).toEqual([
    { level: 'log', text: '{ a: 1 }' },
    { level: 'log', text: 'to stdout' },
    { level: 'error', text: 'to stderr' },
  ]);
  await app.later(1000); // the installation is told
  const life = await recordOf(({ functionKey }) => functionKey === 'life');
  expect(life?.console).toEqual([{ level: 'info', text: 'events.js is loaded' }]);
});

test('what a function leaves behind is said on its record, and its calls are not made', async () => {
  await app.invoke('leave');
  while ((await consoleOf('leave'))?.length !== 2) await new Promise((done) => setTimeout(done, 10));
  expect(await consoleOf('leave')).toEqual([
    { level: 'host', text: 'After the end of the function: log: left behind' },
    { level: 'host', text: expect.stringContaining('POST /api/v1/set was not made') as unknown },
  ]);
  expect(await app.stored('left')).toBeUndefined();
});

test('functions that each wait for a rule of the app do not wait for each other, however many they are', async () => {
  const [workflow] = await app.ask<Workflow[]>('GET', '/rest/host/1/project/EX/workflows');
  const [transition] = workflow?.transitions ?? [];
  const rule = { moduleKey: 'has-note', configuration: '{"word":"pass"}' };
  const path = `/rest/host/1/workflow/${workflow?.id ?? ''}/transition/${transition?.id ?? ''}/rule`;
  await app.ask('POST', path, rule);
  const make = () =>
    app.ask<{ key: string }>('POST', '/rest/api/3/issue', {
      fields: { project: { key: 'EX' }, issuetype: { name: 'Bug' }, summary: 'Moves' },
    });
  const issues = await Promise.all(Array.from({ length: 10 }, make));
  const move = ({ key }: { key: string }) => app.invoke('transition', { issue: key, transition: transition?.id });
  expect(await Promise.all(issues.map(move))).toEqual(Array(10).fill(204));
});

interface Workflow {
  readonly id: string;
  readonly transitions: readonly { readonly id: string }[];
}

/** The app has 128 MB, of which the heap of a sandbox takes some ten. */
test.each([
  ['at once', { mb: 100, times: 1, kept: true }, 'ok'],
  ['one after another', { mb: 10, times: 40, kept: false, pause: 5 }, 'ok'],
  ['too much at once', { mb: 128, times: 1, kept: true }, 'memory'],
  ['too much in pieces, seen before the end', { mb: 16, times: 1000, kept: true, pause: 30 }, 'memory'],
])('buffers are memory too: %s', async (_, payload, outcome) => {
  const { ok } = await app.result('buffers', payload);
  expect(ok).toBe(outcome === 'ok');
  expect(await recordOf(({ call }) => call === 'buffers')).toMatchObject({ outcome });
  expect(await app.invoke('runs')).toBe(1);
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
