import type { Person } from '../contracts';
import { bytesOf } from '../kvs/values';
import { limit } from '../limits';
import type { Invoker } from './invoker';
import { functionKey } from './manifest';
import type { AppModule } from './manifest';
import { InvocationFailed } from './sandboxes';

/** A result of `invoke`: what the front end's promise resolves to, or the message it rejects with. */
type InvokeResult = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly message: string };

interface ResolverDeps {
  readonly invoker: Invoker;
  readonly moduleOf: (moduleKey: string) => AppModule | undefined;
  readonly personOf: (accountId: string) => Person | undefined;
}

/** Answers the calls that screens make by `invoke` of @forge/bridge. */
export function createResolvers({ invoker, moduleOf, personOf }: ResolverDeps) {
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
  return async function invokeResolver(
    moduleKey: string,
    call: { readonly functionKey: string; readonly payload?: unknown },
    frontEndContext: Readonly<Record<string, unknown>>,
    accountId: string | undefined,
  ): Promise<InvokeResult> {
    const module = moduleOf(moduleKey);
    if (!module) return { ok: false, message: `The app has no module "${moduleKey}".` };
    if (bytesOf(call.payload) > limit('invocation.requestBytes'))
      return { ok: false, message: 'Request payload size exceeded the limit of 500 KB.' };
    const event = { call, context: { ...frontEndContext, accountId, accountType: accountType(accountId) } };
    try {
      const key = functionKey(module.manifest.resolver);
      const { value, bytes } = await invoker.invoke(module, key, event, { accountId, call: call.functionKey });
      if (bytes > limit('invocation.responseBytes'))
        return { ok: false, message: 'Response size exceeded the limit of 5 MB.' };
      return { ok: true, body: value };
    } catch (error) {
      if (error instanceof InvocationFailed) return { ok: false, message: error.message };
      throw error;
    }
  };
}
