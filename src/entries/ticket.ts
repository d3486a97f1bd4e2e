import { filingCalls } from '../api/filing-calls';
import { ticketCalls } from '../api/ticket-calls';
import { askFromTicket } from '../operations/ask-from-ticket';
import { carryAttachments } from '../operations/carry-attachments';
import { chooseHandoff } from '../operations/choose-handoff';
import { passToL2, saveLookUp, saveReproduction } from '../operations/climb-ladder';
import { confirmReadingOnTicket } from '../operations/confirm-reading-on-ticket';
import { fileBug } from '../operations/file-bug';
import { findHandoffs } from '../operations/find-handoffs';
import { joinBug } from '../operations/join-bug';
import { listBugs } from '../operations/list-bugs';
import { prepareEscalation } from '../operations/prepare-escalation';
import { prepareForFiler } from '../operations/prepare-for-filer';
import { readHandoffs } from '../operations/read-handoffs';
import { recordFiledBug } from '../operations/record-filed-bug';
import { sendSignal } from '../operations/send-signal';
import { undoSignal } from '../operations/undo-signal';
import { withdrawPrepared } from '../operations/withdraw-prepared';
import { answerCalls } from './answer-calls';

const calls = { ...ticketCalls, ...filingCalls };

/** The ticket's panel and the form of an L3 bug. */
export const handler = answerCalls(calls, {
  findHandoffs,
  readHandoffs,
  chooseHandoff,
  askFromTicket,
  confirmReadingOnTicket,
  sendSignal,
  undoSignal,
  prepareEscalation,
  listBugs,
  joinBug,
  fileBug,
  recordFiledBug,
  prepareForFiler,
  withdrawPrepared,
  carryAttachments,
  saveLookUp,
  passToL2,
  saveReproduction,
});
