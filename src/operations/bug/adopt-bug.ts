import type { Bug } from '../../domain/bug';
import type { Escalation } from '../../domain/escalation';
import type { Head } from '../../domain/head';
import { MOST_BUGS } from '../../domain/known-ticket';
import { unlessHidden } from '../../jira/jira-error';
import { getL3Bug, type L3Bug } from '../../jira/l3-bug';
import { readHead } from '../../storage/read';
import { readEscalation } from '../../storage/read-filing';
import * as records from '../../storage/records';
import { changeWayUp } from '../../storage/way-up';
import { create } from '../../storage/write';
import { newBug } from '../filing/record-filing';

type Marked = { readonly bug: Bug; readonly escalation: Escalation; readonly head: Head };

/** What a record of a bug begins with that was filed before there were any, by the escalation that it is marked with; null: nothing is on record. */
export const markedBug = async ({ id, projectId, escalationId }: L3Bug): Promise<Marked | null> => {
  const escalation = escalationId === null ? null : await readEscalation(escalationId);
  // The mark is what whoever may edit the issue says; a copy of a bug carries it too.
  if (escalation?.bugId !== id) return null;
  const head = await readHead(escalation.releaseId);
  if (head === null) return null;
  const { handoffId, releaseId } = escalation;
  return { bug: { ...newBug(head, escalation, projectId), handoffId, releaseId }, escalation, head };
};

/**
 * Takes a bug of before there were records of bugs among those that are followed: its ticket is found by the bug, and the bug by its ticket. What
 * nobody wrote since then needs no condition. The bug's own record comes last, so that a try that ended in between is made again. 3 calls; 3 more
 * where there is something to do.
 * @returns true: something is on record that wasn't
 */
export const adoptBug = async (bugId: string): Promise<boolean> => {
  const issue = await unlessHidden(getL3Bug('app', bugId));
  const known = issue === null ? null : await markedBug(issue);
  if (known === null) return false;
  const { bug, escalation, head } = known;
  const written: string[] = [];
  await changeWayUp(head, escalation.ticketId, (_, ticket) => {
    const isThere = ticket.bugs.some(({ escalationId }) => escalationId === escalation.id);
    if (isThere || escalation.told !== undefined) return null;
    written.push(escalation.id);
    const bugs = [{ escalationId: escalation.id, bugId }, ...ticket.bugs].slice(-MOST_BUGS);
    return { ticket: { ...ticket, bugs }, signal: null, records: [records.escalation(escalation)] };
  });
  const isNew = await create(records.bug(1, bug));
  return isNew || written.length > 0;
};
