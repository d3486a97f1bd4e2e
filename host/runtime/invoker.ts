import { randomUUID } from 'node:crypto';
import type { MovableClock } from '../clock';
import { messageOf } from '../message-of';
import type { Bundles } from './bundle';
import { createConsole } from './console';
import { INSTALLATION, SITE_ARI } from './installation';
import type { InvocationLog, InvocationRecord } from './invocations';
import { backendEgress } from './not-simulated';
import type { App, AppFunction, AppModule } from './manifest';
import { callerOf } from './platform-calls';
import type { Caller, PlatformResult } from './platform-calls';
import type { Invocation, OfInvocation, PlatformCall } from './sandbox-protocol';
import { createSandboxes, InvocationFailed } from './sandboxes';
import type { Watcher } from './sandboxes';
import type { RuntimeState } from './state';
import { timeLimitMs } from './time-limits';

export interface InvokerDeps {
  readonly app: App;
  readonly bundles: Bundles;
  /** The built sandbox-worker. */
  readonly workerFile: string;
  readonly state: RuntimeState;
  readonly clock: MovableClock;
  readonly log: InvocationLog;
  readonly platformCall: (request: PlatformCall, caller: Caller) => Promise<PlatformResult>;
}

/** For whom and after what a function runs. */
export interface Cause {
  readonly accountId?: string | undefined;
  /** The resolver's definition. */
  readonly call?: string;
  /** See InvocationRecord. */
  readonly chain?: string;
  /** Another invocation may be waiting for this one. */
  readonly isWaitedFor?: boolean;
}

/** What the app did when its function had ended, in words; undefined for what nobody misses. */
function leftBehind(message: OfInvocation): string | undefined {
  if (message.type === 'console') return `${message.level}: ${message.text}`;
  if (message.type !== 'call') return undefined;
  const { method, path } = message.request;
  return `${method} ${path} was not made, for Forge may or may not go on with what a function leaves behind`;
}

/** Runs one function after another as Forge does: two arguments in, the result out, each in a sandbox and on record. */
export function createInvoker({ app, bundles, workerFile, state, clock, log, platformCall }: InvokerDeps) {
  const { dir, memoryMb, permissions } = app;
  const mayLeave = backendEgress(permissions).length > 0;
  const consoles = new WeakMap<InvocationRecord, (level: string, text: string) => void>();

  /** "timers and other asynchronous code may continue executing even after the Forge function returns" (Forge docs: nodejs-runtime). */
  function late(message: OfInvocation) {
    const what = leftBehind(message);
    const record = log.find(message.invocation);
    if (what === undefined) return;
    if (record) consoles.get(record)?.('host', `After the end of the function: ${what}`);
    else process.stderr.write(`The app, in no function: ${what}\n`);
  }
  const sandboxes = createSandboxes({
    ...{ workerFile, late, isFresh: () => state.freshSandboxes },
    data: { dir, bundles, clock: clock.shared, memoryMb, mayLeave },
  });

  function invocationOf(record: InvocationRecord, module: AppModule, target: AppFunction, event: unknown): Invocation {
    const { cloudId, ...installed } = INSTALLATION;
    const { id, accountId } = record;
    const installation = { ari: { installationId: installed.installationId }, contexts: [{ cloudId }] };
    return {
      ...{ id, file: target.file, exportName: target.exportName, event, timeoutMs: timeLimitMs(module, target) },
      context: {
        ...{ installContext: SITE_ARI, installation },
        ...(accountId !== undefined && { principal: { accountId } }),
      },
      runtime: {
        appContext: {
          ...{ ...installed, appId: app.appId, invocationId: id, functionKey: target.key, installation },
          ...{ moduleType: module.type, moduleKey: module.key },
          permissions: { scopes: app.scopes, external: app.permissions.external },
        },
        contextAri: SITE_ARI,
        aaid: accountId,
      },
    };
  }

  return {
    /** Runs the function `key` for `module`; resolves to its result after a JSON round trip. Rejects with InvocationFailed. */
    async invoke(module: AppModule, key: string | undefined, event: unknown, cause: Cause = {}) {
      const target = key === undefined ? undefined : app.functions.get(key);
      if (!target)
        throw new InvocationFailed('error', `manifest.yml: module "${module.key}" names no function for this.`);
      const id = randomUUID();
      const { accountId, call, chain = id, isWaitedFor = false } = cause;
      const startedAt = performance.now();
      const sinceStart = () => Math.round(performance.now() - startedAt);
      const record: InvocationRecord = {
        ...{ id, functionKey: target.key, moduleKey: module.key, call, accountId, chain },
        at: new Date(clock.now()).toISOString(),
        ...{ ms: 0, outcome: 'running', calls: [], console: [] },
      };
      log.add(record);
      const invocation = invocationOf(record, module, target, event);
      const write = createConsole(record.console, invocation.timeoutMs);
      consoles.set(record, write);
      try {
        const watcher: Watcher = {
          console: write,
          call: async (request) => {
            const startMs = sinceStart();
            const { path, method, meta } = request;
            const kind = meta.type === 'kvs' ? 'kvs' : String(meta.remote);
            const what = { kind, who: callerOf(request, accountId), method, path, startMs };
            const kept = (more: { readonly status: number; readonly points?: number }) =>
              record.calls.push({ ...what, ms: sinceStart() - startMs, ...more });
            try {
              const { points, ...answer } = await platformCall(request, { accountId, chain });
              kept({ status: answer.status, ...(points !== undefined && { points }) });
              return answer;
            } catch (error) {
              kept({ status: 0 });
              throw error;
            }
          },
        };
        const result = await sandboxes.run(invocation, watcher, isWaitedFor);
        record.outcome = 'ok';
        return result;
      } catch (error) {
        record.outcome = error instanceof InvocationFailed ? error.reason : 'error';
        record.message = messageOf(error);
        throw error;
      } finally {
        record.ms = sinceStart();
      }
    },
    stop: sandboxes.stop,
  };
}

export type Invoker = ReturnType<typeof createInvoker>;
