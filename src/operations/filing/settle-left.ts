import type { Claim } from '../../domain/escalation';
import type { Head } from '../../domain/head';
import { findBugByMark } from '../../jira/issues';
import { unlessRefused } from '../../jira/jira-error';
import { seenIssues } from '../../jira/permissions';
import { readClaim } from '../../storage/read-filing';
import { replaceClaim } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
import type { Filing } from './filing';
import type { Bug } from './find-created-bug';
import { putDown, tellTicket } from './finish-filing';
import { headOfHandoff } from '../release-life/head-of-bug';
import { recordFiling } from './record-filing';
import { recordJoin } from './record-join';
import { STALE } from './take-claim';

/** Nobody is at it any more: a later step failed, or so long has passed that Jira's search knows of its bug, if there is one. */
const isLeft = ({ step, startedAt }: Claim, now: number): boolean =>
  step === 'created' || (step !== 'closed' && step !== 'nothing-sent' && now - Date.parse(startedAt) > STALE);

/** Its bug, by the claim or else by its mark, and whether the app made it. By the app's view: whoever looks may not see it. */
const bugOf = async ({ bugId, bugKey, escalationId, startedAt, by, of = by, filing }: Claim, now: number) => {
  if (bugId !== null && bugKey !== null) return { id: bugId, key: bugKey, byApp: filing.byApp };
  const where = { projectId: filing.targetId, escalationId, age: now - Date.parse(startedAt) };
  const found = await unlessRefused(findBugByMark('app', where));
  return found && { id: found.id, key: found.key, byApp: filing.byApp || found.creator !== of };
};

/** Link, note and record of the bug that is there; the claim is closed. */
const settle = async (caller: Caller, filing: Filing, held: Claim, head: Head, bug: Bug): Promise<void> => {
  const { escalationId, filing: left } = held;
  const isTheirs = (await seenIssues([bug.id])).has(bug.id);
  const to = { as: left.byApp ? 'app' : 'user', isTheirs } as const;
  await tellTicket({ ...filing, head, escalationId }, left, to, { bug, created: false, linked: false });
  const theirs = { ...caller, accountId: held.by };
  if (left.joined) await recordJoin(theirs, held, bug, head);
  else await recordFiling(theirs, held, { ...bug, isNew: false }, null);
};

/**
 * What another escalation of the ticket left half done is brought to its end before it is taken over: the bug that is there, also where only Jira knows
 * of it, gets its link, its note and its record, once. No call where nothing was left.
 * @returns the filing with the claim as it stands then: closed, held by somebody else, or as it was where no bug is found
 */
export const settleLeft = async (caller: Caller, filing: Filing): Promise<Filing> => {
  const { claim } = filing.known;
  if (claim === null || claim.escalationId === filing.escalationId || !isLeft(claim, caller.now)) return filing;
  const now = (stands: Claim | null): Filing => ({ ...filing, known: { ...filing.known, claim: stands } });
  const { by, of = by } = claim;
  // Held meanwhile, so that of two who come upon it one leaves the note.
  const held: Claim = { ...claim, by: caller.accountId, of, startedAt: momentOf(caller), step: 'working' };
  if (!(await replaceClaim(claim, held))) return now(await readClaim(claim.ticketId));
  let theirs: Claim = { ...held, by: of };
  let bug: Awaited<ReturnType<typeof bugOf>> = null;
  try {
    const head = await headOfHandoff(claim.filing);
    bug = await bugOf(claim, caller.now);
    if (bug === null || head === null) {
      await replaceClaim(held, claim);
      return filing;
    }
    theirs = { ...theirs, filing: { ...theirs.filing, byApp: bug.byApp } };
    await settle(caller, filing, theirs, head, bug);
    return now(await readClaim(claim.ticketId));
  } catch (error) {
    await putDown(theirs, { step: bug === null ? claim.step : 'created', startedAt: claim.startedAt }, bug);
    throw error;
  }
};
