import type { CallInput, CallOutput } from '../../api/calls';
import { ok, type Result } from '../../api/results';
import type { Caller } from '../caller';
import { readChoices } from './find-handoffs';
import { choicesFor } from '../access/ticket-access';

/** Those of some handoffs that still speak to the ticket, in the order in which they do; which they are is read again. As findHandoffs, for each part. */
export const readHandoffs = async (
  caller: Caller,
  { issueId, projectId, handoffIds }: CallInput<'readHandoffs'>,
): Promise<Result<CallOutput<'readHandoffs'>>> => {
  const found = await choicesFor(issueId, projectId);
  const wanted = found.choices.filter(({ head }) => handoffIds.includes(head.handoffId));
  if (wanted.length === 0) return ok({ handoffs: [] });
  const noQuestions = { ...found, known: { ...found.known, questions: [] } };
  const { handoffs } = await readChoices(caller, noQuestions, wanted);
  return ok({ handoffs });
};
