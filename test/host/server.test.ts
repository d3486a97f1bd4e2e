import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostResponse, JiraRequest, Person } from '../../host/contracts';
import { startHost } from '../../host/host';
import type { HostOptions, RunningHost } from '../../host/host';

/** The two origins and the state, with a Jira that says how it was called. */

interface FakeState {
  calls: number;
}

jest.mock('../../host/jira/jira', () => {
  const po: Person = {
    ...{ accountId: 'po', displayName: 'PO', emailAddress: 'po@example.test', accountType: 'atlassian' },
  };
  return {
    createJira: (state: FakeState, deps: { changed: () => void }) => ({
      handle: ({ actor, path, scopes, body }: JiraRequest): Promise<HostResponse> => {
        state.calls += 1;
        deps.changed();
        return Promise.resolve({ status: 200, headers: {}, body: { actor, path, scopes, body, calls: state.calls } });
      },
      people: () => [po],
      personByEmail: (email: string) => (email === po.emailAddress ? po : undefined),
      seed: (body: unknown): HostResponse => ({ status: 200, headers: {}, body }),
    }),
  };
});

jest.mock('../../host/jira/state', () => ({ emptyJira: (): FakeState => ({ calls: 0 }) }));

const MANIFEST = `
app: { id: ari:cloud:ecosystem::app/0b7c, runtime: { name: nodejs24.x } }
permissions: { scopes: [read:jira-work], content: { styles: [unsafe-inline] } }
resources: [{ key: ui, path: static/dist, entry: { main: main.html } }]
modules:
  jira:projectPage: [{ key: page, title: Page, resource: ui/main }]
  jira:workflowValidator: [{ key: rule, name: Rule, description: x, function: f, create: { resource: ui/main } }]
  function: [{ key: f, handler: index.f }]
`;

const dir = mkdtempSync(join(tmpdir(), 'host-server-'));
const dataDir = join(dir, 'data');
let host: RunningHost;

