import type { Head } from '../domain/head';
import { readHeads } from './read';
import * as records from './records';
import { onAgenda } from './on-agenda';
import type { StoredRecord } from './stored';
import { beforeNextTry, TRIES } from './races';
import { isRefused, StorageError } from './storage-error';
import { createHead, writeAll } from './write';

/** What to write, given the newest heads: heads by their release, each over the one that was read, and other records. */
export type HeadsDecision<T> =
  | { readonly write: readonly Head[]; readonly records: readonly StoredRecord[]; readonly answer: T }
  | { readonly stop: T };

/**
 * Changes the heads of several releases in one transaction, each only as it was read; else it starts again from the newest.
 * A head that isn't there yet is begun empty first, since a transaction can't say "only if new".
 * @param decide `facts`: the counter that every written head gets; above all of theirs, so that no counter of a release ever comes
 * again when a handoff takes another one's place
 * @param begin the empty head of a release that has none
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const changeHeads = async <T>(
  releaseIds: readonly string[],
  begin: (head: Head) => Head,
  decide: (heads: ReadonlyMap<string, Head>, facts: number) => Promise<HeadsDecision<T>> | HeadsDecision<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    const heads = await readHeads(releaseIds);
    const facts = Math.max(0, ...[...heads.values()].map((head) => head.facts)) + 1;
    const decision = await decide(heads, facts);
    if ('stop' in decision) return decision.stop;
    const missing = decision.write.filter(({ releaseId }) => !heads.has(releaseId));
    const begun = await Promise.all(missing.map((head) => createHead(begin(head))));
    try {
      if (begun.includes(false)) throw new StorageError('refused');
      await writeAll(
        decision.write.map((head) => {
          const { revision, facts: counter } = heads.get(head.releaseId) ?? { revision: 0, facts: 0 };
          return { record: records.handoff({ ...head, facts }), if: { revision, facts: counter } };
        }),
        [
          ...decision.records,
          ...decision.write.flatMap((head) => onAgenda(heads.get(head.releaseId), { ...head, facts })),
        ],
      );
      return decision.answer;
    } catch (error) {
      if (!isRefused(error)) throw error;
      if (attempt === TRIES) throw new StorageError('rate-limited', { cause: error });
      await beforeNextTry(attempt);
    }
  }
};
