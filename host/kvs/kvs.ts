import type { z } from 'zod';
import type { Clock, HostResponse } from '../contracts';
import { KvsError } from './kvs-error';
import { createOperations } from './operations';
import { createRates, unitsOf } from './rates';
import { emptyKvs } from './records';
import type { KvsState } from './records';
import { readRequest, REQUESTS } from './requests';
import { createRooms, entityRoom, PLAIN, SECRET } from './rooms';
import type { EntityDeclarations } from './schema';
import { bytesOf } from './values';

interface KvsDeps {
  readonly state: KvsState;
  /** From manifest.yml. */
  readonly entities: EntityDeclarations;
  readonly scopes: readonly string[];
  readonly clock: Clock;
  /** Called after every write. */
  readonly changed: () => void;
}

interface Route {
  readonly writes: boolean;
  readonly run: (body: unknown) => unknown;
}

const reading = <S extends z.ZodType>(schema: S, run: (request: z.output<S>) => unknown): Route => ({
  writes: false,
  run: (body) => run(readRequest(schema, body)),
});
const writing = <S extends z.ZodType>(schema: S, run: (request: z.output<S>) => unknown): Route => ({
  ...reading(schema, run),
  writes: true,
});

const TRANSACTION = '/api/v1/transaction';

/** Forge's key-value and custom entity store for one installation of one app, as @forge/kvs calls it. */
export function createKvs({ state, entities, scopes, clock, changed }: KvsDeps) {
  Object.assign(state, { ...emptyKvs(), ...state }); // a state kept by an older host lacks the newer parts
  const useRate = createRates(clock);
  const { get, set, remove, batch, transaction, query, entityQuery } = createOperations({
    ...{ rooms: createRooms(state, clock), entities, clock, useRate },
  });
  const entity = (name: string) => entityRoom(entities, name);

  /** One line per route of the store's REST API. */
  const routes: Readonly<Record<string, Route>> = {
    '/api/v1/get': reading(REQUESTS.get, (request) => get(PLAIN, request)),
    '/api/v1/set': writing(REQUESTS.set, (request) => set(PLAIN, request)),
    '/api/v1/delete': writing(REQUESTS.delete, (request) => remove(PLAIN, request)),
    '/api/v1/query': reading(REQUESTS.query, query),
    '/api/v1/secret/get': reading(REQUESTS.get, (request) => get(SECRET, request)),
    '/api/v1/secret/set': writing(REQUESTS.set, (request) => set(SECRET, request)),
    '/api/v1/secret/delete': writing(REQUESTS.delete, (request) => remove(SECRET, request)),
    '/api/v1/entity/get': reading(REQUESTS.entityGet, (request) => get(entity(request.entityName), request)),
    '/api/v1/entity/set': writing(REQUESTS.entitySet, (request) => set(entity(request.entityName), request)),
    '/api/v1/entity/delete': writing(REQUESTS.entityDelete, (request) => remove(entity(request.entityName), request)),
    '/api/v1/entity/query': reading(REQUESTS.entityQuery, entityQuery),
    '/api/v1/batch/get': reading(REQUESTS.batchGet, (items) => batch(items, get)),
    '/api/v1/batch/set': writing(REQUESTS.batchSet, (items) => batch(items, set)),
    '/api/v1/batch/delete': writing(REQUESTS.batchDelete, (items) => batch(items, remove)),
    [TRANSACTION]: writing(REQUESTS.transaction, transaction),
  };

  /** Runs a request within the installation's rates: a write costs by its request, a read by its answer, and one that finds nothing costs a unit too. */
  function metered({ writes, run }: Route, body: unknown) {
    useRate('kvs.requestsPerSecond', 1);
    if (writes) {
      useRate('kvs.writeUnitsPerMinute', unitsOf(bytesOf(body)));
      const result = run(body);
      changed();
      return result;
    }
    useRate('kvs.readUnitsPerMinute', 1);
    const result = run(body);
    useRate('kvs.readUnitsPerMinute', unitsOf(bytesOf(result)) - 1);
    return result;
  }

  /** Answers a POST of the store's API. `body` is parsed JSON. */
  return function handle(path: string, body: unknown): HostResponse {
    try {
      if (!scopes.includes('storage:app'))
        throw new KvsError(403, 'FORBIDDEN', 'The manifest lacks the scope storage:app.');
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      if (!route) throw new KvsError(501, 'NOT_SIMULATED', `The local host does not simulate ${path}.`);
      const result = metered(route, body);
      return { status: result === undefined ? 204 : 200, headers: {}, body: result };
    } catch (error) {
      if (!(error instanceof KvsError)) throw error;
      // Transactions have a code of their own (limits-kvs-ce, "Transaction limits").
      const code = error.status === 429 && path === TRANSACTION ? 'TOO_MANY_REQUESTS' : error.code;
      return { status: error.status, headers: {}, body: { code, message: error.message } };
    }
  };
}

export type Kvs = ReturnType<typeof createKvs>;
