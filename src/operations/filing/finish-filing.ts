import type { CallOutput } from '../../api/calls';
import { bugNote } from '../../domain/bug-report';
import type { Claim } from '../../domain/escalation';
import { USUAL_LINK } from '../../domain/settings';
import { getTicket, linkIssues } from '../../jira/issues';
import { isPlainNo, unlessRefused } from '../../jira/jira-error';
import type { As } from '../../jira/request';
import { addInternalNote, hasNote } from '../../jira/notes';
import { replaceClaim } from '../../storage/write';
import { issueAddress } from '../addresses';
import type { Caller } from '../caller';
import type { CreateScreen } from './create-screen';
import type { Filing } from './filing';
import type { Bug } from './find-created-bug';
import type { Made } from './make-bug';
import { recordFiling } from './record-filing';
import { recordJoin } from './record-join';

/** Who created it, and whether the person is told which bug it is. */
type ToldTo = Pick<CreateScreen, 'as' | 'isTheirs'>;

/** Link and note, each true unless it was refused. For a bug that an earlier try created it looks before it repeats anything. */
export const tellTicket = async (
  { ticket, head, linkType, panelUrl, escalationId, targetSettings }: Filing,
  { joined, bypass }: Claim['filing'],
  { as, isTheirs }: ToldTo,
  { bug, created, linked }: Made,
): Promise<[boolean, boolean]> => {
  const linkAs = async (who: As): Promise<void> => {
    try {
      await linkIssues(who, bug.key, { ticketKey: ticket.key, type: linkType });
    } catch (error) {
      if (linkType === USUAL_LINK || !isPlainNo(error)) throw error;
      // The link type of the settings may be gone.
      await linkIssues(who, bug.key, { ticketKey: ticket.key, type: USUAL_LINK });
    }
  };
  const link = async (): Promise<void> => {
    if (linked) return;
    const now = created ? ticket : await getTicket(as, ticket.id);
    if (now.linkedKeys.includes(bug.key)) return;
    try {
      await linkAs(as);
    } catch (error) {
      // A bug that the person may not link: by the app, where an admin of its project lets it file for such people.
      if (!joined || !isPlainNo(error) || !targetSettings.appMayFile) throw error;
      if (!(await getTicket('app', ticket.id)).linkedKeys.includes(bug.key)) await linkAs('app');
    }
  };
  const note = async (): Promise<void> => {
    if (!created && (await hasNote(ticket.id, escalationId))) return;
    // The note is the person's: it names a bug that they may see.
    const named = isTheirs ? { key: bug.key, url: issueAddress(panelUrl, bug.key) } : null;
    await addInternalNote(ticket.id, bugNote(named, head.releaseName, { joined, bypass }), escalationId);
  };
  // A plain no is a fact to report; what may pass is for a retry.
  const [isLinked, isNoted] = await Promise.all([unlessRefused(link()), unlessRefused(note())]);
  return [isLinked !== null, isNoted !== null];
};

/** All that follows once the bug is there, filed or joined. */
export const finishFiling = async (
  caller: Caller,
  filing: Filing,
  to: ToldTo,
  claim: Claim,
  made: Made,
): Promise<CallOutput<'fileBug'>> => {
  const { head, known, productSettings } = filing;
  const [isLinked, isNoted] = await tellTicket(filing, claim.filing, to, made);
  if (claim.filing.joined) await recordJoin(caller, claim, made.bug, head);
  else {
    const read = { head, wayUp: { ...known.wayUp, settings: productSettings } };
    await recordFiling(caller, claim, { ...made.bug, isNew: made.created }, read);
  }
  const bugKey = to.isTheirs ? made.bug.key : null;
  return { bugKey, noteFailed: !isNoted, linkFailed: !isLinked, byApp: to.as === 'app' };
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
