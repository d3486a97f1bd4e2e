import type { CallInput, CallOutput } from '../../api/calls';
import { ok, type Result } from '../../api/results';
import { levelsIn } from '../../domain/chain-level';
import type { Escalation } from '../../domain/escalation';
import { seenIssues } from '../../jira/permissions';
import * as bugs from '../../storage/bugs';
import { readEscalation } from '../../storage/read-filing';
import type { Caller } from '../caller';
import { openL3Bug, type OpenL3Bug } from './open-l3-bug';

/** Jira is asked of so many tickets whether the person sees them, and so many are shown. */
const MOST_ASKED = 1_000;
const MOST_SHOWN = 20;

/** Tickets of a bug, newest first; the one that it was filed from is known by the bug's mark before an index knows it. */
const ticketsOf = async ({ bug, issue }: OpenL3Bug): Promise<Escalation[]> => {
  const [listed, first] = await Promise.all([
    bugs.ticketsOf(bug.bugId),
    issue.escalationId === null ? null : readEscalation(issue.escalationId),
  ]);
  const isMissing = first?.bugId === bug.bugId && !listed.some(({ id }) => id === first.id);
  return isMissing ? [...listed, first] : listed;
};

/** The panel on an L3 bug: 7 calls, 4 in sequence; see `openL3Bug` for more. */
export const openBug = async (
  caller: Caller,
  { issueId }: CallInput<'openBug'>,
): Promise<Result<CallOutput<'openBug'>>> => {
  const opened = await openL3Bug(caller, issueId);
  if (opened === null) return ok({ bug: null });
  const { bug, head, issue, needs } = opened;
  const { filedAt, filedBy, triage, earlier } = bug;
  const tickets = new Map((await ticketsOf(opened)).map(({ ticketId, ticketKey }) => [ticketId, ticketKey]));
  const seen = await seenIssues([...tickets.keys()].slice(0, MOST_ASKED));
  const keysSeen = [...tickets].flatMap(([id, key]) => (seen.has(id) ? [key] : []));
  return ok({
    bug: {
      release: head && { id: head.releaseId, name: head.releaseName, projectKey: head.projectKey },
      ...{ filedAt, filedBy, triage, earlier, needs },
      tickets: { count: tickets.size, seen: keysSeen.slice(0, MOST_SHOWN) },
      labels: levelsIn(issue.labels),
    },
  });
};
