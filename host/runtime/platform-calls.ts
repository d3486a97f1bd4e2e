import type { Actor, HostResponse, JiraRequest } from '../contracts';
import type { Kvs } from '../kvs/kvs';
import type { Faults, RemoteCall } from './faults';
import type { PlatformAnswer, PlatformCall } from './sandbox-protocol';

export interface PlatformDeps {
  readonly kvs: Kvs;
  readonly handleJira: (request: JiraRequest) => Promise<HostResponse>;
  readonly faults: Faults;
  /** The manifest's. */
  readonly scopes: readonly string[];
}

/** Jira's REST APIs an app may call. */
export const PRODUCT_REST = /^\/rest\/(api\/3|servicedeskapi)\//;

const NULL_BODY_STATUS = [204, 205, 304];

/** As fetch shows it. */
export function asAnswer({ status, headers, body }: HostResponse): PlatformAnswer {
  if (body === undefined || NULL_BODY_STATUS.includes(status)) return { status, headers, body: null };
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** The error codes of Forge's proxy, which @forge/api reads from this header (api/out/api/fetch.js). */
const proxyError = (status: number, code: string, message: string): HostResponse => ({
  status,
  headers: { 'forge-proxy-error': code },
  body: { code, message },
});

/** Which remote a call of `__forge_fetch__` goes to, and as whom. A loud refusal where the host simulates nothing. */
function target(
  { meta, path, method }: PlatformCall,
  accountId: string | undefined,
): { call: RemoteCall; actor: Actor } | HostResponse {
  if (meta.type === 'kvs') return { call: { kind: 'kvs', method, path }, actor: { kind: 'app' } };
  if (meta.type !== 'fpp' || meta.remote !== 'jira' || !PRODUCT_REST.test(path)) {
    const what = [meta.type, meta.provider, meta.remote].join('/');
    return proxyError(501, 'NOT_SIMULATED', `The local host does not simulate ${what} ${method} ${path}.`);
  }
  const call = { kind: 'jira', method, path } as const;
  if (meta.provider === 'app') return { call, actor: { kind: 'app' } };
  if (meta.provider === 'none') return { call, actor: { kind: 'anonymous' } };
  if (typeof meta.accountId === 'string' && meta.accountId !== accountId) {
    return proxyError(501, 'NOT_SIMULATED', 'The local host does not simulate asUser(accountId) for another person.');
  }
  if (accountId === undefined) return proxyError(401, 'NEEDS_AUTHENTICATION_ERR', 'No person makes this call.');
  return { call, actor: { kind: 'user', accountId } };
}

/** Answers the app's platform calls: storage and Jira, each through the faults a test asked for. */
export function createPlatformCalls({ kvs, handleJira, faults, scopes }: PlatformDeps) {
  return async (request: PlatformCall, accountId: string | undefined): Promise<PlatformAnswer> => {
    const found = target(request, accountId);
    if ('status' in found) return asAnswer(found);
    const { call, actor } = found;
    const { method, path, headers } = request;
    const body: unknown = request.body === undefined || request.body === '' ? undefined : JSON.parse(request.body);
    return asAnswer(
      await faults.through(call, () =>
        call.kind === 'kvs'
          ? Promise.resolve(kvs(path, body))
          : handleJira({ actor, scopes, method, path, headers, body }),
      ),
    );
  };
}
