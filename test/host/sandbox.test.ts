import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createClock } from '../../host/clock';
import type { HostResponse, JiraRequest, Person } from '../../host/contracts';
import { createKvs } from '../../host/kvs/kvs';
import { emptyKvs } from '../../host/kvs/records';
import { createFaults } from '../../host/runtime/faults';
import { createInvocationLog } from '../../host/runtime/invocations';
import { loadApp } from '../../host/runtime/manifest';
import { createPlatformCalls } from '../../host/runtime/platform-calls';
import { bundleFunctions } from '../../host/runtime/bundle';
import type { Bundles } from '../../host/runtime/bundle';
import { createRuntime } from '../../host/runtime/runtime';
import { emptyRuntime } from '../../host/runtime/state';

/** A probe app on the real @forge packages, run as the host runs the real one. */

const MANIFEST = `
app: { id: ari:cloud:ecosystem::app/0b7c, runtime: { name: nodejs24.x } }
permissions: { scopes: [storage:app, read:jira-work] }
resources: [{ key: ui, path: static }]
modules:
  jira:projectPage: [{ key: page, title: Page, resource: ui, resolver: { function: resolver } }]
  jira:workflowValidator:
    - { key: rule, name: Rule, description: x, function: validate, errorMessage: From the manifest }
    - { key: expressed, name: Rule, description: x, expression: 'true', errorMessage: From the manifest }
  function:
    - { key: resolver, handler: index.resolver }
    - { key: validate, handler: index.validate }
`;

const SOURCE = `
import Resolver from '@forge/resolver';
import api, { authorize, route } from '@forge/api';
import { kvs } from '@forge/kvs';
let runs = 0;
const resolver = new Resolver();
resolver.define('who', ({ context }) => ({ id: context.accountId, type: context.accountType, site: context.installContext }));
resolver.define('runs', () => ({ runs: (runs += 1), pid: Math.random() }));
resolver.define('wait', async ({ payload }) => { runs += 1; await new Promise((done) => setTimeout(done, payload.ms)); return runs; });
resolver.define('spin', () => { for (;;); });
resolver.define('egress', () => api.fetch('https://example.test/x').then(() => 'sent', (e) => [e.name, e.status]));
resolver.define('bare-egress', () => fetch('https://example.test/x').then(() => 'sent', (e) => [e.name, e.status]));
resolver.define('now', () => ({ now: Date.now(), made: new Date(), old: new Date(0), is: new Date() instanceof Date }));
resolver.define('round-trip', () => ({ when: new Date(0), none: undefined, list: [undefined] }));
resolver.define('nothing', () => undefined);
resolver.define('size', ({ payload }) => 'x'.repeat(payload.bytes));
resolver.define('throw', () => { throw new Error('no good'); });
resolver.define('crash', () => { setTimeout(() => { throw new Error('later'); }); return new Promise(() => {}); });
resolver.define('log', () => { console.warn('hello', { a: 1 }); });
resolver.define('as', async () => Promise.all([api.asUser(), api.asApp()].map(async (as) => (await as.requestJira(route\`/rest/api/3/myself?x=\${'a b'}\`)).json())));
resolver.define('bytes', async () => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array([0, 255, 13, 10, 128])], { type: 'image/png' }), 'שלום "a".png');
  const init = { method: 'POST', headers: { 'X-Atlassian-Token': 'no-check' }, body: form };
  const sent = await api.asUser().requestJira(route\`/rest/api/3/issue/1/attachments\`, init);
  const got = await api.asUser().requestJira(route\`/rest/api/3/attachment/content/1\`);
  return { sent: await sent.json(), got: [...new Uint8Array(await got.arrayBuffer())], type: got.headers.get('content-type') };
});
resolver.define('store', async ({ payload }) => { await kvs.set('k', payload.value); return kvs.get('k'); });
resolver.define('stored', () => kvs.get('k'));
resolver.define('as-other', () => api.asUser('customer').requestJira(route\`/rest/api/3/myself\`).then((r) => r.status, (e) => [e.name, e.status]));
resolver.define('stargate', () => api.asApp().requestConfluence(route\`/wiki\`).then((r) => r.status, (e) => [e.name, e.status]));
export const resolverHandler = resolver.getDefinitions();
export { resolverHandler as resolver };
export const validate = (event) => event.configuration.answer === 'throw' ? Promise.reject(new Error('x')) : event.configuration.answer === 'slow' ? new Promise(() => {}) : event.configuration.answer === 'fields' ? { result: false, errorMessage: JSON.stringify(event.transition) } : event.configuration.answer;
`;

