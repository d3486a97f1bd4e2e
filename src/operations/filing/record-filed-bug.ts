import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { bugLabels } from '../../domain/bug-report';
import { addLabels, getCreatedBug, readMark, setMark } from '../../jira/issues';
import { isPlainNo } from '../../jira/jira-error';
import type { Caller } from '../caller';
import { filedBefore } from './file-bug';
import { readFiling, saidIn, type Filing } from './filing';
import { finishFiling, putDown } from './finish-filing';
import type { Bug } from './find-created-bug';
import { settleLeft } from './settle-left';
import { takeClaim } from './take-claim';

/**
 * The bug read again as the person. It must be theirs, of the handoff's target, and of no other escalation: the app marks no issue
 * that the person only sees. A mark of this escalation is an earlier try's.
 */
const bugOf = async (
  caller: Caller,
  { escalationId, target, ticket, document }: Filing,
  bugId: string,
): Promise<Bug | null> => {
  const [bug, mark] = await Promise.all([getCreatedBug(bugId), readMark('user', bugId)]);
  const isTarget = bug.projectId === target.projectId && bug.issueTypeId === target.issueTypeId;
  if (!isTarget || bug.id === ticket.id || bug.creator !== caller.accountId) return null;
  if (mark !== null && mark !== escalationId) return null;
  if (mark === null) await setMark(bug.id, escalationId);
  const missing = bugLabels(document.escalation.chainLabel).filter((label) => !bug.labels.includes(label));
  try {
    if (mark === null && missing.length > 0) await addLabels(bug.id, missing);
  } catch (error) {
    // Without labels on its edit screen it stays as it is; what may pass is for a retry.
    if (!isPlainNo(error)) throw error;
  }
  return { id: bug.id, key: bug.key };
};

/**
 * A bug that the person created in Jira's own dialog becomes this escalation's bug: marked, linked, noted and on record, once,
 * however often it is called. A bug filed meanwhile doesn't stand in the way: this one is there already.
 */
export const recordFiledBug = async (
  caller: Caller,
  input: CallInput<'recordFiledBug'>,
): Promise<Result<CallOutput<'recordFiledBug'>>> => {
  const read = await readFiling(caller, input);
  if (!read.ok) return read;
  if (read.value.known.escalation !== null) return filedBefore(caller, read.value.known.escalation);
  const filing = await settleLeft(caller, read.value);
  const { known, head, ticket, escalationId } = filing;
  const { handoffId, releaseId, revision } = head;
  const taken = await takeClaim(
    caller,
    {
      ...{ ticketId: ticket.id, escalationId },
      filing: {
        ...{ handoffId, releaseId, revision, ticketKey: ticket.key, byApp: false },
        preparedBy: known.prepared?.id === escalationId ? known.prepared.by : null,
        ...{ ...saidIn(input), targetId: filing.target.projectId, joined: false },
      },
    },
    known.claim,
  );
  if (!taken.ok) return taken;
  const { claim } = taken.value;
  let bug: Bug | null = null;
  const rest = (): Promise<void> =>
    putDown(claim, { step: bug === null ? 'nothing-sent' : 'created', startedAt: claim.startedAt }, bug);
  try {
    bug = await bugOf(caller, filing, input.bugId);
    if (bug === null) {
      await rest();
      return refuse('another-bug');
    }
    return ok(
      await finishFiling(caller, filing, { as: 'user', isTheirs: true }, claim, { bug, created: false, linked: false }),
    );
  } catch (error) {
    await rest();
    throw error;
  }
};