const start = async (options: Partial<HostOptions> = {}) => {
  host = await startHost({ port: 0, appDir: dir, hostDist: join(dir, 'dist'), ...options });
};
const basic = (email: string) => ({ authorization: `Basic ${Buffer.from(`${email}:any`).toString('base64')}` });
const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(host.siteUrl + path, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
};
const signIn = async () => {
  const { headers } = await call('POST', '/host/session', { accountId: 'po' });
  return { cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
};

beforeAll(() => {
  mkdirSync(join(dir, 'static/dist'), { recursive: true });
  mkdirSync(join(dir, 'src'));
  writeFileSync(join(dir, 'src/index.js'), 'export const f = () => ({ result: true });');
  writeFileSync(join(dir, 'manifest.yml'), MANIFEST);
  writeFileSync(join(dir, 'secret.txt'), 'secret');
  writeFileSync(join(dir, 'static/dist/main.html'), '<!doctype html><html><head><title>x</title></head></html>');
});
afterEach(() => host.stop());
afterAll(() => rmSync(dir, { recursive: true }));

const ME = '/rest/api/3/myself';
const PO = { kind: 'user', accountId: 'po' };

test('REST: Basic auth by e-mail, 401 for a wrong one, a session only with the header of the shell, else nobody', async () => {
  await start();
  expect(await call('GET', ME, undefined, basic('po@example.test'))).toMatchObject({
    body: { actor: PO, scopes: null },
  });
  expect(await call('GET', ME)).toMatchObject({ body: { actor: { kind: 'anonymous' } } });
  expect(await call('GET', ME, undefined, basic('nobody@example.test'))).toMatchObject({ status: 401 });
  const cookie = await signIn();
  expect(await call('GET', ME, undefined, cookie)).toMatchObject({ body: { actor: { kind: 'anonymous' } } });
  const shell = { ...cookie, 'x-host-session': '1' };
  expect(await call('GET', ME, undefined, shell)).toMatchObject({ body: { actor: PO } });
  expect(await call('GET', ME, undefined, { ...shell, origin: host.appOrigin })).toMatchObject({ status: 403 });
});

test('a connection at rest outlives the pause before a client’s next call', async () => {
  await start();
  expect((await call('GET', ME)).headers.get('keep-alive')).toBe('timeout=120');
});

test('a path cannot pretend to be another', async () => {
  await start();
  const { body } = await call('GET', '/rest/api/3/a/%2e%2e/myself?x=1', undefined, basic('po@example.test'));
  expect(body).toMatchObject({ path: `${ME}?x=1` });
  const fetchProduct = { moduleKey: 'page', restPath: '/rest/api/3/../../host/session', fetchRequestInit: {} };
  expect(await call('POST', '/host/fetch-product', fetchProduct)).toMatchObject({ status: 501 });
  const inner = { moduleKey: 'page', restPath: '/rest/host/1/workflows', fetchRequestInit: {} };
  expect(await call('POST', '/host/fetch-product', inner)).toMatchObject({ status: 501 });
});

test("a screen's requestJira is its person's, within the manifest's scopes", async () => {
  await start();
  const cookie = await signIn();
  const init = { method: 'PUT', headers: [['accept', '*/*']], body: '{"a":1}' };
  const { body } = await call(
    'POST',
    '/host/fetch-product',
    { moduleKey: 'page', restPath: ME, fetchRequestInit: init },
    cookie,
  );
  expect(JSON.parse((body as { body: string }).body)).toMatchObject({
    ...{ actor: PO, scopes: ['read:jira-work'], body: { a: 1 } },
  });
});

test('other pages may not change anything', async () => {
  await start();
  const clock = (origin: string) => call('POST', '/host/clock', { now: '2030-01-01T00:00:00Z' }, { origin });
  expect(await clock('http://example.test')).toMatchObject({ status: 403 });
  expect(await clock(host.appOrigin)).toMatchObject({ status: 403 });
  expect(await clock('null')).toMatchObject({ status: 403 });
  expect(await clock(host.siteUrl)).toMatchObject({ status: 200 });
  expect(await call('POST', '/host/clock', { now: 'tomorrow' })).toMatchObject({ status: 400 });
});

test('a name that is not ours is refused', async () => {
  await start();
  const { port } = new URL(host.siteUrl);
  const status = await new Promise((done) => {
    get({ host: '127.0.0.1', port, headers: { host: `example.test:${port}` } }, (response) => {
      response.resume();
      done(response.statusCode);
    });
  });
  expect(status).toBe(421);
});

test('the shell is told of the app and where its frames are', async () => {
  await start();
  const { body } = await call('GET', '/host/session');
  const main = `${host.appOrigin}/ui/main.html`;
  expect(body).toMatchObject({
    ...{ me: null, people: [{ accountId: 'po' }], appOrigin: host.appOrigin, site: { siteUrl: host.siteUrl } },
    app: {
      appId: '0b7c',
      modules: [
        { key: 'page', entries: { main } },
        { title: 'Rule', entries: { create: main } },
      ],
    },
  });
});

test("the app's origin serves its resources only, pages with the bridge first and production's policy", async () => {
  await start();
  const page = await fetch(`${host.appOrigin}/ui/main.html`);
  expect(await page.text()).toContain('<head><script src="/__host/bridge.js"></script><title>');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self'/);
  expect(policy).not.toMatch(/script-src [^;]*'unsafe-inline'/);
  expect(policy).toMatch(/style-src [^;]*'unsafe-inline'/);
  expect(policy).toMatch(new RegExp(`frame-ancestors [^;]*${host.siteUrl}`));
  expect(policy).not.toContain('report-uri');
  for (const path of [
    '/ui/../../secret.txt',
    '/ui/..%2f..%2fsecret.txt',
    '/host/session',
    ME,
    '/__host/main.mjs',
    '/',
  ]) {
    expect((await fetch(host.appOrigin + path)).status).toBe(404);
  }
});

test('faults reach REST calls; a dropped one never answers', async () => {
  await start();
  const who = basic('po@example.test');
  const fault = { match: { kind: 'jira', method: 'GET', path: 'myself' } };
  await call('POST', '/host/faults', [
    { ...fault, action: { status: 429 } },
    { ...fault, action: 'drop-after' },
  ]);
  expect(await call('GET', ME, undefined, who)).toMatchObject({ status: 429 });
  await expect(call('GET', ME, undefined, who)).rejects.toThrow('fetch failed');
  expect(await call('GET', ME, undefined, who)).toMatchObject({ body: { calls: 2 } });
});

test('the state outlives the host, written as a whole; --fresh begins anew', async () => {
  const who = basic('po@example.test');
  await start({ dataDir });
  expect(host.isNew).toBe(true);
  await call('GET', ME, undefined, who);
  await host.stop();
  expect(readdirSync(dataDir)).toEqual(['state.json']);
  await start({ dataDir });
  expect(host.isNew).toBe(false);
  expect(await call('GET', ME, undefined, who)).toMatchObject({ body: { calls: 2 } });
  await host.stop();
  await start({ dataDir, fresh: true });
  expect(host.isNew).toBe(true);
});

test('a state whose seeding failed is not taken up again', async () => {
  await start({ dataDir, fresh: true });
  await expect(host.seed(() => call('GET', ME).then(() => Promise.reject(new Error('half way'))))).rejects.toThrow(
    'half way',
  );
  await call('GET', ME, undefined, basic('po@example.test'));
  await host.stop();
  await start({ dataDir });
  expect(host.isNew).toBe(true);
});

test('a manifest that Forge would not deploy is refused with a sentence', async () => {
  const entities = 'storage: { entities: [{ name: head, attributes: { a-b: { type: string } } }] }';
  const other = join(dir, 'other');
  mkdirSync(other, { recursive: true });
  writeFileSync(
    join(other, 'manifest.yml'),
    `app: { id: x, runtime: { name: nodejs24.x }, ${entities} }\nmodules: {}\n`,
  );
  await start();
  await expect(startHost({ port: 0, appDir: other, hostDist: dir })).rejects.toThrow('a-b');
});
