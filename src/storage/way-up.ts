import { unknownTicket, type KnownTicket } from '../domain/known-ticket';
import type { Head } from '../domain/head';
import type { Signal } from '../domain/signal';
import { readWayUp, type WayUp } from './read-ticket';
import * as records from './records';
import type { StoredRecord } from './stored';
import { RACED, unlessRaced, untilWritten } from './races';
import { create, writeAll, type Conditional } from './write';

/**
 * How a ticket's record and its signal in one handoff are written together. Who begins a signal holds the ticket's record by its counter, so that
 * two can't begin it at once; a signal that is there is also written by who counts it, and is held by its own.
 * No call; one for a ticket that the app knows nothing of yet: a transaction can't say "only if new", so it is created empty first.
 */
export const wayUpWrites = async (
  read: Pick<WayUp, 'ticket' | 'signal'>,
  ticket: KnownTicket,
  signal: Signal | null,
): Promise<{ conditional: Conditional[]; others: StoredRecord[] }> => {
  if (read.ticket === null) await create(records.ticket(1, unknownTicket(ticket.ticketId)));
  const counter = read.ticket?.counter ?? 1;
  const known = signal === null ? ticket : { ...ticket, newest: signal.handoffId };
  const ofTicket = { record: records.ticket(counter + 1, known), if: { counter } };
  if (signal === null) return { conditional: [ofTicket], others: [] };
  // It may say what it said before, as with a second bug: now that it is the ticket's newest, the ticket has to show it.
  const toShow = ticket.newest === signal.handoffId ? signal : { ...signal, isShown: false };
  if (read.signal === null) return { conditional: [ofTicket], others: [records.signal(1, toShow)] };
  const { counter: nth } = read.signal;
  return { conditional: [ofTicket, { record: records.signal(nth + 1, toShow), if: { counter: nth } }], others: [] };
};

/** What to write, given the newest records; null: nothing. */
type WayUpDecision = {
  readonly ticket: KnownTicket;
  readonly signal: Signal | null;
  readonly records?: readonly StoredRecord[];
} | null;

/**
 * Changes a ticket's record and its signal in one handoff in one transaction; somebody else's change in between makes it start again from what is
 * newest. 2 calls, one more for a ticket that the app knew nothing of.
 * @returns the signal as it is then; null: there is none
 * @throws StorageError `rate-limited` after several lost races; nothing is written then
 */
export const changeWayUp = (
  head: Head,
  ticketId: string,
  decide: (read: WayUp, known: KnownTicket) => WayUpDecision,
): Promise<Signal | null> =>
  untilWritten(async () => {
    const read = await readWayUp(head, ticketId);
    const decision = decide(read, read.ticket?.known ?? unknownTicket(ticketId));
    const before = read.signal?.signal ?? null;
    if (decision === null) return before;
    const { conditional, others } = await wayUpWrites(read, decision.ticket, decision.signal);
    const written = writeAll(conditional, [...others, ...(decision.records ?? [])]);
    return (await unlessRaced(written)) ? (decision.signal ?? before) : RACED;
  });
