import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction, constants } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { closeEgress } from './no-egress';
import { asSent } from './request-body';
import { watchMemory } from './sandbox-memory';
import { captureOutput } from './sandbox-output';
import type { FromSandbox, Invocation, PlatformAnswer, SandboxData, ToSandbox } from './sandbox-protocol';

/** What Forge's own wrapper is to the app in production: two globals, a guarded fetch, and the handlers of the bundle. */

if (!parentPort) throw new Error('A sandbox runs as a worker thread.');
const port = parentPort;
const { dir, bundles, clock, memoryMb, mayLeave } = workerData as SandboxData;
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

/** The invocation for which a file of the app is being loaded; what it says then is on that one's record, though it is part of none. */
let loadingFor = '';
captureOutput((level, text) =>
  send({ type: 'console', invocation: current.getStore()?.id ?? loadingFor, level, text }),
);
closeEgress(mayLeave);
const takesTooMuch = watchMemory(memoryMb, () => send({ type: 'memory' }));

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
      container: { appCodeDir: dir },
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
  const { method = 'GET' } = init;
  const { headers, body } = await asSent(init);
  const call = (calls += 1);
  const answer = await new Promise<PlatformAnswer>((done, fail) => {
    open.set(call, { done, fail });
    send({ type: 'call', call, invocation: invocation.id, request: { meta, path, method, headers, body } });
  });
  return new Response(answer.body, answer);
}
Object.assign(globalThis, { __forge_fetch__: forgeFetch });

type Handlers = Readonly<Record<string, ((event: unknown, context: unknown) => unknown) | undefined>>;
const loaded = new Map<string, Handlers>();

/** The exports of one of the app's files. It stays loaded, and what it remembers with it, as long as the sandbox lives. */
function load(file: string, invocation: string): Handlers {
  const known = loaded.get(file);
  if (known) return known;
  loadingFor = invocation;
  const filename = join(dir, `${file}.js`);
  const module = { exports: {} as Handlers };
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const options = { filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
  const evaluate = compileFunction(bundles[file] ?? '', names, options) as (...args: unknown[]) => void;
  try {
    evaluate(module.exports, createRequire(filename), module, filename, dirname(filename));
  } finally {
    loadingFor = '';
  }
  loaded.set(file, module.exports);
  return module.exports;
}

async function run(invocation: Invocation) {
  try {
    const { file, exportName } = invocation;
    const handler = current.exit(() => load(file, invocation.id))[exportName];
    if (typeof handler !== 'function') throw new Error(`src/${file} exports no function "${exportName}".`);
    const result = await handler(invocation.event, invocation.context);
    if (takesTooMuch()) return;
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