const PEOPLE: readonly Person[] = [
  { accountId: 'po', displayName: 'PO', emailAddress: 'po@example.test', accountType: 'atlassian' },
  { accountId: 'customer', displayName: 'C', emailAddress: 'c@example.test', accountType: 'customer' },
];

const dir = mkdtempSync(join(tmpdir(), 'probe-app-'));
const workerFile = join(dir, 'sandbox-worker.mjs');
const clock = createClock({ clockOffsetMs: 0 });
const faults = createFaults();
const log = createInvocationLog();

/** The Jira of this test: it says how it was called. */
const handleJira = ({ actor, path, scopes, files }: JiraRequest): Promise<HostResponse> => {
  const shown = files?.map((file) => ({ ...file, bytes: [...file.bytes] }));
  return Promise.resolve(
    path.includes('/content/')
      ? { status: 200, headers: { 'content-type': 'image/png' }, body: undefined, bytes: new Uint8Array([0, 255, 128]) }
      : { status: 200, headers: {}, body: { actor, path, scopes, ...(shown && { files: shown }) } },
  );
};

let bundles: Bundles;

function start(app = loadApp(dir)) {
  const { scopes, entities } = app;
  const kvs = createKvs({ state: emptyKvs(), entities, scopes, clock, changed: () => undefined });
  const platformCall = createPlatformCalls({ kvs, handleJira, faults, scopes });
  const personOf = (id: string) => PEOPLE.find(({ accountId }) => accountId === id);
  const state = emptyRuntime();
  const changed = () => undefined;
  return createRuntime({ app, bundles, state, workerFile, clock, changed, log, platformCall, personOf });
}

let runtime: ReturnType<typeof start>;
const call = (functionKey: string, payload: unknown = {}, accountId: string | undefined = 'po') =>
  runtime.invokeResolver('page', { functionKey, payload }, { accountId: 'forged', accountType: 'forged' }, accountId);
const value = async (...args: Parameters<typeof call>) => {
  const result = await call(...args);
  return result.ok ? result.body : Promise.reject(new Error(result.message));
};

const FAKE: Parameters<typeof jest.useFakeTimers>[0] = {
  doNotFake: ['performance', 'Date', 'setImmediate', 'nextTick', 'queueMicrotask'],
};

/** What comes of a call that is given no more time than it may have; the timers of this process are those of the host. */
async function afterTheLimit<T>(start: () => Promise<T>): Promise<T> {
  jest.useFakeTimers(FAKE);
  try {
    const result = start();
    await jest.advanceTimersByTimeAsync(25_000);
    return await result;
  } finally {
    jest.useRealTimers();
  }
}

beforeAll(async () => {
  mkdirSync(join(dir, 'src'));
  symlinkSync(join(__dirname, '../../node_modules'), join(dir, 'node_modules'));
  writeFileSync(join(dir, 'manifest.yml'), MANIFEST);
  writeFileSync(join(dir, 'src/index.js'), SOURCE);
  bundles = await bundleFunctions(loadApp(dir));
  const node = { bundle: true, platform: 'node', logLevel: 'error' } as const;
  await build({ ...node, entryPoints: ['host/runtime/sandbox-worker.ts'], format: 'esm', outfile: workerFile });
});
beforeEach(() => {
  faults.clear();
  clock.moveTo(null);
  runtime = start();
});
afterEach(() => runtime.stop());
afterAll(() => rmSync(dir, { recursive: true }));

test('who the caller is comes from the platform, never from the browser', async () => {
  const site = expect.stringContaining('ari:cloud:jira::site/') as unknown;
  expect(await value('who')).toEqual({ id: 'po', type: 'licensed', site });
  expect(await value('who', {}, 'customer')).toEqual({ id: 'customer', type: 'customer', site });
  expect(await runtime.invokeResolver('page', { functionKey: 'who' }, { accountId: 'forged' }, undefined)).toEqual({
    ...{ ok: true, body: { type: 'anonymous', site } },
  });
});

