import { isAskedFrom, unknownTicket, withAsked, type KnownTicket } from '../domain/known-ticket';
import { body, readKeys } from './batch';
import { keys, readers, records } from './records';
import { StorageError } from './storage-error';
import { TRIES, beforeNextTry, create, writeAll } from './write';

const read = async (ticketId: string) => {
  const key = keys.ticket(ticketId);
  const value = (await readKeys([{ key, entityName: 'ticket' }])).get(key);
  return value === undefined ? null : body(readers.ticket, value);
};

/**
 * Notes on a ticket that a question is asked from it, once. 2 calls.
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const noteAsked = async (ticketId: string, question: KnownTicket['questions'][number]): Promise<void> => {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const stored = await read(ticketId);
    if (stored !== null && isAskedFrom(stored.body, question)) return;
    if (stored === null) {
      if (await create(records.ticket(1, withAsked(unknownTicket(ticketId), question)))) return;
      continue;
    }
    const { counter } = stored;
    try {
      const record = records.ticket(counter + 1, withAsked(stored.body, question));
      await writeAll([{ record, if: { counter } }], []);
      return;
    } catch (error) {
      if (!(error instanceof StorageError) || error.kind !== 'refused') throw error;
      await beforeNextTry(attempt);
    }
  }
  throw new StorageError('rate-limited');
};
