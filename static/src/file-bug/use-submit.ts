import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import { parseInput } from '../../../src/api/parse-input';
import { ok, refuse, type Result } from '../../../src/api/results';
import { bugDescription } from '../../../src/domain/bug-report';
import { escalationFormSchema, priorityOf, type EscalationForm } from '../../../src/domain/escalation';
import type { FiledBug } from '../../../src/domain/filed-bug';
import { useAction } from '../components/use-action';
import { createInJira } from '../forge/create-issue';
import { call } from './call';
import { panelUrl } from '../forge/router';
import { UNTYPED } from './fields';
import { planOf, type Chosen } from './plan';
import type { BugDraft } from './use-bug-draft';

type Prepare = CallOutput<'prepareEscalation'>;
export type Outcome =
  | { readonly kind: 'filed'; readonly bug: CallOutput<'fileBug'> }
  | { readonly kind: 'prepared'; readonly filer: string; readonly noteFailed: boolean };

/** `kind: 'cancelled'`: the person closed Jira's dialog, and nothing has happened. */
type Sent = Outcome | { readonly kind: 'cancelled' };

const filed = (answer: Result<CallOutput<'fileBug'>>): Result<Sent> =>
  answer.ok ? ok({ kind: 'filed', bug: answer.value }) : answer;

/** Sends what was typed the way that the plan says. `run` takes the bugs that the person was told of meanwhile, by their escalations. */
export const useSubmit = ({
  project,
  siteUrl,
  prepared,
  chosen,
  draft,
  done,
  newestSince,
}: {
  /** The ticket's. */
  project: { id: string; key: string };
  siteUrl: string;
  prepared: Prepare;
  chosen: Chosen;
  draft: BugDraft;
  done: (outcome: Outcome) => void;
  /** A bug that was filed from the ticket since the form was opened. */
  newestSince: () => Promise<FiledBug | null>;
}) => {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const { releaseId, handoffId, productId, target, issueType } = chosen;
  const { ticket, choices, filed: before } = prepared;
  const { escalationId, typed, values, made, keepId, clear } = draft;
  const plan = planOf(chosen);

  const act = useCallback(
    async (alsoSeen: readonly string[] = []): Promise<Result<Sent>> => {
      const form = parseInput(escalationFormSchema, { ...UNTYPED, ...typed });
      if (!form.ok) return form;
      if (target === null || issueType === null) return refuse('not-complete');
      keepId(escalationId);
      const known = [...seen, ...alsoSeen];
      setSeen(known);
      const productKey = choices.find((choice) => choice.releaseId === releaseId)?.projectKey ?? project.key;
      // The bug's readers are the product's engineers; the ticket's own project is for who may not see theirs.
      const address = (await panelUrl(productKey, releaseId)) ?? (await panelUrl(project.key, releaseId));
      const escalation = {
        ...{ escalationId, issueId: ticket.id, projectId: project.id, releaseId, handoffId, productId },
        targetId: target.id,
      };
      if (plan === 'prepare') {
        const kept = await call('prepareForFiler', { ...escalation, form: form.value });
        return kept.ok ? ok({ kind: 'prepared', ...kept.value }) : kept;
      }
      if (plan === 'file') {
        const knownBugs = [...before.map(({ id }) => id), ...known];
        return filed(await call('fileBug', { ...escalation, form: form.value, values, knownBugs, panelUrl: address }));
      }
      const record = async (bugId: string) => {
        const answer = await call('recordFiledBug', { ...escalation, bugId, panelUrl: address });
        if (!answer.ok && answer.code === 'another-bug') made.clear();
        return filed(answer);
      };
      // Created in an earlier try: nothing is created again.
      if (made.value !== '') return record(made.value);
      const newest = await newestSince();
      if (newest !== null && !known.includes(newest.id)) return refuse('filed-meanwhile', { filed: newest });
      const bugId = await inDialog(form.value, chosen, { ticket, siteUrl, address });
      if (bugId === null) return ok({ kind: 'cancelled' });
      made.set(bugId);
      return record(bugId);
    },
    [
      typed,
      values,
      made,
      seen,
      keepId,
      escalationId,
      plan,
      newestSince,
      before,
      chosen,
      ticket,
      choices,
      project,
      releaseId,
      handoffId,
      productId,
      target,
      issueType,
      siteUrl,
    ],
  );
  return useAction(
    act,
    useCallback(
      (sent: Sent) => {
        if (sent.kind === 'cancelled') return;
        clear();
        done(sent);
      },
      [clear, done],
    ),
  );
};

/** Jira's own dialog, filled in as the app would file it. */
const inDialog = (
  form: EscalationForm,
  { releaseName, revision, target, issueType, labels, priorities, affects }: Chosen,
  { ticket, siteUrl, address }: { ticket: Prepare['ticket']; siteUrl: string; address: string | null },
): Promise<string | null> => {
  const priority = priorities.find(({ name }) => name === priorityOf(form.severity, form.impact));
  return createInJira({
    ...{ projectId: target?.id ?? '', issueTypeId: issueType?.id ?? '', summary: form.summary, labels },
    description: bugDescription(form, {
      ...{ ticketKey: ticket.key, ticketUrl: new URL(`/browse/${ticket.key}`, siteUrl).href },
      ...{ releaseName, revision, panelUrl: address, requestedBy: null },
    }),
    ...(priority === undefined ? {} : { priority: priority.id }),
    ...(affects === null ? {} : { versions: [affects.id] }),
  });
};
