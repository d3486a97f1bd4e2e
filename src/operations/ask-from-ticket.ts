import type { CallInput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import { askWithTicket } from './ask-with-ticket';
import type { Caller } from './caller';
import { choicesFor } from './find-handoffs';

/** An agent asks the PO from a ticket: whoever sees the ticket, about a live handoff that speaks to it. */
export const askFromTicket = async (
  caller: Caller,
  { issueId, projectId, releaseId, question }: CallInput<'askFromTicket'>,
): Promise<Result<Record<string, never>>> => {
  const { ticket, choices } = await choicesFor(issueId, projectId);
  const chosen = choices.find(({ head }) => head.releaseId === releaseId)?.head;
  if (chosen === undefined) return refuse('not-found');
  const done = await askWithTicket(caller, chosen, ticket, question, null);
  return done.ok ? ok({}) : done;
};
