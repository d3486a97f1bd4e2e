import type { Actor, HostResponse, JiraRequest } from '../contracts';
import type { Kvs } from '../kvs/kvs';
import { readBody } from '../multipart';
import type { Faults, RemoteCall } from './faults';
import type { PlatformAnswer, PlatformCall } from './sandbox-protocol';

interface PlatformDeps {
  readonly kvs: Kvs;
  readonly handleJira: (request: JiraRequest) => Promise<HostResponse>;
  readonly faults: Faults;
  /** The manifest's. */
  readonly scopes: readonly string[];
  /** Those of them that `asUser(accountId)` has for somebody who isn't there. */
  readonly offlineScopes?: readonly string[];
  /** Answers the queues' service; undefined for a path that isn't its. Without it the app has no queues. */
  readonly queues?: (path: string, body: unknown, chain: string) => HostResponse | undefined;
}

/** Who and what a call follows from. */
export interface Caller {
  /** Whose invocation it is; undefined: nobody's. */
  readonly accountId: string | undefined;
  /** See InvocationRecord. */
  readonly chain: string;
}

/** An answer, and what is kept on record of it. */
export interface PlatformResult extends PlatformAnswer {
  readonly points?: number;
}

/** Jira's REST APIs an app may call. */
export const PRODUCT_REST = /^\/rest\/(api\/3|servicedeskapi)\//;

/** A method as fetch sends it: these in any case of letters, others as they are (@forge/auth writes `post`). */
export const fetchMethod = (method: string) =>
  /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

const NULL_BODY_STATUS = [204, 205, 304];

/** As fetch shows it. */
export function asAnswer({ status, headers, body, bytes }: HostResponse): PlatformAnswer {
  if (bytes !== undefined) return { status, headers, body: new Uint8Array(bytes) };
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

function notSimulated({ meta, method, path }: PlatformCall): HostResponse {
  const what = [meta.type, meta.provider, meta.remote].join('/');
  return proxyError(501, 'NOT_SIMULATED', `The local host does not simulate ${what} ${method} ${path}.`);
}

/** `app`, `user:<accountId>` or `nobody`: as whom the app makes this call. */
export function callerOf({ meta }: PlatformCall, accountId: string | undefined): string {
  if (meta.provider === 'app') return 'app';
  const person = typeof meta.accountId === 'string' ? meta.accountId : accountId;
  return meta.provider === 'user' && person !== undefined ? `user:${person}` : 'nobody';
}

type Carried = Pick<JiraRequest, 'body' | 'files'>;

/** The remote a call goes to; undefined where the host simulates nothing. */
function remoteOf({ meta, path, method }: PlatformCall, carried: Carried): RemoteCall | undefined {
  const call = { method: fetchMethod(method), path, ...carried };
  if (meta.type === 'kvs') return { kind: 'kvs', ...call };
  if (meta.type === 'fpp' && meta.remote === 'jira' && PRODUCT_REST.test(path)) return { kind: 'jira', ...call };
  const toQueues = meta.remote === 'stargate' && meta.provider === 'app' && path.startsWith('/webhook/queue/');
  return meta.type === 'fpp' && toQueues ? { kind: 'queue', ...call } : undefined;
}

/** Answers the app's platform calls: storage, queues and Jira, each through the faults a test asked for. */
export function createPlatformCalls(deps: PlatformDeps) {
  const { kvs, handleJira, faults, scopes, offlineScopes = [], queues } = deps;

  /** As whom and with which scopes Jira is called, or the refusal. */
  function identity(
    { meta }: PlatformCall,
    accountId: string | undefined,
  ): Pick<JiraRequest, 'actor' | 'scopes'> | HostResponse {
    if (meta.provider === 'app') return { actor: { kind: 'app' }, scopes };
    if (meta.provider === 'none') return { actor: { kind: 'anonymous' }, scopes };
    const person = typeof meta.accountId === 'string' ? meta.accountId : accountId;
    if (person === undefined) return proxyError(401, 'NEEDS_AUTHENTICATION_ERR', 'No person makes this call.');
    const actor: Actor = { kind: 'user', accountId: person };
    if (person === accountId) return { actor, scopes };
    // Which code Forge's proxy names here is undocumented; the app sees a ProxyRequestError in any case.
    if (offlineScopes.length === 0)
      return proxyError(403, 'IMPERSONATION_NOT_ALLOWED', 'No scope of the manifest has allowImpersonation.');
    return { actor, scopes: offlineScopes };
  }

  function run(
    call: RemoteCall,
    request: PlatformCall,
    { accountId, chain }: Caller,
  ): Promise<HostResponse> | HostResponse {
    const { path, headers } = request;
    switch (call.kind) {
      case 'kvs':
        return kvs(path, call.body);
      case 'queue':
        return queues?.(path, call.body, chain) ?? notSimulated(request);
      case 'jira': {
        const as = identity(request, accountId);
        if ('status' in as) return as;
        const { method, body, files } = call;
        return handleJira({ ...as, method, path, headers, body, ...(files && { files }) });
      }
    }
  }

  return async (request: PlatformCall, caller: Caller): Promise<PlatformResult> => {
    const call = remoteOf(request, await readBody(request.headers, request.body));
    if (!call) return asAnswer(notSimulated(request));
    const response = await faults.through(call, () => Promise.resolve(run(call, request, caller)));
    return { ...asAnswer(response), ...(response.points !== undefined && { points: response.points }) };
  };
}
