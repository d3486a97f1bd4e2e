import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { bugDescription, bugLabels, type Mention } from '../../domain/bug-report';
import { priorityOf, type Priority } from '../../domain/escalation';
import { checkedValues, type CreateField } from '../../domain/needed-fields';
import { issueAddress } from '../addresses';
import { affectsVersionOf } from './affects-version';
import { tellComments } from './carried-comments';
import type { CreateScreen } from './create-screen';
import type { Filing } from './filing';

/** Left to Jira where the site has other priorities than its default ones: one of a name that it lacks would cost the whole bug. */
const priorityOn = (screen: readonly CreateField[], name: Priority): { name: Priority } | undefined => {
  const offered = screen.find(({ id }) => id === 'priority')?.options ?? null;
  return offered === null || offered.some((option) => option.name === name) ? { name } : undefined;
};

/** The fields of a new bug; what people filled in beside the form is held against the create screen. */
export const bugFields = async (
  { ticket, head, target, document, panelUrl }: Filing,
  {
    form,
    values = {},
    comments = [],
    customer = null,
  }: Pick<CallInput<'fileBug'>, 'form' | 'values' | 'comments' | 'customer'>,
  { as, fields: screen, isTheirs }: CreateScreen,
  requestedBy: Mention | null,
): Promise<Result<Readonly<Record<string, unknown>>>> => {
  const takes = new Set(screen.map(({ id }) => id));
  const affects = takes.has('versions') ? await affectsVersionOf(as, head, target.projectId) : null;
  // Who may not see the screen was asked for nothing, and must not try out on it what is there.
  const { fields, problems } = checkedValues(screen, affects !== null, isTheirs ? values : {});
  if (problems.length > 0)
    return refuse('bad-input', { fields: problems.map(({ id, problem }) => ({ path: ['values', id], problem })) });
  const description = await tellComments(
    bugDescription(form, {
      ticketKey: ticket.key,
      ticketUrl: issueAddress(panelUrl, ticket.key),
      releaseName: head.releaseName,
      revision: head.revision,
      panelUrl,
      requestedBy,
      customer,
    }),
    ticket.id,
    comments,
  );
  if (!description.ok) return description;
  const optional: Record<string, unknown> = {
    labels: bugLabels(document.escalation.chainLabel),
    priority: priorityOn(screen, priorityOf(form.severity, form.impact)),
    description: description.value,
    versions: affects === null ? undefined : [{ id: affects }],
    reporter: as === 'user' || requestedBy === null ? undefined : { id: requestedBy.accountId },
  };
  return {
    ok: true,
    value: {
      ...fields,
      project: { id: target.projectId },
      issuetype: { id: target.issueTypeId },
      summary: form.summary,
      // A field that the project's create screen hasn't got would make Jira refuse the whole bug.
      ...Object.fromEntries(
        Object.entries(optional).filter(([field, value]) => takes.has(field) && value !== undefined),
      ),
    },
  };
};
