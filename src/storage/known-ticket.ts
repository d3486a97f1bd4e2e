import { unknownTicket, type KnownTicket } from '../domain/known-ticket';
import { body, readKeys } from './batch';
import * as readers from './readers';
import * as records from './records';
import * as keys from './keys';
import type { StoredRecord } from './stored';
import { StorageError } from './storage-error';
import { TRIES, beforeNextTry, create, writeAll } from './write';

const read = async (ticketId: string) => {
  const key = keys.ticket(ticketId);
  const value = (await readKeys([{ key, entityName: 'ticket' }])).get(key);
  return value === undefined ? null : body(readers.ticket, value);
};

/**
 * Changes what the app knows of a ticket, with other records in the same transaction; somebody else's change in between makes it start again
 * from what is newest. 2 calls; one more for a ticket that the app knew nothing of, if there are others to write.
 * @param change null: there is nothing to do
 * @returns what the app knows then
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const changeTicket = async (
  ticketId: string,
  change: (known: KnownTicket) => KnownTicket | null,
  others: readonly StoredRecord[] = [],
): Promise<KnownTicket> => {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const stored = await read(ticketId);
    const known = stored?.body ?? unknownTicket(ticketId);
    const next = change(known);
    if (next === null) return known;
    if (stored === null) {
      // A transaction can't say "only if new": what others depend on is created empty first. A first count is always that of an empty record:
      // who made one too, or found it made, writes over it.
      const first = others.length === 0 ? next : known;
      if ((await create(records.ticket(first === next ? 2 : 1, first))) && first === next) return next;
      continue;
    }
    const { counter } = stored;
    try {
      await writeAll([{ record: records.ticket(counter + 1, next), if: { counter } }], others);
      return next;
    } catch (error) {
      if (!(error instanceof StorageError) || error.kind !== 'refused') throw error;
      await beforeNextTry(attempt);
    }
  }
  throw new StorageError('rate-limited');
};
