import type { CallInput, CallOutput } from '../../api/calls';
import { ok, type Result } from '../../api/results';
import type { OtherHandoff, TicketHandoff, TicketQuestion } from '../../api/ticket-calls';
import type { KnownTicket } from '../../domain/known-ticket';
import type { Question } from '../../domain/question';
import { BEST_FEW, withTexts, type Choice } from '../../domain/right-handoff';
import type { Prepared } from '../../domain/prepared';
import type { Waiting } from '../../domain/waiting';
import { stalenessOf } from '../../domain/staleness';
import { stateOf } from '../../domain/state';
import type { Ticket } from '../../jira/issues';
import { browsedOf } from '../../jira/permissions';
import { readForTicket } from '../../storage/read-ticket';
import { bugsOfTicket } from './bugs-of-ticket';
import type { Caller } from '../caller';
import { partIn, waitsFor } from '../filing/hands-on-prepared';
import { saidOnTicket } from '../signals/said-on-ticket';
import { toL3From } from '../access/may-escalate';
import { questionFromOutside } from '../access/seen-from-outside';
import { choicesFor, type TicketChoices } from '../access/ticket-access';

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

/** Choices as the ticket shows them, with the questions that were asked from it; the best few in the order that their texts give them. One call. */
export const readChoices = async (
  caller: Caller,
  { ticket, known }: TicketChoices,
  choices: readonly Choice[],
): Promise<{ readonly handoffs: TicketHandoff[]; readonly asked: readonly Question[] }> => {
  // A handoff's state follows the settings of its own project, not of the ticket's.
  const { documents, settingsOf, readingOf, signalOf, countsOf, asked } = await readForTicket(
    choices.map(({ head }) => head.handoffId),
    [...new Set(choices.map(({ head }) => head.projectId))],
    caller.accountId,
    known,
  );
  const handoffs = withTexts(choices, ticket.components, documents).flatMap(({ head, reasons }) => {
    const document = documents.get(head.handoffId);
    if (document === undefined) return [];
    const { handoffId, releaseId, releaseName, projectKey, revision } = head;
    const state = stateOf(head, settingsOf(head.projectId), caller.now);
    const staleness = stalenessOf(head, null, caller.now);
    const read = readingOf(handoffId);
    const reading = read === null ? null : { revision: read.revision };
    const shown = { handoffId, releaseId, releaseName, projectKey, revision };
    const said = saidOnTicket(head, document, signalOf(handoffId), countsOf(handoffId));
    return [{ head: shown, document, reasons: [...reasons], state, staleness, reading, ...said }];
  });
  return { handoffs, asked };
};

const nameOf = ({ head, reasons }: Choice): OtherHandoff => {
  const { handoffId, releaseId, releaseName, projectKey } = head;
  return { head: { handoffId, releaseId, releaseName, projectKey }, reasons: [...reasons] };
};

/** Somebody's choice that can't be shown any more. */
const lostChoice = ({ choice }: KnownTicket, choices: readonly Choice[]) =>
  choice === null || choices.some(({ head }) => head.handoffId === choice.handoffId)
    ? null
    : { by: choice.by, at: choice.at };

/** 3 calls in sequence, 3 + 1 per mapped product project in all; one more for versions or linked issues, two for L3 bugs. */
export const findHandoffs = async (
  caller: Caller,
  { issueId, projectId }: CallInput<'findHandoffs'>,
): Promise<Result<CallOutput<'findHandoffs'>>> => {
  const found = await choicesFor(issueId, projectId);
  const { ticket, settings, choices, prepared, known } = found;
  const [waiting, toL3] = await Promise.all([
    prepared === null ? null : waitingOf(caller, ticket, prepared),
    toL3From(caller, ticket, settings),
  ]);
  const about = {
    mapped: settings.productProjects.length > 0,
    prepared: waiting,
    ladder: known.ladder,
    toL3,
    lostChoice: lostChoice(known, choices),
    others: choices.slice(BEST_FEW).map(nameOf),
  };
  const releaseIds = choices.map(({ head }) => head.releaseId);
  const bugs = known.bugs.length === 0 ? [] : bugsOfTicket(caller, known, releaseIds);
  if (choices.length === 0 && known.questions.length === 0)
    return ok({ ...about, handoffs: [], questions: [], bugs: await bugs });
  const read = readChoices(caller, found, choices.slice(0, BEST_FEW));
  const [{ handoffs, asked }, ofBugs] = await Promise.all([read, bugs]);
  return ok({ ...about, handoffs, questions: await askedFrom(asked, choices), bugs: ofBugs });
};
