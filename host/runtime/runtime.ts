import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { MovableClock } from '../clock';
import type { EmitEvent, Person, RunValidator } from '../contracts';
import { bytesOf } from '../kvs/values';
import { messageOf } from '../message-of';
import type { InvocationLog, InvocationRecord } from './invocations';
import { functionKey } from './manifest';
import type { App, AppModule } from './manifest';
import type { PlatformAnswer, PlatformCall } from './sandbox-protocol';
import { createSandboxes, InvocationFailed } from './sandboxes';

/** Bytes of the payload of `invoke` and of its result: 500 KB and 5 MB (Forge docs: limits-invocation). */
export const INVOKE_LIMITS = { requestBytes: 500_000, responseBytes: 5_000_000 } as const;

/** The installation the host stands for: one site, one environment. */
export const INSTALLATION = {
  cloudId: '5c0f1d3e-2b7a-4f57-9a41-0b6d5e9f7a10',
  environmentId: '8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33',
  environmentType: 'DEVELOPMENT',
  installationId: 'c7d9e0f2-5a14-47b3-b0c8-6e1f3a2d4b55',
  appVersion: '1.0.0',
} as const;

const CONTEXT_ARI = `ari:cloud:jira::site/${INSTALLATION.cloudId}`;

/** What a function validator must answer (Forge docs: jira-workflow-validator). */
const VALIDATOR_RESULT = z.object({ result: z.boolean(), errorMessage: z.string().optional() });

export interface RuntimeDeps {
  readonly app: App;
  /** The built sandbox-worker. */
  readonly workerFile: string;
  readonly clock: MovableClock;
  readonly log: InvocationLog;
  readonly platformCall: (request: PlatformCall, accountId: string | undefined) => Promise<PlatformAnswer>;
  readonly personOf: (accountId: string) => Person | undefined;
}

/** A result of `invoke`: what the front end's promise resolves to, or the message it rejects with. */
export type InvokeResult =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly message: string };

