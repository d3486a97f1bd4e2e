import type { Reading } from '../domain/reading';
import { listByIndex } from './batch';
import { readReading } from './read';
import * as readers from './readers';
import * as records from './records';
import { StorageError } from './storage-error';
import { beforeNextTry, create, TRIES, writeAll } from './write';

/** False when somebody was faster; nothing is written then. */
const put = async (before: Reading | null, after: Reading): Promise<boolean> => {
  const record = records.reading(after);
  if (before === null) return create(record);
  try {
    await writeAll([{ record, if: { revision: before.revision } }], []);
    return true;
  } catch (error) {
    if (error instanceof StorageError && error.kind === 'refused') return false;
    throw error;
  }
};

/**
 * A person's reading, unless they have read that revision or a newer one already.
 * @returns the one that counts now
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const keepReading = async (after: Reading): Promise<Reading> => {
  const { handoffId, accountId } = after;
  for (let attempt = 1; ; attempt += 1) {
    const before = await readReading(handoffId, accountId);
    if (before !== null && before.revision >= after.revision) return before;
    if (await put(before, after)) return after;
    if (attempt === TRIES) throw new StorageError('rate-limited');
    await beforeNextTry(attempt);
  }
};

/** Who has read which revision of a handoff, newest first. An index read. */
export const listReadings = async (handoffId: string): Promise<Reading[]> =>
  (await listByIndex('reading', readers.reading, 'by-handoff', handoffId)).map((record) => record.body);
