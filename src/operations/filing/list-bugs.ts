import type { CallInput, CallOutput } from '../../api/calls';
import type { KnownBug } from '../../api/duplicate-calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Bug } from '../../domain/bug';
import type { Escalation } from '../../domain/escalation';
import { seenIssues } from '../../jira/permissions';
import { bugsOf, escalationsOf } from '../../storage/bugs';
import type { Caller } from '../caller';
import { openOnTicket } from '../access/ticket-access';

/** So many are told of, so many of each one's tickets by name, and so many filings are known to who saw the list. */
const MOST = 40;
const MOST_NAMED = 3;
const MOST_KNOWN = 150;

/** A bug that has reached everybody is no bug to wait for. */
const isOpen = ({ stage, fix }: Bug): boolean =>
  stage === 'open' || (stage === 'fixed' && (fix?.released !== true || (fix.percent ?? 100) < 100));

/**
 * The open bugs of a handoff that speaks to a ticket. Of one that the person may not see, no more than that it is there, since when, and which of its
 * tickets they may see. 3 calls in sequence, for a handoff of many escalations one more per 100.
 */
export const listBugs = async (
  _caller: Caller,
  input: CallInput<'listBugs'>,
): Promise<Result<CallOutput<'listBugs'>>> => {
  const opened = await openOnTicket(input);
  if (opened === null) return refuse('not-found');
  const { ticket, head } = opened;
  const ids = [head.handoffId, ...head.earlierRecords];
  const [all, escalations] = await Promise.all([bugsOf(ids), escalationsOf(ids)]);
  const open = all.filter(isOpen).slice(0, MOST);
  const ticketsOn = (bugId: string): Escalation[] => escalations.filter((one) => one.bugId === bugId).toReversed();
  const asked = open.flatMap(({ bugId }) => [bugId, ...ticketsOn(bugId).map(({ ticketId }) => ticketId)]);
  const seen = await seenIssues([...new Set(asked)].slice(0, 1_000));
  const bugs = open.map((bug): KnownBug => {
    const { bugId, bugKey, filedAt, stage, triage } = bug;
    const isSeen = seen.has(bugId);
    const on = new Map(ticketsOn(bugId).map((one) => [one.ticketId, one]));
    const theirs = [...on.values()].filter(({ ticketId }) => seen.has(ticketId));
    return {
      ...{ bugId, filedAt, stage: stage === 'fixed' ? stage : 'open', isJoined: on.has(ticket.id) },
      bugKey: isSeen ? bugKey : null,
      summary: isSeen ? (ticketsOn(bugId).find(({ joined }) => !joined)?.summary ?? '') : '',
      level: isSeen ? (triage?.level ?? 'untriaged') : null,
      // The bug's own count comes a while later, and knows of tickets that hang on it by another handoff.
      tickets: isSeen ? Math.max(on.size, bug.tickets) : theirs.length,
      from: theirs.slice(0, MOST_NAMED).map(({ ticketId, ticketKey }) => ({ id: ticketId, key: ticketKey })),
    };
  });
  // The id of a ticket that was added names both, whoever may see them; it is no filing that one is told of.
  const filings = escalations.filter(({ joined }) => !joined).slice(0, MOST_KNOWN);
  return ok({ bugs, known: filings.map(({ id }) => id) });
};
