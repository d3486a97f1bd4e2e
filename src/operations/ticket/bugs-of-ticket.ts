import type { Bug } from '../../domain/bug';
import { stateForTicket, type TicketBug } from '../../domain/bug-state';
import type { Escalation } from '../../domain/escalation';
import type { KnownTicket } from '../../domain/known-ticket';
import { seenIssues } from '../../jira/permissions';
import { readBugsOfTicket } from '../../storage/bugs-of-ticket';
import type { Caller } from '../caller';
import { isFiledBy } from '../filing/told-of-bugs';

/**
 * What a ticket shows of its L3 bugs, the newest first: how each stands for this ticket, to everybody who sees the ticket; keys and names only to
 * who may see them. One call; another one unless all are bugs that the person filed themselves and that stayed where they were.
 * @param releaseIds releases of which the ticket tells this person anyway
 */
export const bugsOfTicket = async (
  caller: Caller,
  known: KnownTicket,
  releaseIds: readonly string[],
): Promise<TicketBug[]> => {
  const all = await readBugsOfTicket(known);
  const isTold = (escalation: Escalation, bug: Bug): boolean =>
    isFiledBy(caller, escalation) && escalation.bugKey === bug.bugKey;
  const unsure = all.flatMap(({ bug, escalation }) => [
    ...(isTold(escalation, bug) ? [] : [bug.bugId]),
    ...(bug.duplicateOf == null ? [] : [bug.duplicateOf.id]),
  ]);
  const seen = await seenIssues([...new Set(unsure)]);
  return all.map(({ bug, escalation }) => {
    const { id, by, at, joined, customer } = escalation;
    const { fix, duplicateOf = null, resolution = '' } = bug;
    const isSeen = isTold(escalation, bug) || seen.has(bug.bugId);
    const isNamed = fix !== null && (isSeen || releaseIds.includes(fix.releaseId));
    return {
      ...{ id, by, at, joined, customer, resolution },
      bugKey: isSeen ? bug.bugKey : null,
      state: stateForTicket(bug, escalation),
      percent: fix?.percent ?? null,
      release: isNamed ? fix.name : null,
      level: bug.triage?.level ?? null,
      duplicateOf: duplicateOf !== null && seen.has(duplicateOf.id) ? duplicateOf.key : null,
    };
  });
};
