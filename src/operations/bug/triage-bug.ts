import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Refusal, type Result } from '../../api/results';
import type { Bug } from '../../domain/bug';
import { withTriage } from '../../domain/chain-level';
import { sameContent } from '../../domain/document';
import { isPlainNo } from '../../jira/jira-error';
import { changeBug, type BugDecision } from '../../storage/bug-record';
import { momentOf, type Caller } from '../caller';
import { bugDue } from '../due';
import { openL3Bug, type OpenL3Bug } from './open-l3-bug';
import { showTriage } from './show-triage';

type Input = CallInput<'triageBug'>;

const decide =
  (caller: Caller, { level, cause, expected }: Input) =>
  (bug: Bug): BugDecision<Bug | Refusal> => {
    const { triage } = bug;
    // Also what this call did itself, when its reply was lost.
    if (triage?.level === level && triage.cause === cause) return { stop: bug };
    if (!sameContent(triage, expected)) return { stop: refuse('triaged-meanwhile') };
    const next = withTriage(bug, { level, cause, by: caller.accountId, at: momentOf(caller) });
    return { write: { bug: next, records: [bugDue(bug.bugId, caller.now)] }, answer: next };
  };

/** What may pass is left to the loop, which looks at the bug anyway. */
const shown = async (bug: Bug, { head, issue }: OpenL3Bug): Promise<CallOutput<'triageBug'>['label']> => {
  try {
    return (await showTriage(bug, head, issue)) ? 'shown' : 'refused';
  } catch (error) {
    if (isPlainNo(error)) throw error;
    console.warn('the chain level is not shown on the bug yet', error);
    return 'later';
  }
};

/**
 * Sets the chain level and cause of an L3 bug. The record decides, and what follows from it stands on the agenda in the same transaction; label and
 * property come after it, here or with the loop. 6 calls, 4 in sequence; see `openL3Bug` for more.
 */
export const triageBug = async (caller: Caller, input: Input): Promise<Result<CallOutput<'triageBug'>>> => {
  const opened = await openL3Bug(caller, input.issueId);
  if (opened === null) return refuse('not-found');
  const { stored, bug, needs } = opened;
  if (needs !== null) return refuse('not-allowed', { needs });
  const decided = await changeBug<Bug | Refusal>(stored, bug, decide(caller, input));
  if ('ok' in decided) return decided;
  return ok({ label: await shown(decided, opened) });
};
