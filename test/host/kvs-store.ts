import { Filter, FilterConditions, ForgeKvsAPIError } from '@forge/kvs';
import { createKvs } from '../../host/kvs/kvs';
import { emptyKvs, type KvsState } from '../../host/kvs/records';
import type { EntityDeclarations } from '../../host/kvs/schema';
import { asAnswer } from '../../host/runtime/platform-calls';

/** The host's store beneath the real @forge/kvs, for one entity `head`. Time stands still until a test moves it. */

const ENTITIES: EntityDeclarations = {
  head: {
    attributes: { project: 'string', due: 'float', revision: 'integer', live: 'boolean', note: 'string', doc: 'any' },
    indexes: {
      project: { partition: [], range: 'project' },
      'by-project': { partition: ['project'], range: 'due' },
      'by-note': { partition: ['note'], range: 'due' },
    },
  },
};

export interface KvsStore {
  readonly state: KvsState;
  /** Lets `ms` of the site's time go by. */
  readonly pass: (ms: number) => void;
  readonly now: () => number;
  /** A request that the client would not send. */
  readonly post: (path: string, body: unknown) => { status: number; body: unknown };
}

/** Installs an empty store as the platform of @forge/kvs. */
export function installKvs({
  scopes = ['storage:app'],
  indexLagMs = 0,
  state = emptyKvs(indexLagMs),
}: { scopes?: readonly string[]; indexLagMs?: number; state?: KvsState } = {}): KvsStore {
  let time = Date.parse('2026-11-24T00:00:00Z');
  const now = () => time;
  const handle = createKvs({ state, entities: ENTITIES, scopes, clock: { now }, changed: () => undefined });
  const forgeFetch = (_meta: unknown, path: string, init: { body: string }) => {
    const { body, ...rest } = asAnswer(handle(path, JSON.parse(init.body)));
    return Promise.resolve(new Response(body, rest));
  };
  Object.assign(globalThis, { __forge_fetch__: forgeFetch });
  return {
    state,
    now,
    pass: (ms) => {
      time += ms;
    },
    post: handle,
  };
}

/** Status and code the store refused with; undefined where it didn't. */
export async function refusal(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ForgeKvsAPIError ? [error.responseDetails.status, error.code] : error;
}

/** A value of that depth. */
export const nested = (depth: number): unknown => (depth === 0 ? 'x' : { in: nested(depth - 1) });

/** A filter of so many conditions. */
export function conditions(count: number) {
  let filter = new Filter<Record<string, unknown>>().and('note', FilterConditions.exists());
  for (let n = 1; n < count; n += 1) filter = filter.and('note', FilterConditions.exists());
  return filter;
}
