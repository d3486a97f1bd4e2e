import type { CallInput } from '../api/calls';
import { refuse, type Result } from '../api/results';
import { isLive } from '../domain/state';
import { noteAsked } from '../storage/known-ticket';
import { asked } from './ask-questions';
import type { Caller } from './caller';
import { changeFacts } from './change-facts';
import { choicesFor } from './find-handoffs';
import { releaseSeenIn } from './release-seen-in';

/**
 * An agent asks the PO from a ticket: whoever sees the ticket, about a live handoff that speaks to it. The ticket remembers the question
 * before it is asked: should the second never come, nothing is shown of the first, and the same call again mends it.
 */
export const askFromTicket = async (
  caller: Caller,
  { issueId, projectId, releaseId, question }: CallInput<'askFromTicket'>,
): Promise<Result<Record<string, never>>> => {
  const { ticket, choices } = await choicesFor(issueId, projectId);
  const chosen = choices.find(({ head }) => head.releaseId === releaseId)?.head;
  if (chosen === undefined) return refuse('not-found');
  const { id, key } = ticket;
  await noteAsked(id, { handoffId: chosen.handoffId, questionId: question.id });
  return changeFacts(caller, { release: releaseSeenIn(chosen), head: chosen }, async (head) => {
    if (!isLive(head) || head.handoffId !== chosen.handoffId) return refuse('not-found');
    const { fresh, ...change } = await asked(caller, head, [question], { id, key });
    return fresh === 0 ? 'nothing' : { ...change, history: [] };
  });
};
