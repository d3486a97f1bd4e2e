import { compareForIndex, filterTest, rangeTest } from './conditions';
import { badRequest } from './kvs-error';
import { KVS_LIMITS } from './limits';
import { KEY_INDEX } from './schema';
import type { EntityDeclaration } from './schema';
import type { Stored } from './records';
import { fits, isObject } from './values';
import type { JsonObject } from './values';

export interface Page {
  readonly items: readonly (readonly [key: string, stored: Stored])[];
  /** Where the next page starts; undefined on the last. */
  readonly cursor: string | undefined;
}

type Item = readonly [key: string, stored: Stored];

function pageSize(limit: unknown, code: string): number {
  if (limit === undefined) return KVS_LIMITS.pageDefault;
  if (Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= KVS_LIMITS.pageMax) return Number(limit);
  throw badRequest(code, `The page limit must be set between 1 and ${KVS_LIMITS.pageMax}.`);
}

/** Where an item stands in the order of a query, e.g. its range value and its key. */
type Position = readonly unknown[];

const encodeCursor = (position: Position) => Buffer.from(JSON.stringify(position)).toString('base64url');

function decodeCursor(cursor: unknown): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(typeof cursor === 'string' ? cursor : '', 'base64url').toString());
    if (Array.isArray(position)) return position as Position;
  } catch {
    // refused below, as any other text that no query returned
  }
  throw badRequest('INVALID_CURSOR', 'The cursor is not one that a query returned.');
}

/** One page of `items`, which are in order; `position` says where an item stands, so that a cursor outlives a deleted item. */
function pageOf(
  items: readonly Item[],
  cursor: unknown,
  size: number,
  isAfter: (item: Item, from: Position) => boolean,
  position: (item: Item) => Position,
): Page {
  const from = decodeCursor(cursor);
  const rest = from === undefined ? items : items.filter((item) => isAfter(item, from));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return { items: page, cursor: last && rest.length > size ? encodeCursor(position(last)) : undefined };
}

/** Plain keys in their order: POST /api/v1/query, one optional BEGINS_WITH on the key. */
export function queryKeys(all: readonly Item[], request: JsonObjectLike): Page {
  const size = pageSize(request.limit, 'LIST_QUERY_LIMIT_EXCEEDED');
  const where: unknown = request.where ?? [];
  if (!Array.isArray(where) || where.length > 1) {
    throw badRequest('QUERY_WHERE_INVALID', 'KVS queries should contain only a single "where" clause.');
  }
  const [clause] = where as unknown[];
  if (clause !== undefined && !(isObject(clause) && clause.property === 'key' && clause.condition === 'BEGINS_WITH')) {
    throw badRequest('QUERY_WHERE_FIELD_INVALID', 'Only "key" with BEGINS_WITH is supported.');
  }
  const test = clause === undefined ? () => true : rangeTest(clause, 'key', 'string');
  const matching = all.filter(([key]) => test(key)).sort(([left], [right]) => compareForIndex(left, right));
  return pageOf(
    matching,
    request.after,
    size,
    ([key], [from]) => compareForIndex(key, from) > 0,
    ([key]) => [key],
  );
}

type JsonObjectLike = Readonly<Record<string, unknown>>;

/**
 * POST /api/v1/entity/query on a declared index: partition, range, order, page, then the filters. Filters apply to the page that was read, so a page may be
 * empty although its cursor leads to more (storage-reference/entities-api-query, "filters"). An item without the index's attributes is not in the index.
 */
export function queryEntity(entity: EntityDeclaration, all: readonly Item[], request: JsonObjectLike): Page {
  const name = typeof request.indexName === 'string' ? request.indexName : '';
  const index =
    name === KEY_INDEX
      ? { partition: [], range: KEY_INDEX }
      : Object.hasOwn(entity.indexes, name)
        ? entity.indexes[name]
        : undefined;
  if (!index) throw badRequest('INVALID_ENTITY_INDEX', `The custom entity index "${name}" is not declared.`);

  const partition = Array.isArray(request.partition) ? (request.partition as unknown[]) : [];
  const partitionFits = index.partition.every((attribute, at) =>
    fits(entity.attributes[attribute] ?? 'any', partition[at]),
  );
  if (partition.length !== index.partition.length || !partitionFits) {
    throw badRequest(
      'INVALID_ENTITY_INDEX',
      `Index "${name}" needs a value for each of: ${index.partition.join(', ') || 'nothing'}.`,
    );
  }
  const byKey = index.range === KEY_INDEX;
  const rangeOf = ([key, stored]: Item) => (byKey ? key : (stored.value as JsonObject)[index.range]);
  const inRange =
    request.range === undefined
      ? (value: unknown) => value !== undefined
      : rangeTest(request.range, index.range, byKey ? 'string' : (entity.attributes[index.range] ?? 'any'));
  const filter = request.filters === undefined ? () => true : filterTest(request.filters, entity);
  const direction = request.sort === 'DESC' ? -1 : 1;
  const position = (item: Item) => [rangeOf(item), item[0]] as const;
  const order = ([leftRange, leftKey]: Position, [rightRange, rightKey]: Position) =>
    direction * (compareForIndex(leftRange, rightRange) || compareForIndex(leftKey, rightKey));

  const found = all
    .filter(([, stored]) =>
      index.partition.every((attribute, at) => (stored.value as JsonObject)[attribute] === partition[at]),
    )
    .filter((item) => inRange(rangeOf(item)))
    .sort((left, right) => order(position(left), position(right)));
  const page = pageOf(
    found,
    request.cursor,
    pageSize(request.limit, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE'),
    (item, from) => order(position(item), from) > 0,
    position,
  );
  return { ...page, items: page.items.filter(([, stored]) => filter(stored.value as JsonObject)) };
}