test('asUser is the person, asApp the app, both with the scopes of the manifest', async () => {
  const path = '/rest/api/3/myself?x=a%20b';
  const scopes = ['storage:app', 'read:jira-work'];
  expect(await value('as')).toEqual([
    { actor: { kind: 'user', accountId: 'po' }, path, scopes },
    { actor: { kind: 'app' }, path, scopes },
  ]);
  const anonymous = await runtime.invokeResolver('page', { functionKey: 'as' }, {}, undefined);
  expect(anonymous).toEqual({ ok: false, message: 'Authentication Required' });
});

test('a form, and an answer that is no text, pass unchanged', async () => {
  const { sent, got, type } = (await value('bytes')) as { sent: object; got: number[]; type: string };
  const file = { parameter: 'file', name: 'שלום "a".png', type: 'image/png', bytes: [0, 255, 13, 10, 128] };
  expect(sent).toMatchObject({ files: [file] });
  expect([got, type]).toEqual([[0, 255, 128], 'image/png']);
});

test('people who call at the same time are not mixed up', async () => {
  const ids = ['po', 'customer', 'po', 'customer', 'po', 'customer', 'po', 'customer', 'po', 'customer'];
  const results = await Promise.all(ids.map((id) => value('who', {}, id)));
  expect(results.map((result) => (result as { id: string }).id)).toEqual(ids);
});

test('a sandbox stays warm, and a second one starts when all are busy', async () => {
  expect(await value('runs')).toMatchObject({ runs: 1 });
  expect(await value('runs')).toMatchObject({ runs: 2 });
  const [warm, cold] = await Promise.all([value('wait', { ms: 200 }), value('wait', { ms: 10 })]);
  expect([warm, cold]).toEqual([3, 1]);
});

test('the time limit ends a function that never returns, even one that never yields', async () => {
  expect(await afterTheLimit(() => call('spin'))).toEqual({
    ...{ ok: false, message: 'The function ran longer than 25 seconds.' },
  });
  expect(await value('runs')).toMatchObject({ runs: 1 });
  expect(log.list().at(-2)).toMatchObject({ outcome: 'timeout', call: 'spin' });
});

test('an answer that comes as its time is over does not bring its sandbox back', async () => {
  await value('runs');
  jest.useFakeTimers(FAKE);
  const late = call('wait', { ms: 100 });
  await new Promise((done) => setImmediate(done)); // it is begun
  // The sandbox answers while this thread hears nothing; then its time is over at once.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  jest.advanceTimersByTime(25_000);
  jest.useRealTimers();
  expect(await late).toMatchObject({ ok: false });
  await new Promise((done) => setTimeout(done, 100));
  expect(await value('runs')).toMatchObject({ runs: 1 });
});

test('a sandbox that dies fails its own invocation only', async () => {
  expect(await call('crash')).toEqual({ ok: false, message: 'later' });
  expect(await value('runs')).toMatchObject({ runs: 1 });
});

test('no egress, neither by @forge/api nor by fetch', async () => {
  expect(await value('bare-egress')).toEqual(['REQUEST_EGRESS_ALLOWLIST_ERR', 403]);
  expect(await value('egress')).toEqual(['REQUEST_EGRESS_ALLOWLIST_ERR', 403]);
});

test('egress that the manifest allows is refused in words of the host', async () => {
  await runtime.stop();
  const app = loadApp(dir);
  const external = { fetch: { backend: ['https://example.test'] } };
  runtime = start({ ...app, permissions: { ...app.permissions, external } });
  expect(await value('bare-egress')).toEqual(['NOT_SIMULATED', 501]);
});

test('no one is impersonated without a scope that allows it', async () => {
  expect(await value('as-other')).toEqual(['PROXY_ERR', 403]);
});

test('what the host does not simulate is refused aloud', async () => {
  expect(await value('stargate')).toEqual(['PROXY_ERR', 501]);
});

test('the site clock is the clock of the functions', async () => {
  clock.moveTo(Date.parse('2030-01-02T03:04:05Z'));
  const seen = (await value('now')) as { now: number; made: string; old: string; is: boolean };
  expect(new Date(seen.now).toISOString().slice(0, 15)).toBe('2030-01-02T03:0');
  expect([seen.made.slice(0, 15), seen.old, seen.is]).toEqual(['2030-01-02T03:0', '1970-01-01T00:00:00.000Z', true]);
});

