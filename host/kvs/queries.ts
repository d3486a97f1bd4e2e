import { limit } from '../limits';
import { compareForIndex, filterTest, rangeTest } from './conditions';
import { badRequest } from './kvs-error';
import { KEY_INDEX } from './schema';
import type { EntityDeclaration } from './schema';
import type { Stored } from './records';
import type { EntityQueryRequest, QueryRequest } from './requests';
import { isRecord } from '../is-record';
import { fits } from './values';
import type { JsonObject } from './values';

export interface Page {
  readonly items: readonly (readonly [key: string, stored: Stored])[];
  /** Where the next page starts; undefined on the last. */
  readonly cursor: string | undefined;
}

type Item = readonly [key: string, stored: Stored];

function pageSize(asked: unknown, code: string): number {
  if (asked === undefined) return limit('kvs.pageDefault');
  if (Number.isInteger(asked) && Number(asked) >= 1 && Number(asked) <= limit('kvs.pageMax')) return Number(asked);
  throw badRequest(code, `The page limit must be set between 1 and ${limit('kvs.pageMax')}.`);
}

/** Where an item stands in the order of a query, e.g. its range value and its key. */
type Position = readonly unknown[];

/** `of` names the query, for a cursor belongs to one. Forge doesn't say for how long a cursor is good, only that it isn't to be kept. */
const encodeCursor = (of: string, position: Position) =>
  Buffer.from(JSON.stringify([of, position])).toString('base64url');

function decodeCursor(of: string, cursor: unknown): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const kept: unknown = JSON.parse(Buffer.from(typeof cursor === 'string' ? cursor : '', 'base64url').toString());
    if (Array.isArray(kept) && kept[0] === of && Array.isArray(kept[1])) return kept[1] as Position;
  } catch {
    // refused below, as any other text that no query returned
  }
  throw badRequest('INVALID_CURSOR', 'The cursor is not one that this query returned.');
}

interface Paging {
  /** The query, so that no other one's cursor is taken. */
  readonly of: string;
  readonly cursor: unknown;
  readonly size: number;
  readonly isAfter: (item: Item, from: Position) => boolean;
  /** Where an item stands, so that a cursor outlives a deleted item. */
  readonly position: (item: Item) => Position;
}

/** One page of `items`, which are in order. */
function pageOf(items: readonly Item[], { of, cursor, size, isAfter, position }: Paging): Page {
  const from = decodeCursor(of, cursor);
  const rest = from === undefined ? items : items.filter((item) => isAfter(item, from));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return { items: page, cursor: last && rest.length > size ? encodeCursor(of, position(last)) : undefined };
}

/** Plain keys in their order: POST /api/v1/query, one optional BEGINS_WITH on the key. */
export function queryKeys(all: readonly Item[], request: QueryRequest): Page {
  const size = pageSize(request.limit, 'LIST_QUERY_LIMIT_EXCEEDED');
  const where: unknown = request.where ?? [];
  if (!Array.isArray(where) || where.length > 1)
    throw badRequest('QUERY_WHERE_INVALID', 'KVS queries should contain only a single "where" clause.');
  const [clause] = where as unknown[];
  if (clause !== undefined && !(isRecord(clause) && clause.property === 'key'))
    throw badRequest('QUERY_WHERE_FIELD_INVALID', 'The specified field is not supported for filters.');
  if (clause !== undefined && clause.condition !== 'BEGINS_WITH')
    throw badRequest('INVALID_FILTER_CONDITION', 'The specified condition is not supported for filters.');
  const test = clause === undefined ? () => true : rangeTest(clause, 'key', 'string');
  const matching = all.filter(([key]) => test(key)).sort(([left], [right]) => compareForIndex(left, right));
  return pageOf(matching, {
    ...{ of: 'keys', cursor: request.after, size },
    isAfter: ([key], [from]) => compareForIndex(key, from) > 0,
    position: ([key]) => [key],
  });
}

/**
 * POST /api/v1/entity/query on a declared index: partition, range, order, page, then the filters. Filters apply to the page that was read, so a page may be
 * empty although its cursor leads to more (storage-reference/entities-api-query, "filters"). An item without the index's attributes is not in the index.
 */
export function queryEntity(entity: EntityDeclaration, all: readonly Item[], request: EntityQueryRequest): Page {
  const { indexName: name, partition = [] } = request;
  const index =
    name === KEY_INDEX
      ? { partition: [], range: KEY_INDEX }
      : Object.hasOwn(entity.indexes, name)
        ? entity.indexes[name]
        : undefined;
  if (!index) throw badRequest('INVALID_ENTITY_INDEX', `The custom entity index "${name}" is not declared.`);

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
  const filter =
    request.filters === undefined
      ? () => true
      : filterTest(request.filters, entity, request.range === undefined ? 0 : 1);
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
  const page = pageOf(found, {
    ...{ of: JSON.stringify([name, partition, direction]), cursor: request.cursor },
    size: pageSize(request.limit, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE'),
    isAfter: (item, from) => order(position(item), from) > 0,
    position,
  });
  return { ...page, items: page.items.filter(([, stored]) => filter(stored.value)) };
}
