import type { Clock, HostResponse } from '../contracts';
import { filterTest } from './conditions';
import { badRequest, KvsError } from './kvs-error';
import { KVS_LIMITS } from './limits';
import { queryEntity, queryKeys } from './queries';
import type { Page } from './queries';
import { isGone, newRecord, shown } from './records';
import type { KvsState, Stored } from './records';
import type { EntityDeclaration, EntityDeclarations } from './schema';
import { bytesOf, checkEntityValue, checkKey, checkValue, isObject } from './values';
import type { JsonObject } from './values';

type Request = Readonly<Record<string, unknown>>;

/** Where a request's values live: the plain keys, the secrets, or one declared entity. */
interface Room {
  readonly records: Record<string, Stored>;
  readonly entity: { readonly name: string; readonly declaration: EntityDeclaration } | undefined;
}

/** Undocumented by Atlassian, so the app branches on the status and reads again; chosen to be hard to tell from a bad request. */
const CONDITION_FAILED = new KvsError(400, 'CONDITION_FAILED', 'A condition of the transaction was not met.');
/** The status is documented, the code is not. */
const KEY_EXISTS = new KvsError(409, 'KEY_ALREADY_EXISTS', 'The specified key already exists.');

export interface KvsDeps {
  readonly state: KvsState;
  /** From manifest.yml. */
  readonly entities: EntityDeclarations;
  readonly scopes: readonly string[];
  readonly clock: Clock;
  /** Called after every write. */
  readonly changed: () => void;
}

