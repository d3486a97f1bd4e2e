import type { Claim } from '../../domain/escalation';
import type { Head } from '../../domain/head';
import * as records from '../../storage/records';
import { changeWayUp } from '../../storage/way-up';
import { replaceClaim } from '../../storage/write';
import type { Caller } from '../caller';
import type { Bug } from './find-created-bug';
import { headOfHandoff } from '../release-life/head-of-bug';
import { escalationOf, upTo3 } from './record-filing';

/**
 * That a ticket was added to a bug goes on record, the claim is closed and the ticket counts as one at Support L3, in one transaction. It writes
 * nothing that another ticket's join reads first: neither the head, nor the bug, whose tickets are counted from their records. 2 calls, one more for
 * a ticket that the app knew nothing of.
 * @param known as last read; null: is read here
 */
export const recordJoin = async (caller: Caller, claim: Claim, bug: Bug, known: Head | null = null): Promise<void> => {
  const head = known ?? (await headOfHandoff(claim.filing));
  if (head === null) return;
  const escalation = escalationOf(caller, claim, bug);
  const closed: Claim = { ...claim, step: 'closed', bugId: bug.id, bugKey: bug.key };
  const written: string[] = [];
  await changeWayUp(head, claim.ticketId, (read, { bugs }) => {
    if (bugs.some(({ escalationId }) => escalationId === escalation.id)) return null;
    written.push(escalation.id);
    const { ticket, signal, due } = upTo3(caller, head, escalation, read);
    return { ticket, signal, records: [records.escalation(escalation), records.claim(closed), ...due] };
  });
  if (written.length === 0) await replaceClaim(claim, closed);
};
