import type { CallInput, CallOutput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import { bugLabels } from '../domain/bug-report';
import type { HandoffDocument } from '../domain/document';
import type { Head } from '../domain/head';
import { neededFields, neededThroughApp } from '../domain/needed-fields';
import { myPermissions } from '../jira/permissions';
import { getCreateFields } from '../jira/projects';
import { listEscalationsOfTicket, readClaim, readDocuments, readHeadsAndSettings } from '../storage/read';
import { affectsVersionOf } from './affects-version';
import type { Caller } from './caller';
import { screenOfApp } from './create-screen';
import type { Target } from './filing';
import { choicesFor } from './find-handoffs';

type Chosen = NonNullable<CallOutput<'prepareEscalation'>['chosen']>;

/** Who files, and what they must fill in beside the form. */
type Way = Pick<Chosen, 'way' | 'needed' | 'priorities' | 'affects'>;

const NOT_MINE = { needed: [], priorities: [], affects: null };

const wayTo = async (caller: Caller, head: Head, target: Target | null): Promise<Way> => {
  if (target === null) return { way: { by: 'nobody' }, ...NOT_MINE };
  const [permissions, { settingsOf }] = await Promise.all([
    myPermissions(target.projectId),
    readHeadsAndSettings([], [...new Set([head.projectId, target.projectId])]),
  ]);
  if (permissions.has('CREATE_ISSUES')) {
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
  }
  if (settingsOf(target.projectId).appMayFile) {
    const needed = neededThroughApp(await screenOfApp(target), permissions.has('BROWSE_PROJECTS'));
    if (Array.isArray(needed)) return { ...NOT_MINE, way: { by: 'app' }, needed };
  }
  const { filer } = settingsOf(head.projectId);
  const named = filer !== null && filer !== caller.accountId;
  return { way: named ? { by: 'filer', accountId: filer } : { by: 'nobody' }, ...NOT_MINE };
};

const chosenOf = async (caller: Caller, head: Head, document: HandoffDocument): Promise<Chosen> => {
  const { lookUp, reproduce, targetProject, issueType, chainLabel } = document.escalation;
  const target =
    targetProject === null || issueType === null ? null : { projectId: targetProject.id, issueTypeId: issueType.id };
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
    ...(await wayTo(caller, head, target)),
  };
};

/** All that the form says before anything is typed. */
export const prepareEscalation = async (
  caller: Caller,
  { issueId, projectId, releaseId }: CallInput<'prepareEscalation'>,
): Promise<Result<CallOutput<'prepareEscalation'>>> => {
  const { ticket, choices, prepared } = await choicesFor(issueId, projectId);
  const choice = releaseId === null ? choices[0] : choices.find(({ head }) => head.releaseId === releaseId);
  if (releaseId !== null && choice === undefined) return refuse('not-found');
  const [documents, filed, claim] = await Promise.all([
    choice === undefined ? new Map<string, HandoffDocument>() : readDocuments([choice.head.handoffId]),
    listEscalationsOfTicket(ticket.id),
    readClaim(ticket.id),
  ]);
  const document = choice === undefined ? undefined : documents.get(choice.head.handoffId);
  return ok({
    ticket: { id: ticket.id, key: ticket.key, summary: ticket.summary },
    choices: choices.map(({ head }) => ({
      releaseId: head.releaseId,
      releaseName: head.releaseName,
      projectKey: head.projectKey,
    })),
    chosen: choice === undefined || document === undefined ? null : await chosenOf(caller, choice.head, document),
    filed,
    inProgress: claim === null || claim.step === 'closed' ? null : claim,
    prepared,
  });
};