test('results make the round trip through JSON, within the limits of invoke', async () => {
  expect(await value('round-trip')).toEqual({ when: '1970-01-01T00:00:00.000Z', list: [null] });
  expect(await call('nothing')).toEqual({ ok: true, body: undefined });
  expect(await call('throw')).toEqual({ ok: false, message: 'no good' });
  expect(await call('unknown')).toEqual({ ok: false, message: "Resolver has no definition for 'unknown'." });
  const payload = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
  expect(await call('nothing', payload(500_000))).toMatchObject({ ok: true });
  expect(await call('nothing', payload(500_000 + 1))).toMatchObject({ ok: false });
  expect(await call('size', { bytes: 5_000_000 - 2 })).toMatchObject({ ok: true });
  expect(await call('size', { bytes: 5_000_000 - 1 })).toMatchObject({ ok: false });
});

test('an invocation is on record with its remote calls and what it logged', async () => {
  await value('store', { value: 1 });
  expect(log.list().at(-1)).toMatchObject({ moduleKey: 'page', call: 'store', accountId: 'po', outcome: 'ok' });
  expect(
    log
      .list()
      .at(-1)
      ?.calls.map(({ kind, path, status }) => [kind, path, status]),
  ).toEqual([
    ['kvs', '/api/v1/set', 204],
    ['kvs', '/api/v1/get', 200],
  ]);
  await call('log');
  expect(log.list().at(-1)?.console).toEqual([{ level: 'warn', text: 'hello { a: 1 }' }]);
});

test('faults: a status, a lost call, a lost answer, each as often as asked', async () => {
  const at = { kind: 'kvs', path: '/set' } as const;
  faults.add([{ match: at, times: 1, action: { status: 429, body: undefined } }]);
  expect(await call('store', { value: 1 })).toMatchObject({
    ok: false,
    message: expect.stringContaining('429') as unknown,
  });
  expect(await value('stored')).toBeUndefined();
  faults.add([{ match: at, times: 1, action: 'drop-before' }]);
  expect(await call('store', { value: 2 })).toEqual({ ok: false, message: 'fetch failed' });
  expect(await value('stored')).toBeUndefined();
  faults.add([{ match: at, times: 1, action: 'drop-after' }]);
  expect(await call('store', { value: 3 })).toEqual({ ok: false, message: 'fetch failed' });
  expect(await value('stored')).toBe(3);
  expect(await value('store', { value: 4 })).toBe(4);
});

const BLOCKED = { ok: false, message: 'From the manifest' };

test.each<[string, unknown, { ok: boolean; message: string }]>([
  ['passes', { result: true }, { ok: true, message: '' }],
  ['refuses with its message', { result: false, errorMessage: 'because' }, { ok: false, message: 'because' }],
  ['refuses without one', { result: false }, BLOCKED],
  ['throws', 'throw', BLOCKED],
  ['answers nonsense', 'yes', BLOCKED],
])('a validator that %s', async (_, answer, expected) => {
  const transition = { from: { id: '1' }, to: { id: '2' }, modifiedFields: {} };
  const rule = { id: 'r', moduleKey: 'rule', configuration: '{}' };
  expect(await runtime.runValidator(rule, { issue: { key: 'A-1' }, configuration: { answer }, transition })).toEqual(
    expected,
  );
});

test('a validator that is an expression blocks in words of the host', async () => {
  const transition = { from: { id: '1' }, to: { id: '2' }, modifiedFields: {} };
  const rule = { id: 'r', moduleKey: 'expressed', configuration: '{}' };
  expect(await runtime.runValidator(rule, { issue: { key: 'A-1' }, configuration: {}, transition })).toEqual({
    ...{ ok: false, message: 'The expression of the rule "expressed" is not simulated by the local host.' },
  });
});

test('a validator that takes too long', async () => {
  const transition = { from: { id: '1' }, to: { id: '2' }, modifiedFields: {} };
  const payload = { issue: { key: 'A-1' }, configuration: { answer: 'slow' }, transition };
  const rule = { id: 'r', moduleKey: 'rule', configuration: '{}' };
  expect(await afterTheLimit(() => runtime.runValidator(rule, payload))).toEqual(BLOCKED);
});

test('a validator is given what the transition screen changed', async () => {
  const transition = { from: { id: '1' }, to: { id: '2' }, modifiedFields: { fixVersions: null } };
  const payload = { issue: { key: 'A-1' }, configuration: { answer: 'fields' }, transition };
  const { message } = await runtime.runValidator({ id: 'r', moduleKey: 'rule', configuration: '' }, payload);
  expect(JSON.parse(message)).toEqual(transition);
});
