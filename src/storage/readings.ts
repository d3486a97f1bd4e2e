import type { Reading } from '../domain/reading';
import { listByIndex } from './batch';
import { readReading } from './read-handoff';
import * as readers from './readers';
import * as records from './records';
import { RACED, unlessRaced, untilWritten } from './races';
import { create, writeAll } from './write';

/** False when somebody was faster; nothing is written then. */
const put = (before: Reading | null, after: Reading): Promise<boolean> => {
  const record = records.reading(after);
  if (before === null) return create(record);
  return unlessRaced(writeAll([{ record, if: { revision: before.revision } }], []));
};

/**
 * A person's reading, unless they have read that revision or a newer one already.
 * @returns the one that counts now
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const keepReading = (after: Reading): Promise<Reading> =>
  untilWritten(async () => {
    const before = await readReading(after.handoffId, after.accountId);
    if (before !== null && before.revision >= after.revision) return before;
    return (await put(before, after)) ? after : RACED;
  });

/** Who has read which revision of a handoff, newest first. An index read. */
export const listReadings = async (handoffId: string): Promise<Reading[]> =>
  (await listByIndex('reading', readers.reading, 'by-handoff', handoffId)).map((record) => record.body);
