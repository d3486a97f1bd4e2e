import type { Clock } from '../contracts';
import { limit } from '../limits';
import { filterTest } from './conditions';
import { badRequest, KvsError } from './kvs-error';
import { queryEntity, queryKeys } from './queries';
import type { Page } from './queries';
import type { UseRate } from './rates';
import { newRecord, shown } from './records';
import type { Stored } from './records';
import type {
  EntityQueryRequest,
  GetOptions,
  GetRequest,
  KeyRequest,
  QueryRequest,
  SetRequest,
  TransactionRequest,
} from './requests';
import { entityRoom, PLAIN } from './rooms';
import type { Room, Rooms } from './rooms';
import type { EntityDeclarations } from './schema';
import { bytesOf, checkEntityValue, checkKey, checkValue } from './values';

/** Undocumented by Atlassian, so the app branches on the status and reads again; chosen to be hard to tell from a bad request. */
const CONDITION_FAILED = new KvsError(400, 'CONDITION_FAILED', 'A condition of the transaction was not met.');
/** The status is documented, the code is not. */
const KEY_EXISTS = new KvsError(409, 'KEY_ALREADY_EXISTS', 'The specified key already exists.');

interface OperationDeps {
  readonly rooms: Rooms;
  readonly entities: EntityDeclarations;
  readonly clock: Clock;
  readonly useRate: UseRate;
}

/** What each request of the store does. All throw KvsError where the store refuses. */
export function createOperations({ rooms, entities, clock, useRate }: OperationDeps) {
  const roomOf = ({ entityName }: KeyRequest) => (entityName === undefined ? PLAIN : entityRoom(entities, entityName));
  const keyOf = (room: Room, key: unknown) => checkKey(key, room.kind === 'entity' ? 'EMPTY_KEY' : 'KEY_TOO_SHORT');
  const rateKey = (room: Room, key: string) => JSON.stringify([room.kind, 'name' in room ? room.name : '', key]);

  /** The record a write would store; throws where the store would refuse it. */
  function prepare(room: Room, request: SetRequest): readonly [key: string, record: Stored] {
    const key = keyOf(room, request.key);
    const value =
      room.kind === 'entity' ? checkEntityValue(room.declaration, room.name, request.value) : checkValue(request.value);
    const record = newRecord(value, request.options?.ttl, rooms.get(room, key), clock.now());
    useRate('kvs.keyWriteBytesPerSecond', bytesOf(value), rateKey(room, key));
    return [key, record];
  }

  function get(room: Room, { key: raw, options }: GetRequest) {
    const key = keyOf(room, raw);
    const stored = rooms.get(room, key);
    if (!stored) throw new KvsError(404, 'KEY_NOT_FOUND', 'The specified key does not exist.');
    useRate('kvs.keyReadBytesPerSecond', bytesOf(stored.value), rateKey(room, key));
    return shown(key, stored, options?.metadataFields);
  }

  function set(room: Room, request: SetRequest) {
    const { keyPolicy, returnValue, returnMetadataFields } = request.options ?? {};
    const [key, record] = prepare(room, request);
    const previous = rooms.get(room, key);
    if (returnValue !== undefined && keyPolicy === 'FAIL_IF_EXISTS')
      throw badRequest('INVALID_OPTIONS', 'returnValue needs keyPolicy OVERRIDE.');
    if (returnMetadataFields !== undefined && returnValue === undefined)
      throw badRequest('INVALID_OPTIONS', 'returnMetadataFields needs returnValue.');
    if (keyPolicy === 'FAIL_IF_EXISTS' && previous) throw KEY_EXISTS;
    rooms.write(room, key, record);
    const returned = { PREVIOUS: previous, LATEST: record, none: undefined }[returnValue ?? 'none'];
    return returned && shown(key, returned, returnMetadataFields);
  }

  /** Succeeds whether the key exists or not (storage-reference/kvs-api, "delete"). */
  function remove(room: Room, request: KeyRequest): undefined {
    rooms.write(room, keyOf(room, request.key), undefined);
  }

  /** What refuses a batch or transaction as a whole. */
  function checkTogether<T extends KeyRequest>(items: readonly T[], sameKey: (item: T) => string) {
    if (items.length === 0) throw badRequest('EMPTY_REQUEST', 'At least one operation is needed.');
    if (items.length > limit('kvs.operations'))
      throw badRequest('MAX_OPERATIONS', `At most ${limit('kvs.operations')} operations are allowed.`);
    if (bytesOf(items) > limit('kvs.requestBytes')) throw badRequest('MAX_SIZE', 'The request exceeds 4 MB.');
    if (new Set(items.map(sameKey)).size < items.length)
      throw badRequest('DUPLICATE_KEY', 'Each key can only be used once.');
  }

  /** Each item succeeds or fails by itself. */
  function batch<T extends KeyRequest>(items: readonly T[], run: (room: Room, item: T) => object | undefined) {
    checkTogether(items, ({ key, entityName }) => JSON.stringify([entityName, key]));
    const successfulKeys: unknown[] = [];
    const failedKeys: unknown[] = [];
    for (const item of items) {
      const name = { key: item.key, ...(item.entityName !== undefined && { entityName: item.entityName }) };
      try {
        successfulKeys.push({ ...name, ...run(roomOf(item), item) });
      } catch (error) {
        if (!(error instanceof KvsError)) throw error;
        failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
      }
    }
    return { successfulKeys, failedKeys };
  }

  /** Checks every condition and every value first, then writes all: nothing in between can fail. */
  function transaction(request: TransactionRequest): undefined {
    const operations = [...request.set, ...request.delete, ...request.check];
    checkTogether(operations, ({ key }) => String(key));
    if (request.check.some(({ conditions }) => conditions === undefined))
      throw badRequest('EMPTY_FILTER_OPERATOR', 'A check needs conditions.');
    for (const { key, conditions, ...operation } of operations) {
      const room = roomOf(operation);
      const stored = rooms.get(room, keyOf(room, key));
      if (conditions === undefined) continue;
      if (room.kind !== 'entity') throw badRequest('INVALID_ENTITY_TYPE', 'Conditions need an entityName.');
      const test = filterTest(conditions, room.declaration);
      if (!stored || !test(stored.value)) throw CONDITION_FAILED;
    }
    const writes = request.set.map(
      (operation) => [roomOf(operation), ...prepare(roomOf(operation), operation)] as const,
    );
    for (const [room, key, record] of writes) rooms.write(room, key, record);
    for (const operation of request.delete) remove(roomOf(operation), operation);
  }

  const answer = ({ items, cursor }: Page, options: GetOptions | undefined) => ({
    data: items.map(([key, stored]) => shown(key, stored, options?.metadataFields)),
    ...(cursor !== undefined && { cursor }),
  });

  return {
    get,
    set,
    remove,
    batch,
    transaction,
    query: (request: QueryRequest) => answer(queryKeys(rooms.indexed(PLAIN), request), request.options),
    entityQuery: (request: EntityQueryRequest) => {
      const { name, declaration, ...room } = entityRoom(entities, request.entityName);
      const page = queryEntity(declaration, rooms.indexed({ ...room, name, declaration }), request);
      const indexValue = JSON.stringify([name, request.indexName, request.partition]);
      const bytes = page.items.reduce((sum, [, { value }]) => sum + bytesOf(value), 0);
      useRate('kvs.indexReadBytesPerSecond', bytes, indexValue);
      return answer(page, request.options);
    },
  };
}
