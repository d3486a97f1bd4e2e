import type { CallInput, CallOutput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import { bugLabels } from '../domain/bug-report';
import type { HandoffDocument } from '../domain/document';
import type { Head } from '../domain/head';
import { myPermissions } from '../jira/permissions';
import { listEscalationsOfTicket, readClaim, readDocuments } from '../storage/read';
import { affectsVersionOf } from './affects-version';
import type { Caller } from './caller';
import { choicesFor } from './find-handoffs';

type Chosen = NonNullable<CallOutput<'prepareEscalation'>['chosen']>;

const chosenOf = async (head: Head, document: HandoffDocument): Promise<Chosen> => {
  const { lookUp, reproduce, targetProject, issueType, chainLabel } = document.escalation;
  const permissions = targetProject === null ? new Set() : await myPermissions(targetProject.id);
  const mayFile = permissions.has('CREATE_ISSUES');
  // Only who may file learns of the target project's releases.
  const affects = mayFile && targetProject !== null ? await affectsVersionOf(head, targetProject.id) : null;
  return {
    releaseId: head.releaseId,
    handoffId: head.handoffId,
    releaseName: head.releaseName,
    revision: head.revision,
    lookUp,
    reproduce,
    target: targetProject,
    issueType,
    labels: bugLabels(chainLabel),
    affectsVersion: affects === null ? null : head.releaseName,
    mayFile,
  };
};

/** All that the form says before anything is typed. */
export const prepareEscalation = async (
  _caller: Caller,
  { issueId, projectId, releaseId }: CallInput<'prepareEscalation'>,
): Promise<Result<CallOutput<'prepareEscalation'>>> => {
  const { ticket, choices } = await choicesFor(issueId, projectId);
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
    chosen: choice === undefined || document === undefined ? null : await chosenOf(choice.head, document),
    filed,
    inProgress: claim === null || claim.step === 'closed' ? null : claim,
  });
};
