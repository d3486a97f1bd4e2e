import type { CallInput, CallOutput } from '../api/calls';
import { ok, type Result } from '../api/results';
import type { TicketQuestion } from '../api/ticket-calls';
import type { KnownTicket } from '../domain/known-ticket';
import type { Question } from '../domain/question';
import { rightHandoffs, type Choice } from '../domain/right-handoff';
import type { Prepared, Waiting } from '../domain/prepared';
import { stalenessOf } from '../domain/staleness';
import { stateOf } from '../domain/state';
import { getTicket, type Ticket } from '../jira/issues';
import { browsedOf } from '../jira/permissions';
import { listLiveHeads, readEscalation, readForTicket, readHeads, readOfTicket, readSettings } from '../storage/read';
import type { Settings } from '../domain/settings';
import type { Caller } from './caller';
import { partIn, waitsFor } from './hands-on-prepared';
import { questionFromOutside } from './seen-from-outside';

/**
 * Documents may be large and an answer takes 5 MB (Forge docs: limits-invocation); of one project, with its settings and with what the
 * person has read of them, these are 25 keys, which one call takes. More than these nobody reads on a ticket.
 */
const MOST = 12;

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
 * 2 calls in sequence; one more per mapped product project and for a bug that waits, side by side.
 */
export const choicesFor = async (issueId: string, claimedProjectId: string): Promise<TicketChoices> => {
  const [ticket, claimed] = await Promise.all([getTicket('user', issueId), readOfTicket(claimedProjectId, issueId)]);
  const settings = ticket.projectId === claimedProjectId ? claimed.settings : await readSettings(ticket.projectId);
  const ids = [...ticket.fixVersions, ...ticket.affectsVersions].map(({ id }) => id);
  const [prepared, heads, ...mapped] = await Promise.all([
    stillWaiting(claimed.prepared?.ticketId === ticket.id ? claimed.prepared : null),
    ids.length === 0 ? new Map<string, never>() : readHeads([...new Set(ids)]),
    ...settings.productProjects.map(listLiveHeads),
  ]);
  const headsOf = (versions: Ticket['fixVersions']) =>
    versions.flatMap(({ id }) => {
      const head = heads.get(id);
      return head === undefined ? [] : [head];
    });
  const choices = rightHandoffs(
    { fix: headsOf(ticket.fixVersions), affects: headsOf(ticket.affectsVersions) },
    mapped.flat(),
  );
  return { ticket, settings, choices: choices.slice(0, MOST), prepared, known: claimed.known };
};

const waitingOf = async (caller: Caller, ticket: Ticket, prepared: Prepared): Promise<Waiting> => {
  const { id, releaseId, by, at } = prepared;
  const now = await waitsFor(prepared);
  return { id, releaseId, by, at, filer: now.filer, part: await partIn(caller, ticket, prepared, now) };
};

/** What was asked from the ticket, the newest first, as the person may see it. Costs a call only where a gap says where it is taken up. */
const askedFrom = async (asked: readonly Question[], choices: readonly Choice[]): Promise<TicketQuestion[]> => {
  const gaps = asked.flatMap(({ ended, projectId }) =>
    ended?.answer.kind === 'gap' && projectId !== undefined ? [projectId] : [],
  );
  const browsed = await browsedOf([...new Set(gaps)]);
  return asked.toReversed().map((question) => {
    const { id, handoffId, text, askedBy, askedAt, projectId = '' } = question;
    const { ended } = browsed.has(projectId) ? question : questionFromOutside(question);
    const po = choices.find(({ head }) => head.handoffId === handoffId)?.head.po ?? null;
    return { id, handoffId, text, askedBy, askedAt, ended, owner: question.owner ?? po };
  });
};

/** 3 calls in sequence, 3 + 1 per mapped product project in all. */
export const findHandoffs = async (
  caller: Caller,
  { issueId, projectId }: CallInput<'findHandoffs'>,
): Promise<Result<CallOutput<'findHandoffs'>>> => {
  const { ticket, settings, choices, prepared, known } = await choicesFor(issueId, projectId);
  const waiting = prepared === null ? null : await waitingOf(caller, ticket, prepared);
  const mapped = settings.productProjects.length > 0;
  if (choices.length === 0 && known.questions.length === 0)
    return ok({ handoffs: [], mapped, prepared: waiting, questions: [] });
  // A handoff's state follows the settings of its own project, not of the ticket's.
  const { documents, settingsOf, readingOf, asked } = await readForTicket(
    choices.map(({ head }) => head.handoffId),
    [...new Set(choices.map(({ head }) => head.projectId))],
    caller.accountId,
    known,
  );
  const handoffs = choices.flatMap(({ head, why }) => {
    const document = documents.get(head.handoffId);
    if (document === undefined) return [];
    const { handoffId, releaseId, releaseName, projectKey, revision } = head;
    const state = stateOf(head, settingsOf(head.projectId), caller.now);
    const staleness = stalenessOf(head, null, caller.now);
    const read = readingOf(handoffId);
    const reading = read === null ? null : { revision: read.revision };
    const shown = { handoffId, releaseId, releaseName, projectKey, revision };
    return [{ head: shown, document, why, state, staleness, reading }];
  });
  return ok({ handoffs, mapped, prepared: waiting, questions: await askedFrom(asked, choices) });
};
