import type { CallInput, CallOutput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import type { Caller } from '../caller';
import { keepReadingOf } from '../handoff/confirm-reading';
import { openOnTicket } from '../access/ticket-access';

/** As confirmReading, by who reads the handoff on a ticket: they may where it speaks to that ticket, as findHandoffs says. */
export const confirmReadingOnTicket = async (
  caller: Caller,
  { revision, ...at }: CallInput<'confirmReadingOnTicket'>,
): Promise<Result<CallOutput<'confirmReadingOnTicket'>>> => {
  const opened = await openOnTicket(at);
  return opened === null ? refuse('not-found') : keepReadingOf(caller, opened.head, revision);
};
