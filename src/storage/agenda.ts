import { Sort, WhereConditions, kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Agenda, AgendaOf } from '../domain/agenda';
import { PAGE, readKeys } from './batch';
import * as readers from './readers';
import * as records from './records';
import * as keys from './keys';
import type { Phase, StoredRecord } from './stored';
import { unlessRaced } from './races';
import { StorageError, storing } from './storage-error';
import { filterOf, writeAll } from './write';

/** An entry as it was read: it is moved only if it still stands there so. `at`: ms since 1970. */
export type Entry<A extends Agenda = Agenda> = { readonly body: A; readonly at: number; readonly stamp: number };
export type EntryOf<K extends Agenda['kind']> = Entry<AgendaOf<K>>;

/** KVS takes at most 25 records in a batch (Forge docs: limits-kvs-ce). */
const BATCH = 25;

const isOf = <K extends Agenda['kind']>(kind: K, entry: Entry): entry is EntryOf<K> => entry.body.kind === kind;

/**
 * What is due of a kind, the longest overdue first, a page of 100 at a time. An index read: what was just written may come with the next run.
 * A record of another shape is passed over: it would stand in the way of all others.
 */
export async function* dueEntries<K extends Agenda['kind']>(kind: K, now: number): AsyncGenerator<EntryOf<K>[]> {
  let cursor: string | undefined;
  do {
    const from: string | undefined = cursor;
    const page = await storing(() => {
      const query = kvs
        .entity<Record<string, unknown>>('agenda')
        .query()
        .index('by-kind-and-moment', { partition: [kind] })
        .where(WhereConditions.lessThanEqualTo(now))
        .sort(Sort.ASC)
        .limit(PAGE);
      return (from === undefined ? query : query.cursor(from)).getMany();
    });
    yield page.results.flatMap(({ value }) => {
      const { data } = z.safeParse(readers.agenda, value);
      return data !== undefined && isOf(kind, data) ? [data] : [];
    });
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** A mark that no other write of the entry has (32 bits, signed: Forge docs, storage-reference/entities-manifest). */
export const newStamp = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1;

/**
 * Moves an entry to when it is to be looked at again (null: never), with whatever belongs to that, in one transaction.
 * @param others at most 24 records
 * @returns false where it changed meanwhile: nothing is written then, and it stays due
 */
export const moveEntry = async (
  { body, at, stamp }: Entry,
  next: { readonly at: number; readonly body?: Agenda } | null,
  others: readonly StoredRecord[] = [],
): Promise<boolean> => {
  const condition = { at, stamp };
  if (next !== null) {
    const record = records.agenda(next.body ?? body, next.at, newStamp());
    return unlessRaced(writeAll([{ record, if: condition }], others));
  }
  const removed = storing(async () => {
    const conditions = filterOf(condition);
    let transaction = kvs.transact().delete(keys.agenda(body), {
      entityName: 'agenda',
      ...(conditions === undefined ? {} : { conditions }),
    });
    for (const { key, value, entityName } of others) transaction = transaction.set(key, value, { entityName });
    await transaction.execute();
  });
  return unlessRaced(removed);
};

/** Puts things on the agenda, whatever stood there of them. @throws StorageError where one was not written */
export const putOnAgenda = async (entries: readonly Agenda[], at: number): Promise<void> => {
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH).map((entry) => records.agenda(entry, at, newStamp()));
    const { failedKeys } = await storing(() => kvs.batchSet(batch.map((record) => ({ ...record }))));
    if (failedKeys.length > 0) throw new StorageError('unavailable', { cause: failedKeys[0]?.error });
  }
};

/** Those that aren't on the agenda. */
export const notOnAgenda = async <A extends Agenda>(entries: readonly A[]): Promise<A[]> => {
  const found = await readKeys(entries.map((entry) => ({ key: keys.agenda(entry), entityName: 'agenda' })));
  return entries.filter((entry) => !found.has(keys.agenda(entry)));
};

const releaseOf = z.object({ releaseDate: z.string(), body: z.object({ releaseId: z.string() }) });

/** A page of a project's releases with a handoff in a phase, by their date from `since` on. An index read. */
export const releasesInPhase = async (
  projectId: string,
  phase: Phase,
  since: string,
  cursor?: string,
): Promise<{ releaseIds: string[]; lastDate: string | undefined; cursor: string | undefined }> => {
  const page = await storing(() => {
    const query = kvs
      .entity<Record<string, unknown>>('handoff')
      .query()
      .index('by-project-and-phase', { partition: [projectId, phase] })
      .where(WhereConditions.greaterThanEqualTo(since))
      .sort(Sort.ASC)
      .limit(PAGE);
    return (cursor === undefined ? query : query.cursor(cursor)).getMany();
  });
  const found = page.results.flatMap(({ value }) => z.safeParse(releaseOf, value).data ?? []);
  return {
    releaseIds: found.map(({ body: { releaseId } }) => releaseId),
    lastDate: found.at(-1)?.releaseDate,
    cursor: page.nextCursor,
  };
};
