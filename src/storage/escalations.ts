import type { Escalation } from '../domain/escalation';
import { body, readKeys } from './batch';
import * as keys from './keys';
import * as readers from './readers';
import * as records from './records';
import { RACED, unlessRaced, untilWritten } from './races';
import { writeAll } from './write';

/**
 * Changes the record of one ticket and its bug; somebody else's change in between makes it start again from what is newest. 2 calls.
 * @param change null: it stays as it is
 * @returns as it was written; null: there is none, or it stays
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const changeEscalation = (
  id: string,
  change: (now: Escalation) => Escalation | null,
): Promise<Escalation | null> => {
  const key = keys.escalation(id);
  return untilWritten(async () => {
    const value = (await readKeys([{ key, entityName: 'escalation' }])).get(key);
    if (value === undefined) return null;
    const { counter, body: now } = body(readers.escalation, value);
    const next = change(now);
    if (next === null) return null;
    const record = records.escalation(next, counter + 1);
    return (await unlessRaced(writeAll([{ record, if: { counter } }], []))) ? next : RACED;
  });
};
