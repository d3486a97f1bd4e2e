import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { HostOptions, RunningHost } from '../../host/host';
import { startHost } from '../../host/host';
import type { DeliveryView } from '../../host/runtime/deliveries';
import type { InvocationRecord } from '../../host/runtime/invocations';

/** The other app's own build: one line, as such an app would have it. */
const buildScreens = (dir: string) =>
  build({
    entryPoints: [join(dir, 'static/page.js'), join(dir, 'static/rule.js')],
    ...{ bundle: true, format: 'esm', outdir: join(dir, 'static/dist'), logLevel: 'error' },
  });

/** A copy of test/fixtures/other-app in a folder of its own, with its screens built, and the host's worker beside it. */
export async function installOtherApp() {
  const root = mkdtempSync(join(tmpdir(), 'other-app-'));
  const dir = join(root, 'app');
  const hostDist = join(root, 'dist');
  cpSync(join(__dirname, '../fixtures/other-app'), dir, { recursive: true });
  symlinkSync(join(__dirname, '../../node_modules'), join(root, 'node_modules'));
  for (const page of ['page.html', 'rule.html'])
    cpSync(join(dir, 'static', page), join(dir, 'static/dist', page), { recursive: true });
  await Promise.all([
    buildScreens(dir),
    build({
      entryPoints: { 'host/sandbox-worker': join(__dirname, '../../host/runtime/sandbox-worker.ts') },
      ...{ bundle: true, platform: 'node', format: 'esm', outdir: hostDist, outExtension: { '.js': '.mjs' } },
    }),
  ]);
  return { dir, hostDist, dataDir: join(root, 'data'), remove: () => rmSync(root, { recursive: true }) };
}

export type OtherApp = Awaited<ReturnType<typeof installOtherApp>>;

const ADMIN = 'ada@example.test';

/** A call of the host over HTTP, and its parsed answer. */
async function callHost(host: RunningHost, method: string, path: string, body?: unknown, email?: string, cookie = '') {
  const headers: Record<string, string> = { cookie };
  if (email !== undefined) headers.authorization = `Basic ${Buffer.from(`${email}:any`).toString('base64')}`;
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(host.siteUrl + path, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

/** The other app on a host, all through HTTP. */
export async function startOtherApp({ dir, hostDist }: OtherApp, options: Partial<HostOptions> = {}) {
  const host = await startHost({ port: 0, appDir: dir, hostDist, ...options });
  let cookie = '';
  const call = (method: string, path: string, body?: unknown) => callHost(host, method, path, body, ADMIN, cookie);
  /** Of a call that must succeed. */
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  if (host.isNew) {
    const people = [
      { email: ADMIN, name: 'Ada Admin', admin: true },
      { email: 'otto@example.test', name: 'Otto Other' },
    ];
    await ask('POST', '/host/lag', { indexMs: 0 }); // what lists say is not what these tests are about
    await ask('POST', '/host/site', { people, projects: [{ key: 'EX', name: 'Example' }] });
  }
  const result = (functionKey: string, payload: unknown = {}) =>
    ask<{ ok: boolean; body?: unknown; message?: string }>('POST', '/host/invoke', {
      ...{ moduleKey: 'notes', payload: { functionKey, payload }, extension: {} },
    });
  /** What a function of the app's resolver answers. */
  const invoke = async <T>(functionKey: string, payload: unknown = {}): Promise<T> => {
    const { ok, body, message } = await result(functionKey, payload);
    if (!ok) throw new Error(message);
    return body as T;
  };
  const deliveries = () => ask<DeliveryView[]>('GET', '/host/deliveries');
  /** Until nothing is under way but what waits for a time to come. */
  const settled = async () => {
    for (;;) {
      const now = Date.parse((await ask<{ now: string }>('GET', '/host/clock')).now);
      const busy = (await deliveries()).some(
        ({ state, dueAt }) =>
          state === 'running' || (state === 'waiting' && dueAt !== null && Date.parse(dueAt) <= now + 1000),
      );
      const running = (await ask<InvocationRecord[]>('GET', '/host/invocations')).some(
        ({ outcome }) => outcome === 'running',
      );
      if (!busy && !running) return;
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  /** From here on screens are this person's; before, nobody's. Resolves to the account id. */
  const signIn = async (email = ADMIN) => {
    const { people } = await ask<{ people: { accountId: string; emailAddress: string }[] }>('GET', '/host/session');
    const accountId = people.find(({ emailAddress }) => emailAddress === email)?.accountId ?? '';
    const { headers } = await call('POST', '/host/session', { accountId });
    cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    return accountId;
  };
  return {
    ...{ signIn, host, call, ask, result, invoke, deliveries, settled },
    invocations: () => ask<InvocationRecord[]>('GET', '/host/invocations'),
    stored: (key: string) => invoke<unknown>('get', { key }),
    /** Moves the site's clock on and waits for what that makes due. */
    later: async (ms: number) => {
      const { now } = await ask<{ now: string }>('GET', '/host/clock');
      await ask('POST', '/host/clock', { now: new Date(Date.parse(now) + ms).toISOString() });
      await settled();
    },
    fire: async (what: string, more: Record<string, unknown> = {}) => {
      const fired = await ask<{ deliveries?: string[] }>('POST', '/host/fire', { what, ...more });
      return fired.deliveries ?? [];
    },
  };
}

export type App = Awaited<ReturnType<typeof startOtherApp>>;
