import { panelCalls } from '../api/panel-calls';
import { answerQuestion } from '../operations/walkthrough/answer-question';
import { askQuestions } from '../operations/walkthrough/ask-questions';
import { assignQuestion } from '../operations/walkthrough/assign-question';
import { followWalkthrough } from '../operations/walkthrough/follow-walkthrough';
import { confirmReading } from '../operations/handoff/confirm-reading';
import { handOver } from '../operations/handoff/hand-over';
import { keepAsTemplate } from '../operations/handoff/keep-as-template';
import { listEnded } from '../operations/release-life/list-ended';
import { listOpenQuestions } from '../operations/walkthrough/list-open-questions';
import { listReadings } from '../operations/handoff/list-readings';
import { listReleases } from '../operations/handoff/list-releases';
import { offerStarts } from '../operations/handoff/offer-starts';
import { openHandoff } from '../operations/handoff/open-handoff';
import { readSignals } from '../operations/signals/read-signals';
import { readRevisions } from '../operations/handoff/read-revisions';
import { openInbox, readReminders } from '../operations/reminders/open-inbox';
import { recordWalkthrough } from '../operations/walkthrough/record-walkthrough';
import { restoreHandoff } from '../operations/release-life/restore-handoff';
import { restoreRevision } from '../operations/handoff/restore-revision';
import { closeHandoff, endStep, enterStep, removeStep, saveSteps } from '../operations/handoff/roll-out';
import { saveHandoff } from '../operations/handoff/save-handoff';
import { setPeople } from '../operations/handoff/set-people';
import { settleMerge } from '../operations/release-life/settle-merge';
import { showOnRelease } from '../operations/handoff/show-on-release';
import { refuseHandoff, signHandoff } from '../operations/handoff/sign-handoff';
import { endWaiver, waiveGate } from '../operations/gate/waive-gate';
import {
  callOffWalkthrough,
  endWalkthrough,
  planWalkthrough,
  startWalkthrough,
} from '../operations/walkthrough/walk-through';
import { verifyHandoff } from '../operations/handoff/verify-handoff';
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
