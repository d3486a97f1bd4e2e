import { panelCalls } from '../api/panel-calls';
import { answerQuestion } from '../operations/answer-question';
import { askQuestions } from '../operations/ask-questions';
import { assignQuestion } from '../operations/assign-question';
import { followWalkthrough } from '../operations/follow-walkthrough';
import { confirmReading } from '../operations/confirm-reading';
import { handOver } from '../operations/hand-over';
import { keepAsTemplate } from '../operations/keep-as-template';
import { listEnded } from '../operations/list-ended';
import { listOpenQuestions } from '../operations/list-open-questions';
import { listReadings } from '../operations/list-readings';
import { listReleases } from '../operations/list-releases';
import { offerStarts } from '../operations/offer-starts';
import { openHandoff } from '../operations/open-handoff';
import { readSignals } from '../operations/read-signals';
import { readRevisions } from '../operations/read-revisions';
import { openInbox, readReminders } from '../operations/open-inbox';
import { recordWalkthrough } from '../operations/record-walkthrough';
import { restoreHandoff } from '../operations/restore-handoff';
import { restoreRevision } from '../operations/restore-revision';
import { closeHandoff, endStep, enterStep, removeStep, saveSteps } from '../operations/roll-out';
import { saveHandoff } from '../operations/save-handoff';
import { setPeople } from '../operations/set-people';
import { settleMerge } from '../operations/settle-merge';
import { showOnRelease } from '../operations/show-on-release';
import { refuseHandoff, signHandoff } from '../operations/sign-handoff';
import { endWaiver, waiveGate } from '../operations/waive-gate';
import { callOffWalkthrough, endWalkthrough, planWalkthrough, startWalkthrough } from '../operations/walk-through';
import { verifyHandoff } from '../operations/verify-handoff';
import { answerCalls } from './answer-calls';

/** The project page. */
export const handler = answerCalls(panelCalls, {
  listReleases,
  openHandoff,
  saveHandoff,
  handOver,
  planWalkthrough,
  callOffWalkthrough,
  startWalkthrough,
  endWalkthrough,
  recordWalkthrough,
  followWalkthrough,
  askQuestions,
  answerQuestion,
  assignQuestion,
  listOpenQuestions,
  signHandoff,
  refuseHandoff,
  waiveGate,
  endWaiver,
  setPeople,
  saveSteps,
  removeStep,
  enterStep,
  endStep,
  verifyHandoff,
  closeHandoff,
  showOnRelease,
  settleMerge,
  openInbox,
  readReminders,
  listEnded,
  restoreHandoff,
  offerStarts,
  keepAsTemplate,
  readRevisions,
  restoreRevision,
  confirmReading,
  listReadings,
  readSignals,
});
