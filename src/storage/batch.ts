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

/** All records of one partition of an index whose range is a moment, newest first. An index read: it may lag a moment behind. */
export const listByIndex = async <T extends z.core.$ZodType>(
  entity: string,
  schema: T,
  index: string,
  id: string,
): Promise<z.infer<T>[]> => {
  const all: z.infer<T>[] = [];
  let cursor: string | undefined;
  do {
    const from: string | undefined = cursor;
    const page = await storing(() => {
      const query = kvs
        .entity<Record<string, unknown>>(entity)
        .query()
        .index(index, { partition: [id] })
        .where(WhereConditions.greaterThanEqualTo(0))
        .sort(Sort.DESC)
        .limit(PAGE);
      return (from === undefined ? query : query.cursor(from)).getMany();
    });
    all.push(...page.results.map(({ value }) => body(schema, value)));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
};
