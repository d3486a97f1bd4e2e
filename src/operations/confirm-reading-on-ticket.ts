import type { CallInput, CallOutput } from '../api/calls';
import { refuse, type Result } from '../api/results';
import type { Caller } from './caller';
import { keepReadingOf } from './confirm-reading';
import { choicesFor } from './find-handoffs';

/** As confirmReading, by who reads the handoff on a ticket: they may where it speaks to that ticket, as findHandoffs says. */
export const confirmReadingOnTicket = async (
  caller: Caller,
  { issueId, projectId, releaseId, revision }: CallInput<'confirmReadingOnTicket'>,
): Promise<Result<CallOutput<'confirmReadingOnTicket'>>> => {
  const { choices } = await choicesFor(issueId, projectId);
  const head = choices.find((choice) => choice.head.releaseId === releaseId)?.head;
  return head === undefined ? refuse('not-found') : keepReadingOf(caller, head, revision);
};
