import { ticketCalls } from '../api/ticket-calls';
import { askFromTicket } from '../operations/ask-from-ticket';
import { confirmReadingOnTicket } from '../operations/confirm-reading-on-ticket';
import { fileBug } from '../operations/file-bug';
import { findHandoffs } from '../operations/find-handoffs';
import { prepareEscalation } from '../operations/prepare-escalation';
import { prepareForFiler } from '../operations/prepare-for-filer';
import { recordFiledBug } from '../operations/record-filed-bug';
import { withdrawPrepared } from '../operations/withdraw-prepared';
import { answerCalls } from './answer-calls';

/** The ticket's panel and the form of an L3 bug. */
export const handler = answerCalls(ticketCalls, {
  findHandoffs,
  askFromTicket,
  confirmReadingOnTicket,
  prepareEscalation,
  fileBug,
  recordFiledBug,
  prepareForFiler,
  withdrawPrepared,
});
