import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { bugLabels } from '../../domain/bug-report';
import type { HandoffDocument } from '../../domain/document';
import type { Claim, InProgress } from '../../domain/escalation';
import type { Head } from '../../domain/head';
import { neededFields } from '../../domain/needed-fields';
import { BEST_FEW, withTexts } from '../../domain/right-handoff';
import type { RolloutStep } from '../../domain/rollout';
import { stepText } from '../../domain/wording';
import { isPlainNo } from '../../jira/jira-error';
import { myPermissions, seesIssue } from '../../jira/permissions';
import { getCreateFields, hasIssueType } from '../../jira/projects';
import { readHeadsAndSettings } from '../../storage/read';
import { listEscalationsOfTicket, readClaim } from '../../storage/read-filing';
import { readDocuments, readSteps } from '../../storage/read-handoff';
import { affectsVersionOf } from './affects-version';
import type { Caller } from '../caller';
import type { Target } from './filing';
import { toL3From } from '../access/may-escalate';
import { waitsFor } from './hands-on-prepared';
import { choicesFor } from '../access/ticket-access';
import { screenThroughApp } from './through-app';
import { toldOfBugs } from './told-of-bugs';

type Chosen = NonNullable<CallOutput<'prepareEscalation'>['chosen']>;

/** Who files, and what they must fill in beside the form. */
type Way = Pick<Chosen, 'way' | 'needed' | 'priorities' | 'affects'>;
type WhyNobody = Extract<Chosen['way'], { by: 'nobody' }>['why'];

const NOT_MINE = { needed: [], priorities: [], affects: null };

const nobody = (why: WhyNobody): Way => ({ way: { by: 'nobody', why }, ...NOT_MINE });

/** For who may create there. Jira refuses the screen of an issue type that is gone. */
const ownWay = async (head: Head, target: Target): Promise<Way> => {
  try {
    // Only who may file learns of the target project's releases.
    const [screen, affects] = await Promise.all([
      getCreateFields('user', target.projectId, target.issueTypeId),
      affectsVersionOf('user', head, target.projectId),
    ]);
    return {
      way: { by: 'self' },
      needed: neededFields(screen, affects !== null),
      priorities: [...(screen.find(({ id }) => id === 'priority')?.options ?? [])],
      affects: affects === null ? null : { id: affects, name: head.releaseName },
    };
  } catch (error) {
    if (!isPlainNo(error) || (await hasIssueType(target.projectId, target.issueTypeId))) throw error;
    return nobody('target-gone');
  }
};

const wayTo = async (caller: Caller, ticketId: string, head: Head, target: Target | null): Promise<Way> => {
  if (target === null) return nobody('no-target');
  const [permissions, { settingsOf }] = await Promise.all([
    myPermissions(target.projectId),
    readHeadsAndSettings([], [...new Set([head.projectId, target.projectId])]),
  ]);
  if (permissions.has('CREATE_ISSUES')) return ownWay(head, target);
  const [isThere, screen] = await Promise.all([
    hasIssueType(target.projectId, target.issueTypeId),
    screenThroughApp(target, settingsOf(target.projectId), permissions.has('BROWSE_PROJECTS')),
  ]);
  if (!isThere) return nobody('target-gone');
  if (screen !== null) return { ...NOT_MINE, way: { by: 'app' }, needed: neededFields(screen, false) };
  const { filer } = settingsOf(head.projectId);
  if (filer === null || filer === caller.accountId) return nobody('not-allowed');
  return (await seesIssue(filer, ticketId))
    ? { way: { by: 'filer', accountId: filer }, ...NOT_MINE }
    : nobody('filer-cannot-see');
};

const stepOf = (step: RolloutStep): Chosen['steps'][number] => ({
  ...{ id: step.id, percent: step.percent, isEntered: step.entered !== null },
  text: stepText(step).slice(0, 500), // as the record of the customer's step takes it
});

/** @param may the person go to Support L3? */
const chosenOf = async (
  caller: Caller,
  ticketId: string,
  head: Head,
  document: HandoffDocument,
  may: boolean,
): Promise<Chosen> => {
  const { lookUp, reproduce, targetProject, issueType, chainLabel } = document.escalation;
  const target =
    targetProject === null || issueType === null ? null : { projectId: targetProject.id, issueTypeId: issueType.id };
  const [steps, way] = await Promise.all([
    readSteps(head.handoffId),
    may ? wayTo(caller, ticketId, head, target) : nobody('not-to-l3'),
  ]);
  return {
    releaseId: head.releaseId,
    handoffId: head.handoffId,
    productId: head.projectId,
    releaseName: head.releaseName,
    revision: head.revision,
    lookUp,
    reproduce,
    target: targetProject,
    issueType,
    labels: bugLabels(chainLabel),
    steps: steps.map(stepOf),
    ...way,
  };
};

const inProgressOf = ({ escalationId, by, startedAt }: Claim): InProgress => ({ escalationId, by, startedAt });

/** All that the form says before anything is typed. */
export const prepareEscalation = async (
  caller: Caller,
  { issueId, projectId, releaseId }: CallInput<'prepareEscalation'>,
): Promise<Result<CallOutput<'prepareEscalation'>>> => {
  const { ticket, settings, choices, prepared, known } = await choicesFor(issueId, projectId);
  // Nobody said which: the same one as the ticket's panel shows first.
  const few =
    releaseId === null ? choices.slice(0, BEST_FEW) : choices.filter(({ head }) => head.releaseId === releaseId);
  if (releaseId !== null && few.length === 0) return refuse('not-found');
  const [documents, filed, claim, toL3, waits] = await Promise.all([
    readDocuments(few.map(({ head }) => head.handoffId)),
    listEscalationsOfTicket(ticket.id),
    readClaim(ticket.id),
    toL3From(caller, ticket, settings),
    prepared === null ? null : waitsFor(prepared),
  ]);
  const [choice] = withTexts(few, ticket.components, documents);
  // Whom a prepared bug waits for files it by the right of who prepared it.
  const isFilerOf = (head: Head): boolean =>
    waits?.filer === caller.accountId && prepared?.releaseId === head.releaseId;
  const document = choice === undefined ? undefined : documents.get(choice.head.handoffId);
  const [told, chosen] = await Promise.all([
    toldOfBugs(caller, filed),
    choice === undefined || document === undefined
      ? null
      : chosenOf(caller, ticket.id, choice.head, document, toL3.may || isFilerOf(choice.head)),
  ]);
  return ok({
    ticket: { id: ticket.id, key: ticket.key, summary: ticket.summary },
    choices: choices.map(({ head }) => ({
      releaseId: head.releaseId,
      releaseName: head.releaseName,
      projectKey: head.projectKey,
    })),
    chosen,
    filed: told,
    inProgress: claim === null || claim.step === 'closed' ? null : inProgressOf(claim),
    prepared: prepared && waits && { ...prepared, forAccount: waits.filer },
    ladder: known.ladder,
    toL3,
  });
};