/** Runs the app's functions as Forge does: the envelope in, the result out, each in a sandbox. */
export function createRuntime({ app, workerFile, clock, log, platformCall, personOf }: RuntimeDeps) {
  const sandboxes = createSandboxes(workerFile, { bundle: app.bundle, clock: clock.shared }, app.memoryMb);

  /** Runs one function and keeps a record of it. Rejects with InvocationFailed. */
  async function invoke(
    module: AppModule,
    key: string | undefined,
    event: unknown,
    accountId: string | undefined,
    call?: string,
  ) {
    const target = key === undefined ? undefined : app.functions.get(key);
    if (!target)
      throw new InvocationFailed('error', `manifest.yml: module "${module.key}" names no function for this.`);
    const id = randomUUID();
    const startedAt = performance.now();
    const sinceStart = () => Math.round(performance.now() - startedAt);
    const at = new Date(clock.now()).toISOString();
    const record: InvocationRecord = {
      ...{ id, functionKey: target.key, moduleKey: module.key, call, accountId, at },
      ...{ ms: 0, outcome: 'running', calls: [], console: [] },
    };
    log.add(record);

    const { cloudId, ...installed } = INSTALLATION;
    const installation = { ari: { installationId: installed.installationId }, contexts: [{ cloudId }] };
    const invocation = {
      id,
      exportName: target.exportName,
      event,
      context: {
        installContext: CONTEXT_ARI,
        installation,
        ...(accountId !== undefined && { principal: { accountId } }),
      },
      timeoutMs: target.timeoutMs,
      runtime: {
        appContext: {
          ...{ ...installed, appId: app.appId, invocationId: id, functionKey: target.key, installation },
          ...{ moduleType: module.type, moduleKey: module.key },
          permissions: { scopes: app.scopes, external: app.permissions.external },
        },
        contextAri: CONTEXT_ARI,
        aaid: accountId,
      },
    };
    try {
      const result = await sandboxes.run(invocation, {
        console: (level, text) => void record.console.push({ level, text }),
        call: async (request) => {
          const startMs = sinceStart();
          const kept = (status: number) => {
            const { path, method, meta } = request;
            const kind = meta.type === 'kvs' ? 'kvs' : String(meta.remote);
            record.calls.push({ kind, method, path, startMs, ms: sinceStart() - startMs, status });
          };
          try {
            const answer = await platformCall(request, accountId);
            kept(answer.status);
            return answer;
          } catch (error) {
            kept(0);
            throw error;
          }
        },
      });
      record.outcome = 'ok';
      return result;
    } catch (error) {
      record.outcome = error instanceof InvocationFailed ? error.reason : 'error';
      record.message = messageOf(error);
      throw error;
    } finally {
      record.ms = sinceStart();
    }
  }

  const moduleOf = (moduleKey: string) => app.modules.find(({ key }) => key === moduleKey);

  /** `licensed`, `customer` or `anonymous`: what the platform, not the browser, says of the caller. */
  function accountType(accountId: string | undefined) {
    const person = accountId === undefined ? undefined : personOf(accountId);
    if (!person) return 'anonymous';
    return person.accountType === 'customer' ? 'customer' : 'licensed';
  }

  /**
   * `invoke(functionKey, payload)` of a module's screen. `frontEndContext` is what the browser says; the account, its type and the site are the
   * platform's. A function that throws, and a limit that is passed, are results.
   */
  async function invokeResolver(
    moduleKey: string,
    call: { readonly functionKey: string; readonly payload?: unknown },
    frontEndContext: Readonly<Record<string, unknown>>,
    accountId: string | undefined,
  ): Promise<InvokeResult> {
    const module = moduleOf(moduleKey);
    if (!module) return { ok: false, message: `The app has no module "${moduleKey}".` };
    if (bytesOf(call.payload) > INVOKE_LIMITS.requestBytes) {
      return { ok: false, message: 'Request payload size exceeded the limit of 500 KB.' };
    }
    const event = { call, context: { ...frontEndContext, accountId, accountType: accountType(accountId) } };
    try {
      const key = functionKey(module.manifest.resolver);
      const { value, bytes } = await invoke(module, key, event, accountId, call.functionKey);
      if (bytes > INVOKE_LIMITS.responseBytes)
        return { ok: false, message: 'Response size exceeded the limit of 5 MB.' };
      return { ok: true, body: value };
    } catch (error) {
      if (error instanceof InvocationFailed) return { ok: false, message: error.message };
      throw error;
    }
  }

  /** Runs a function validator. Whatever isn't a good answer blocks: what Jira does then is undocumented, and blocking is what would hurt. */
  const runValidator: RunValidator = async (rule, payload) => {
    const module = moduleOf(rule.moduleKey);
    const blocked = (message?: string) => {
      const fallback = typeof module?.manifest.errorMessage === 'string' ? module.manifest.errorMessage : undefined;
      return { ok: false, message: message ?? fallback ?? `The app's rule "${rule.moduleKey}" could not be checked.` };
    };
    if (module?.type !== 'jira:workflowValidator') return blocked();
    const { modifiedFields, ...transition } = payload.transition;
    const sees = app.scopes.includes('read:jira-work');
    const event = { ...payload, transition: sees ? { ...transition, modifiedFields } : transition };
    try {
      const { value } = await invoke(module, functionKey(module.manifest.function), event, undefined);
      const answer = VALIDATOR_RESULT.safeParse(value);
      if (!answer.success) return blocked();
      return answer.data.result ? { ok: true, message: '' } : blocked(answer.data.errorMessage);
    } catch (error) {
      if (error instanceof InvocationFailed) return blocked();
      throw error;
    }
  };

  const emit: EmitEvent = () => undefined;

  return { invokeResolver, runValidator, emit, stop: sandboxes.stop };
}

export type Runtime = ReturnType<typeof createRuntime>;
