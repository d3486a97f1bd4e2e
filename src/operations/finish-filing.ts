import type { CallOutput } from '../api/calls';
import { bugNote } from '../domain/bug-report';
import type { Claim } from '../domain/escalation';
import { USUAL_LINK } from '../domain/preflight';
import { getTicket, linkIssues } from '../jira/issues';
import { isPlainNo } from '../jira/jira-error';
import { addInternalNote, hasNote } from '../jira/notes';
import type { As } from '../jira/request';
import { replaceClaim } from '../storage/write';
import { issueAddress } from './addresses';
import type { Caller } from './caller';
import type { Filing } from './filing';
import type { Bug } from './find-created-bug';
import type { Made } from './make-bug';
import { recordFiling } from './record-filing';

/** A plain no is a fact to report; what may pass is for a retry. */
const unlessRefused = async (work: Promise<void>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (isPlainNo(error)) return false;
    throw error;
  }
};

/** Link and note, each true unless it was refused. For a bug that an earlier try created it looks before it repeats anything. */
const tellTicket = async (filing: Filing, as: As, { bug, created, linked }: Made): Promise<[boolean, boolean]> => {
  const { ticket, head, linkType, panelUrl, escalationId } = filing;
  const link = async (): Promise<void> => {
    if (linked) return;
    const now = created ? ticket : await getTicket(as, ticket.id);
    if (now.linkedKeys.includes(bug.key)) return;
    try {
      await linkIssues(as, bug.key, { ticketKey: ticket.key, type: linkType });
    } catch (error) {
      if (linkType === USUAL_LINK || !isPlainNo(error)) throw error;
      // The link type of the settings may be gone.
      await linkIssues(as, bug.key, { ticketKey: ticket.key, type: USUAL_LINK });
    }
  };
  const note = async (): Promise<void> => {
    if (!created && (await hasNote(ticket.id, escalationId))) return;
    await addInternalNote(ticket.id, bugNote(bug.key, issueAddress(panelUrl, bug.key), head.releaseName), escalationId);
  };
  return Promise.all([unlessRefused(link()), unlessRefused(note())]);
};

/** All that follows once the bug is there. */
export const finishFiling = async (
  caller: Caller,
  filing: Filing,
  as: As,
  claim: Claim,
  made: Made,
): Promise<CallOutput<'fileBug'>> => {
  const [isLinked, isNoted] = await tellTicket(filing, as, made);
  await recordFiling(caller, claim, made.bug, filing.head);
  const { id, key } = made.bug;
  return { bugKey: key, bugId: id, noteFailed: !isNoted, linkFailed: !isLinked, byApp: as === 'app' };
};

/** What a try that didn't come through leaves behind: at rest, with what is known, so that a retry can go on at once. */
export const putDown = async (
  claim: Claim,
  atRest: Pick<Claim, 'step' | 'startedAt'>,
  bug: Bug | null,
): Promise<void> => {
  try {
    await replaceClaim(claim, { ...claim, ...atRest, bugId: bug?.id ?? null, bugKey: bug?.key ?? null });
  } catch (cause) {
    // The claim then says `working` until an invocation's life is over; a retry after that goes on all the same.
    console.error('claim not put down', cause);
  }
};
