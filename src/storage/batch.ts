import { Sort, WhereConditions, kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { StorageError, storing } from './storage-error';

/** KVS takes at most 25 keys in a batch and 100 results in a page (Forge docs: limits-kvs-ce). */
const BATCH = 25;
export const PAGE = 100;

export type Wanted = { readonly key: string; readonly entityName: string };

/** What storage answers is unknown until its schema says otherwise; a record of another shape is as good as none to be read. */
export const body = <T extends z.core.$ZodType>(schema: T, value: unknown): z.infer<T> => {
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new StorageError('unavailable', { cause: parsed.error });
  return parsed.data;
};

const readBatch = async (wanted: readonly Wanted[]): Promise<Map<string, unknown>> => {
  const answer = await storing(() => kvs.batchGet<unknown>([...wanted]));
  const broken = answer.failedKeys.find(({ error }) => !error.code.includes('NOT_FOUND'));
  if (broken !== undefined) throw new StorageError('unavailable', { cause: broken.error });
  return new Map(answer.successfulKeys.map(({ key, value }) => [key, value]));
};

/** Strongly consistent reads by key, 25 to a call, calls side by side; keys that don't exist are absent from the answer. */
export const readKeys = async (wanted: readonly Wanted[]): Promise<Map<string, unknown>> => {
  const batches = Array.from({ length: Math.ceil(wanted.length / BATCH) }, (_, nth) =>
    wanted.slice(nth * BATCH, (nth + 1) * BATCH),
  );
  const maps = await Promise.all(batches.map(readBatch));
  return new Map(maps.flatMap((map) => [...map]));
};

/** Some of a list, and whether there are more. */
export type Some<T> = { readonly some: T[]; readonly more: boolean };

/**
 * The newest records of one partition of an index whose range is a moment, in pages of 100. An index read: it may lag a moment behind.
 * @param pages at most so many, one after another
 */
export const newestByIndex = async (
  entity: string,
  index: string,
  partition: (string | boolean)[],
  pages: number,
): Promise<Some<unknown>> => {
  const some: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const from: string | undefined = cursor;
    const { results, nextCursor } = await storing(() => {
      const query = kvs
        .entity<Record<string, unknown>>(entity)
        .query()
        .index(index, { partition })
        .where(WhereConditions.greaterThanEqualTo(0))
        .sort(Sort.DESC)
        .limit(PAGE);
      return (from === undefined ? query : query.cursor(from)).getMany();
    });
    some.push(...results.map(({ value }) => value));
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  return { some, more: cursor !== undefined };
};

/** All of them, whatever it costs. */
export const listByIndex = async <T extends z.core.$ZodType>(
  entity: string,
  schema: T,
  index: string,
  id: string,
): Promise<z.infer<T>[]> =>
  (await newestByIndex(entity, index, [id], Infinity)).some.map((value) => body(schema, value));
