import { unknownTicket, type KnownTicket } from '../domain/known-ticket';
import { body, readKeys } from './batch';
import * as readers from './readers';
import * as records from './records';
import * as keys from './keys';
import { RACED, unlessRaced, untilWritten } from './races';
import { create, writeAll } from './write';

const read = async (ticketId: string) => {
  const key = keys.ticket(ticketId);
  const value = (await readKeys([{ key, entityName: 'ticket' }])).get(key);
  return value === undefined ? null : body(readers.ticket, value);
};

/**
 * Changes what the app knows of a ticket; somebody else's change in between makes it start again from what is newest. 2 calls.
 * @param change null: there is nothing to do
 * @returns what the app knows then
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const changeTicket = (
  ticketId: string,
  change: (known: KnownTicket) => KnownTicket | null,
): Promise<KnownTicket> =>
  untilWritten(async () => {
    const stored = await read(ticketId);
    const known = stored?.body ?? unknownTicket(ticketId);
    const next = change(known);
    if (next === null) return known;
    // A first count is always that of an empty record: who made one too, or found it made, writes over it.
    const counter = stored?.counter ?? 1;
    const record = records.ticket(counter + 1, next);
    const isWritten =
      stored === null ? await create(record) : await unlessRaced(writeAll([{ record, if: { counter } }], []));
    return isWritten ? next : RACED;
  });
