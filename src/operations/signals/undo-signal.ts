import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { freshSignal, withSaid } from '../../domain/signal';
import { changeWayUp } from '../../storage/way-up';
import { momentOf, type Caller } from '../caller';
import { shownSignal } from './said-on-ticket';
import { signalsDue } from '../due';
import { openOnTicket } from '../access/ticket-access';

/**
 * Takes a word on a ticket back, one's own or another's: it stays on record, with who took it back. A question that it became stays with
 * the PO. 5 calls.
 */
export const undoSignal = async (
  caller: Caller,
  { handoffId, saidAt, ...at }: CallInput<'undoSignal'>,
): Promise<Result<CallOutput<'undoSignal'>>> => {
  const opened = await openOnTicket(at);
  if (opened?.head.handoffId !== handoffId) return refuse('not-found');
  const { ticket, head } = opened;
  const takenBack = { at: momentOf(caller), by: caller.accountId };
  const signal = await changeWayUp(head, ticket.id, ({ signal: stored, settings }, known) => {
    if (stored?.signal.said?.at !== saidAt) return null;
    const fresh = freshSignal(head, ticket, settings, caller.now);
    const next = withSaid(stored.signal, fresh, null, takenBack);
    return { ticket: known, signal: next, records: [signalsDue(handoffId, caller.now)] };
  });
  return ok({ signal: signal && shownSignal(signal) });
};