/** Forge's key-value and custom entity store for one installation of one app, as @forge/kvs calls it. */
export function createKvs({ state, entities, scopes, clock, changed }: KvsDeps) {
  const plain: Room = { records: state.plain, entity: undefined };
  const secret: Room = { records: state.secret, entity: undefined };

  const live = ({ records }: Room, key: string) => {
    const stored = Object.hasOwn(records, key) ? records[key] : undefined;
    return stored && !isGone(stored, clock.now()) ? stored : undefined;
  };
  const all = ({ records }: Room) => Object.entries(records).filter(([, stored]) => !isGone(stored, clock.now()));

  function entityRoom(name: unknown): Room {
    const declaration = typeof name === 'string' && Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (!declaration || typeof name !== 'string') {
      throw badRequest('INVALID_ENTITY_TYPE', `The manifest declares no entity "${String(name)}".`);
    }
    return { records: (state.entities[name] ??= {}), entity: { name, declaration } };
  }
  const roomOf = (request: Request) => (request.entityName === undefined ? plain : entityRoom(request.entityName));

  /** The record a write would store; throws where the store would refuse it. */
  function prepare(room: Room, request: Request): readonly [key: string, record: Stored] {
    const key = checkKey(request.key);
    const value = room.entity
      ? checkEntityValue(room.entity.declaration, room.entity.name, request.value)
      : checkValue(request.value);
    const ttl = isObject(request.options) ? request.options.ttl : undefined;
    return [key, newRecord(value, ttl, live(room, key), clock)];
  }

  function get(room: Room, request: Request) {
    const key = checkKey(request.key);
    const stored = live(room, key);
    if (!stored) throw new KvsError(404, 'KEY_NOT_FOUND', 'The specified key does not exist.');
    return shown(key, stored, isObject(request.options) ? request.options.metadataFields : undefined);
  }

  function set(room: Room, request: Request) {
    const options = isObject(request.options) ? request.options : {};
    const [key, record] = prepare(room, request);
    const previous = live(room, key);
    if (options.keyPolicy === 'FAIL_IF_EXISTS') {
      if (options.returnValue !== undefined)
        throw badRequest('INVALID_OPTIONS', 'returnValue needs keyPolicy OVERRIDE.');
      if (previous) throw KEY_EXISTS;
    }
    put(room, key, record);
    changed();
    const returned =
      options.returnValue === 'PREVIOUS' ? previous : options.returnValue === 'LATEST' ? record : undefined;
    return returned && shown(key, returned, options.returnMetadataFields);
  }

  /** Succeeds whether the key exists or not (storage-reference/kvs-api, "delete"). */
  function remove(room: Room, request: Request) {
    const key = checkKey(request.key);
    Reflect.deleteProperty(room.records, key);
    changed();
    return undefined;
  }

  /** What refuses a batch or transaction as a whole. */
  function checkTogether(items: readonly Request[], sameKey: (item: Request) => string) {
    if (items.length === 0) throw badRequest('EMPTY_REQUEST', 'At least one operation is needed.');
    if (items.length > KVS_LIMITS.operations) {
      throw badRequest('MAX_OPERATIONS', `At most ${KVS_LIMITS.operations} operations are allowed.`);
    }
    if (bytesOf(items) > KVS_LIMITS.requestBytes) throw badRequest('MAX_SIZE', 'The request exceeds 4 MB.');
    if (new Set(items.map(sameKey)).size < items.length) {
      throw badRequest('DUPLICATE_KEY', 'Each key can only be used once.');
    }
  }

  /** Each item succeeds or fails by itself. */
  function batch(items: unknown, run: (room: Room, item: Request) => unknown) {
    const requests = requestList(items);
    checkTogether(requests, ({ key, entityName }) => JSON.stringify([entityName, key]));
    const successfulKeys: unknown[] = [];
    const failedKeys: unknown[] = [];
    for (const item of requests) {
      const name = { key: item.key, ...(item.entityName !== undefined && { entityName: item.entityName }) };
      try {
        const result = run(roomOf(item), item);
        successfulKeys.push(isObject(result) ? { ...name, ...result } : name);
      } catch (error) {
        if (!(error instanceof KvsError)) throw error;
        failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
      }
    }
    return { successfulKeys, failedKeys };
  }

  /** Checks every condition and every value first, then writes all: nothing in between can fail. */
  function transaction(request: Request) {
    const sets = requestList(request.set ?? []);
    const deletes = requestList(request.delete ?? []);
    const checks = requestList(request.check ?? []);
    const operations = [...sets, ...deletes, ...checks];
    checkTogether(operations, ({ key }) => String(key));
    if (checks.some(({ conditions }) => conditions === undefined)) {
      throw badRequest('EMPTY_FILTER_OPERATOR', 'A check needs conditions.');
    }
    for (const operation of operations) {
      const key = checkKey(operation.key);
      const room = roomOf(operation);
      if (operation.conditions === undefined) continue;
      if (!room.entity) throw badRequest('INVALID_ENTITY_TYPE', 'Conditions need an entityName.');
      const test = filterTest(operation.conditions, room.entity.declaration);
      const stored = live(room, key);
      if (!stored || !test(stored.value as JsonObject)) throw CONDITION_FAILED;
    }
    const writes = sets.map((operation) => [roomOf(operation), ...prepare(roomOf(operation), operation)] as const);
    for (const [room, key, record] of writes) put(room, key, record);
    for (const operation of deletes) Reflect.deleteProperty(roomOf(operation).records, checkKey(operation.key));
    changed();
  }

  const answer = (page: Page, request: Request) => ({
    data: page.items.map(([key, stored]) =>
      shown(key, stored, isObject(request.options) ? request.options.metadataFields : undefined),
    ),
    ...(page.cursor !== undefined && { cursor: page.cursor }),
  });

  /** One line per route of the store's REST API. */
  const routes: Readonly<Record<string, (request: Request) => unknown>> = {
    '/api/v1/get': (request) => get(plain, request),
    '/api/v1/set': (request) => set(plain, request),
    '/api/v1/delete': (request) => remove(plain, request),
    '/api/v1/secret/get': (request) => get(secret, request),
    '/api/v1/secret/set': (request) => set(secret, request),
    '/api/v1/secret/delete': (request) => remove(secret, request),
    '/api/v1/entity/get': (request) => get(entityRoom(request.entityName), request),
    '/api/v1/entity/set': (request) => set(entityRoom(request.entityName), request),
    '/api/v1/entity/delete': (request) => remove(entityRoom(request.entityName), request),
    '/api/v1/query': (request) => answer(queryKeys(all(plain), request), request),
    '/api/v1/entity/query': (request) => {
      const room = entityRoom(request.entityName);
      if (!room.entity) throw badRequest('INVALID_ENTITY_TYPE', 'A query needs an entityName.');
      return answer(queryEntity(room.entity.declaration, all(room), request), request);
    },
    '/api/v1/batch/get': (items) => batch(items, get),
    '/api/v1/batch/set': (items) => batch(items, set),
    '/api/v1/batch/delete': (items) => batch(items, remove),
    '/api/v1/transaction': transaction,
  };

  /** Answers a POST of the store's API. `body` is parsed JSON. */
  return function handle(path: string, body: unknown): HostResponse {
    try {
      if (!scopes.includes('storage:app'))
        throw new KvsError(403, 'FORBIDDEN', 'The manifest lacks the scope storage:app.');
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      if (!route) throw new KvsError(501, 'NOT_SIMULATED', `The local host does not simulate ${path}.`);
      const result = route(body as Request);
      return { status: result === undefined ? 204 : 200, headers: {}, body: result };
    } catch (error) {
      if (!(error instanceof KvsError)) throw error;
      return { status: error.status, headers: {}, body: { code: error.code, message: error.message } };
    }
  };
}

/** An own property even for `__proto__`, which is a valid key. */
function put({ records }: Room, key: string, record: Stored) {
  Object.defineProperty(records, key, { value: record, writable: true, enumerable: true, configurable: true });
}

function requestList(items: unknown): readonly Request[] {
  if (!Array.isArray(items) || !items.every(isObject))
    throw badRequest('INVALID_REQUEST', 'A list of operations is needed.');
  return items;
}

export type Kvs = ReturnType<typeof createKvs>;
