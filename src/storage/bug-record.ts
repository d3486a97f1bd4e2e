import type { Bug } from '../domain/bug';
import { body, readKeys } from './batch';
import * as keys from './keys';
import * as readers from './readers';
import * as records from './records';
import type { StoredRecord } from './stored';
import { beforeNextTry, TRIES } from './races';
import { isRefused, StorageError } from './storage-error';
import { create, writeAll } from './write';

/** A bug's record with the counter that a conditional write needs. */
export type StoredBug = { readonly counter: number; readonly bug: Bug };

/** Null: the app has no record of such a bug. One call. */
export const readBug = async (bugId: string): Promise<StoredBug | null> => {
  const key = keys.bug(bugId);
  const value = (await readKeys([{ key, entityName: 'bug' }])).get(key);
  if (value === undefined) return null;
  const { counter, body: bug } = body(readers.bug, value);
  return { counter, bug };
};

/** What to write, given the newest record, with what else belongs to the change; or a stop without a write. */
export type BugDecision<T> =
  | { readonly write: { readonly bug: Bug; readonly records: readonly StoredRecord[] }; readonly answer: T }
  | { readonly stop: T };

/**
 * Changes a bug's record and what belongs to the change in one transaction; somebody else's change in between makes it start again from what is
 * newest. 1 call where nothing came in between; one more for a bug without a record.
 * @param known as last read; null: there was none
 * @param first what it begins with then: a transaction can't say "only if new", so it is created before
 * @throws StorageError `rate-limited` after several lost races; nothing but `first` is written then
 */
export const changeBug = async <T>(
  known: StoredBug | null,
  first: Bug,
  decide: (bug: Bug) => BugDecision<T>,
): Promise<T> => {
  let stored = known;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const decision = decide(stored?.bug ?? first);
    if ('stop' in decision) return decision.stop;
    if (stored === null) {
      stored = (await create(records.bug(1, first))) ? { counter: 1, bug: first } : await readBug(first.bugId);
      continue;
    }
    const { counter } = stored;
    try {
      await writeAll(
        [{ record: records.bug(counter + 1, decision.write.bug), if: { counter } }],
        decision.write.records,
      );
      return decision.answer;
    } catch (error) {
      if (!isRefused(error)) throw error;
      await beforeNextTry(attempt);
      stored = await readBug(first.bugId);
    }
  }
  throw new StorageError('rate-limited');
};
