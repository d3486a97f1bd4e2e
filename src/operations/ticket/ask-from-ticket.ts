import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { askWithTicket } from '../signals/ask-with-ticket';
import type { Caller } from '../caller';
import { openOnTicket } from '../access/ticket-access';

/** An agent asks the PO from a ticket: whoever sees the ticket, about a live handoff that speaks to it. */
export const askFromTicket = async (
  caller: Caller,
  { question, ...at }: CallInput<'askFromTicket'>,
): Promise<Result<Record<string, never>>> => {
  const opened = await openOnTicket(at);
  if (opened === null) return refuse('not-found');
  const done = await askWithTicket(caller, opened.head, opened.ticket, question, null);
  return done.ok ? ok({}) : done;
};
