import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromSandbox, Invocation, PlatformAnswer, SandboxData, ToSandbox } from './sandbox-protocol';

/** What Forge's own wrapper is to the app in production: two globals, a guarded fetch, and the handlers of the bundle. */

if (!parentPort) throw new Error('A sandbox runs as a worker thread.');
const port = parentPort;
const { bundle, clock } = workerData as SandboxData;
const offset = new Float64Array(clock);
const send = (message: FromSandbox) => port.postMessage(message);

/** Keeps each piece of work with the invocation it belongs to, also work that a handler forgot to await. */
const current = new AsyncLocalStorage<Invocation & { readonly endsAt: number }>();

const RealDate = Date;
const siteNow = () => Math.round(RealDate.now() + (offset[0] ?? 0));
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [siteNow()], newTarget) as Date,
  apply: (target) => new target(siteNow()).toString(),
  get: (target, name, receiver) => (name === 'now' ? siteNow : (Reflect.get(target, name, receiver) as unknown)),
});

for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
  console[level] = (...args: unknown[]) =>
    send({ type: 'console', invocation: current.getStore()?.id ?? '', level, text: format(...args) });
}

/** The manifest allows no egress. Replaced before the bundle is loaded, for @forge/api keeps the fetch it finds then. */
globalThis.fetch = (target: string | URL | Request) => {
  const url = target instanceof Request ? target.url : String(target);
  const error = new Error(`URL not included in the external fetch backend permissions: ${url}.`);
  return Promise.reject(Object.assign(error, { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 }));
};

const nothing = () => undefined;
const metrics = {
  counter: () => ({ incr: nothing, incrBy: nothing, decr: nothing, decrBy: nothing }),
  timing: () => ({ measure: () => ({ stop: nothing }) }),
  gauge: () => ({ set: nothing }),
};

Object.defineProperty(globalThis, '__forge_runtime__', {
  get: () => {
    const invocation = current.getStore();
    if (!invocation) return undefined;
    return {
      ...invocation.runtime,
      proxy: { token: '', url: '' },
      container: { appCodeDir: dirname(bundle) },
      lambdaContext: {
        awsRequestId: invocation.id,
        getRemainingTimeInMillis: () => Math.max(0, invocation.endsAt - performance.now()),
      },
      tracing: { traceId: invocation.id, spanId: invocation.id },
      realtime: {},
      metrics,
      featureFlags: () => false,
    };
  },
});

const open = new Map<number, { done: (answer: PlatformAnswer) => void; fail: (error: Error) => void }>();
let calls = 0;

async function forgeFetch(meta: Record<string, unknown>, path: string, init: RequestInit = {}): Promise<Response> {
  const invocation = current.getStore();
  if (!invocation) throw new Error('The platform can be called during an invocation only.');
  const { method = 'GET', body = null } = init;
  if (body !== null && typeof body !== 'string') throw new Error('The local host passes text bodies only.');
  const call = (calls += 1);
  const answer = await new Promise<PlatformAnswer>((done, fail) => {
    open.set(call, { done, fail });
    const headers = Object.fromEntries(new Headers(init.headers));
    send({
      type: 'call',
      call,
      invocation: invocation.id,
      request: { meta, path, method, headers, body: body ?? undefined },
    });
  });
  return new Response(answer.body, answer);
}
Object.assign(globalThis, { __forge_fetch__: forgeFetch });

const require = createRequire(bundle);
const handlers = require(bundle) as Readonly<
  Record<string, ((event: unknown, context: unknown) => unknown) | undefined>
>;

async function run(invocation: Invocation) {
  try {
    const handler = handlers[invocation.exportName];
    if (typeof handler !== 'function') throw new Error(`The bundle exports no function "${invocation.exportName}".`);
    const result = await handler(invocation.event, invocation.context);
    send({ type: 'done', invocation: invocation.id, json: JSON.stringify(result) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error(stack ?? message);
    send({ type: 'failed', invocation: invocation.id, name, message });
  }
}

port.on('message', (message: ToSandbox) => {
  if (message.type === 'invoke') {
    const { invocation } = message;
    void current.run({ ...invocation, endsAt: performance.now() + invocation.timeoutMs }, run, invocation);
    return;
  }
  const waiting = open.get(message.call);
  open.delete(message.call);
  if ('error' in message.answer) waiting?.fail(new TypeError(message.answer.error));
  else waiting?.done(message.answer);
});
