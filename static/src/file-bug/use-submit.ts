import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import { MOST_KNOWN } from '../../../src/api/escalation-calls';
import { parseInput } from '../../../src/api/parse-input';
import { ok, refuse, type FieldProblem, type Result } from '../../../src/api/results';
import { bugDescription, type AdfDocument } from '../../../src/domain/bug-report';
import { withComments } from '../../../src/domain/carried-comments';
import type { Customer } from '../../../src/domain/customer';
import { escalationFormSchema, priorityOf, type EscalationForm } from '../../../src/domain/escalation';
import type { FiledBug } from '../../../src/domain/filed-bug';
import { useAction } from '../components/use-action';
import { createInJira } from '../forge/create-issue';
import { call } from './call';
import { panelUrl } from '../forge/router';
import { readParts } from '../forge/ticket-parts';
import { UNTYPED } from './fields';
import { DONE, type Joined } from './joined';
import { planOf, type Chosen } from './plan';
import type { BugDraft } from './use-bug-draft';
import { useLeft, type Left } from './use-left';

type Prepare = CallOutput<'prepareEscalation'>;
export type Outcome =
  /** `left`: attachments that are to come along now; null: none were chosen. */
  | { readonly kind: 'filed'; readonly bug: CallOutput<'fileBug'>; readonly left: Left | null }
  | Joined
  | { readonly kind: 'prepared'; readonly filer: string; readonly noteFailed: boolean };

/** `kind: 'cancelled'`: the person closed Jira's dialog, and nothing has happened. */
type Sent = Outcome | { readonly kind: 'cancelled' };

const filed = (answer: Result<CallOutput<'fileBug'>>): Result<Sent> =>
  answer.ok ? ok({ kind: 'filed', bug: answer.value, left: null }) : answer;

/** Sends what was typed the way that the plan says. `run` takes the bugs that the person was told of meanwhile, by their escalations. */
export const useSubmit = ({
  accountId,
  project,
  siteUrl,
  prepared,
  chosen,
  draft,
  done,
  newestSince,
}: {
  accountId: string;
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
  const [listed, setListed] = useState<readonly string[]>([]);
  const { releaseId, handoffId, productId, target, issueType } = chosen;
  const { ticket, choices, filed: before } = prepared;
  const { escalationId, typed, values, customer, carry, made, keepId, clear } = draft;
  const plan = planOf(chosen);
  const { set: keepLeft } = useLeft(accountId, ticket.id);

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
      const said = { form: form.value, customer };
      if (plan === 'prepare') {
        const kept = await call('prepareForFiler', { ...escalation, ...said, carry });
        return kept.ok ? ok({ kind: 'prepared', ...kept.value }) : kept;
      }
      if (plan === 'file') {
        const knownBugs = [...before.map(({ id }) => id), ...known, ...listed].slice(0, MOST_KNOWN);
        const { comments } = carry;
        return filed(await call('fileBug', { ...escalation, ...said, values, comments, knownBugs, panelUrl: address }));
      }
      const record = async (bugId: string) => {
        const answer = await call('recordFiledBug', { ...escalation, ...said, bugId, panelUrl: address });
        if (!answer.ok && answer.code === 'another-bug') made.clear();
        return filed(answer);
      };
      // Created in an earlier try: nothing is created again.
      if (made.value !== '') return record(made.value);
      const newest = await newestSince();
      if (newest !== null && !known.includes(newest.id)) return refuse('filed-meanwhile', { filed: newest });
      const from = { ticket, siteUrl, address, customer, comments: carry.comments };
      const description = await describe(form.value, chosen, from);
      if (!description.ok) return description;
      const bugId = await inDialog(form.value, chosen, description.value);
      if (bugId === null) return ok({ kind: 'cancelled' });
      made.set(bugId);
      return record(bugId);
    },
    [
      typed,
      values,
      carry,
      customer,
      made,
      seen,
      listed,
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
  const action = useAction(
    act,
    useCallback(
      (sent: Sent) => {
        if (sent.kind === 'cancelled') return;
        const { attachments } = carry;
        const left = sent.kind === 'filed' && attachments.length > 0 ? { escalationId, attachments } : null;
        if (left !== null) keepLeft(left);
        clear();
        done(sent.kind === 'filed' ? { ...sent, left } : sent);
      },
      [carry, keepLeft, escalationId, clear, done],
    ),
    `#${DONE}`,
  );
  /** Bugs of other tickets that the person was shown, by their escalations. */
  return { ...action, knows: setListed };
};

/** The description for Jira's own dialog, with the chosen comments as the person sees them now. */
const describe = async (
  form: EscalationForm,
  { releaseName, revision }: Chosen,
  {
    ticket,
    siteUrl,
    address,
    customer,
    comments,
  }: {
    ticket: Prepare['ticket'];
    siteUrl: string;
    address: string | null;
    customer: Customer | null;
    comments: readonly string[];
  },
): Promise<Result<AdfDocument>> => {
  const own = bugDescription(form, {
    ...{ ticketKey: ticket.key, ticketUrl: new URL(`/browse/${ticket.key}`, siteUrl).href },
    ...{ releaseName, revision, panelUrl: address, requestedBy: null, customer },
  });
  if (comments.length === 0) return ok(own);
  const parts = await readParts(ticket.id);
  if (parts === undefined) return refuse('jira-unavailable');
  const problem = (id: string, what: FieldProblem['problem']) =>
    refuse('bad-input', { fields: [{ path: ['comments', id], problem: what }] });
  const gone = comments.find((id) => !parts.comments.some((one) => one.id === id));
  if (gone !== undefined) return problem(gone, 'not-valid');
  const told = withComments(
    own,
    parts.comments.filter(({ id }) => comments.includes(id)),
  );
  return told.tooMuch === null ? ok(told.document) : problem(told.tooMuch.id, 'too-long');
};

/** Jira's own dialog, filled in as the app would file it. */
const inDialog = (
  form: EscalationForm,
  { target, issueType, labels, priorities, affects }: Chosen,
  description: AdfDocument,
): Promise<string | null> => {
  const priority = priorities.find(({ name }) => name === priorityOf(form.severity, form.impact));
  return createInJira({
    ...{ projectId: target?.id ?? '', issueTypeId: issueType?.id ?? '', summary: form.summary, labels, description },
    ...(priority === undefined ? {} : { priority: priority.id }),
    ...(affects === null ? {} : { versions: [affects.id] }),
  });
};
