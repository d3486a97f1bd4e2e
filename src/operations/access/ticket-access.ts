import type { Head } from '../../domain/head';
import type { KnownTicket } from '../../domain/known-ticket';
import type { Prepared } from '../../domain/prepared';
import { rightHandoffs, type Choice } from '../../domain/right-handoff';
import type { Settings } from '../../domain/settings';
import { getTicket, type Ticket } from '../../jira/issues';
import { releasesOfIssues } from '../../jira/linked-releases';
import { readPointedAt } from '../../storage/for-ticket';
import { listLiveHeads, readSettings } from '../../storage/read';
import { readEscalation } from '../../storage/read-filing';
import { readOfTicket } from '../../storage/read-ticket';

/** So many of its L3 bugs and of the issues linked to it are looked up; more than the newest say nothing new. */
const MOST_ISSUES = 10;

/** A ticket that the person sees, and what its panel begins with. */
export type TicketChoices = {
  readonly ticket: Ticket;
  readonly settings: Settings;
  readonly choices: readonly Choice[];
  /** Waits for a named person to file it. */
  readonly prepared: Prepared | null;
  readonly known: KnownTicket;
};

/** Still waiting: neither taken back nor filed. Costs a call only where there is one. */
const stillWaiting = async (prepared: Prepared | null): Promise<Prepared | null> =>
  prepared === null || prepared.withdrawn || (await readEscalation(prepared.id)) !== null ? null : prepared;

/**
 * The live handoffs that speak to a ticket, best first. Read as the person: that Jira shows them the ticket is what lets them
 * read the handoffs of its project and of the product projects that are mapped to it.
 * 2 calls in sequence; one more per mapped product project, for versions and linked issues, for the releases of those that aren't its own bugs,
 * and for a bug that waits, side by side.
 */
export const choicesFor = async (issueId: string, claimedProjectId: string): Promise<TicketChoices> => {
  const [ticket, claimed] = await Promise.all([getTicket('user', issueId), readOfTicket(claimedProjectId, issueId)]);
  const settings = ticket.projectId === claimedProjectId ? claimed.settings : await readSettings(ticket.projectId);
  const { known } = claimed;
  const releaseIds = [...ticket.fixVersions, ...ticket.affectsVersions].map(({ id }) => id);
  const ownBugs = new Set(known.bugs.map(({ bugId }) => bugId));
  const bugIds = [...ownBugs, ...ticket.linkedIds];
  const others = ticket.linkedIds.filter((id) => !ownBugs.has(id)).slice(0, MOST_ISSUES);
  const [prepared, { heads, bugs }, linkedReleaseIds, ...mapped] = await Promise.all([
    stillWaiting(claimed.prepared?.ticketId === ticket.id ? claimed.prepared : null),
    readPointedAt([...new Set(releaseIds)], [...new Set(bugIds)].slice(0, MOST_ISSUES)),
    releasesOfIssues(others),
    ...settings.productProjects.map(listLiveHeads),
  ]);
  const choices = rightHandoffs({ ...ticket, bugs, linkedReleaseIds, known }, [...heads, ...mapped.flat()]);
  return { ticket, settings, choices, prepared, known };
};

/** The same for a call by one release's handoff. Null: none of that release speaks to the ticket. */
export const openOnTicket = async ({
  issueId,
  projectId,
  releaseId,
}: Record<'issueId' | 'projectId' | 'releaseId', string>): Promise<{ ticket: Ticket; head: Head } | null> => {
  const { ticket, choices } = await choicesFor(issueId, projectId);
  const head = choices.find((choice) => choice.head.releaseId === releaseId)?.head;
  return head === undefined ? null : { ticket, head };
};
