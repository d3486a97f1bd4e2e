import { filingCalls } from '../api/filing-calls';
import { ticketCalls } from '../api/ticket-calls';
import { askFromTicket } from '../operations/ticket/ask-from-ticket';
import { carryAttachments } from '../operations/filing/carry-attachments';
import { chooseHandoff } from '../operations/ticket/choose-handoff';
import { passToL2, saveLookUp, saveReproduction } from '../operations/ticket/climb-ladder';
import { confirmReadingOnTicket } from '../operations/ticket/confirm-reading-on-ticket';
import { fileBug } from '../operations/filing/file-bug';
import { findHandoffs } from '../operations/ticket/find-handoffs';
import { joinBug } from '../operations/filing/join-bug';
import { listBugs } from '../operations/filing/list-bugs';
import { prepareEscalation } from '../operations/filing/prepare-escalation';
import { prepareForFiler } from '../operations/filing/prepare-for-filer';
import { readHandoffs } from '../operations/ticket/read-handoffs';
import { recordFiledBug } from '../operations/filing/record-filed-bug';
import { sendSignal } from '../operations/signals/send-signal';
import { undoSignal } from '../operations/signals/undo-signal';
import { withdrawPrepared } from '../operations/filing/withdraw-prepared';
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
