import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { changeTicket } from '../../storage/known-ticket';
import { momentOf, type Caller } from '../caller';
import { choicesFor } from '../access/ticket-access';

/**
 * Whoever sees a ticket says which of the handoffs that speak to it is the right one; it is so for everybody, until somebody chooses another one or
 * takes it back. Sent again it changes nothing, not even who chose it.
 */
export const chooseHandoff = async (
  caller: Caller,
  { issueId, projectId, handoffId }: CallInput<'chooseHandoff'>,
): Promise<Result<Record<string, never>>> => {
  const { ticket, choices } = await choicesFor(issueId, projectId);
  if (handoffId !== null && !choices.some(({ head }) => head.handoffId === handoffId)) return refuse('not-found');
  await changeTicket(ticket.id, (known) => {
    if ((known.choice?.handoffId ?? null) === handoffId) return null;
    return { ...known, choice: handoffId === null ? null : { handoffId, by: caller.accountId, at: momentOf(caller) } };
  });
  return ok({});
};
