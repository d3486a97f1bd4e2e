import type { Call } from './call';
import { textOf } from './call';
import { isRecord } from '../is-record';
import { emit } from './events';
import type { FieldId } from './fields';
import { isMany, shown } from './fields';
import { issueBean } from './issue-view';
import { attachmentBean, commentBean } from './shapes';
import type { Attachment, Comment, Issue, IssueFields, JiraState, Property } from './state';
import { APP_ACCOUNT_ID, byId, projectOf } from './state';

/** An issue as events carry it: what the app itself would read. */
const inEvent = ({ state }: Call, issue: Issue) =>
  issueBean(state, issue, APP_ACCOUNT_ID, { fields: ['*navigable'], properties: [] });

const asRecord = (properties: readonly Property[]) =>
  Object.fromEntries(properties.map(({ key, value }) => [key, value]));

/** Of an issue and its project, for filters of triggers. */
const propertiesOf = ({ state }: Call, issue: Issue) =>
  structuredClone({ issue: asRecord(issue.properties), project: asRecord(projectOf(state, issue).properties) });

export const emitIssue = (
  call: Call,
  what: 'created' | 'deleted' | 'updated' | 'assigned',
  issue: Issue,
  more: Readonly<Record<string, unknown>> = {},
) =>
  emit(
    call,
    `avi:jira:${what}:issue`,
    {
      issue: inEvent(call, issue),
      associatedUsers: { associatedUsers: [{ accountId: call.me }] },
      ...more,
    },
    propertiesOf(call, issue),
  );

export const emitComment = (call: Call, what: 'commented' | 'deleted', issue: Issue, comment: Comment) =>
  emit(
    call,
    what === 'commented' ? 'avi:jira:commented:issue' : 'avi:jira:deleted:comment',
    { issue: inEvent(call, issue), comment: commentBean(call.state, issue, comment) },
    propertiesOf(call, issue),
  );

/** What happened to an attachment, and to its issue; the changelog's item is assumed. */
export function emitAttachment(call: Call, what: 'created' | 'deleted', issue: Issue, attachment: Attachment) {
  const { id, filename } = attachment;
  const [before, after] = what === 'created' ? [null, attachment] : [attachment, null];
  const item: ChangelogItem = {
    ...{ field: 'Attachment', fieldId: 'attachment', from: before && id, fromString: before && filename },
    ...{ to: after && id, toString: after && filename },
  };
  emit(call, `avi:jira:${what}:attachment`, { attachment: attachmentBean(call.state, attachment) });
  emitIssue(call, 'updated', issue, { changelog: { items: [item] } });
}

interface ChangelogItem {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

/** A kept value, or one item of a kept list, as people read it. */
function inWords(state: JiraState, id: FieldId, kept: unknown): string | null {
  if (kept === null) return null;
  const value = isMany(state, id) ? (shown(state, id, [kept]) as unknown[])[0] : shown(state, id, kept);
  if (!isRecord(value)) return textOf(value) ?? null;
  return textOf(value.name) ?? textOf(value.displayName) ?? null;
}

const itemOf = (state: JiraState, id: FieldId, from: unknown, to: unknown): ChangelogItem => ({
  ...{ field: id, fieldId: id, from: textOf(from) ?? null, fromString: inWords(state, id, from) },
  ...{ to: textOf(to) ?? null, toString: inWords(state, id, to) },
});

/** One item for a value that changed, and one for each that came into or went out of a list. */
const itemsOf = (state: JiraState, id: FieldId, before: IssueFields, after: IssueFields): ChangelogItem[] => {
  const [from, to] = [before[id], after[id]] as [unknown, unknown];
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!Array.isArray(from) || !Array.isArray(to)) return [itemOf(state, id, from, to)];
  return [
    ...from.filter((value) => !to.includes(value)).map((value: unknown) => itemOf(state, id, value, null)),
    ...to.filter((value) => !from.includes(value)).map((value: unknown) => itemOf(state, id, null, value)),
  ];
};

/** What an issue was before it was written. */
export type Before = Pick<Issue, 'fields' | 'properties' | 'statusId' | 'resolved' | 'updated' | 'comments'>;

export const before = ({ fields, properties, statusId, resolved, updated, comments }: Issue): Before => ({
  ...{
    fields: { ...fields },
    properties: [...properties],
    statusId,
    resolved,
    updated,
    comments: comments.map((comment) => ({ ...comment })),
  },
});

/** `updated` with its changelog where anything changed, and `assigned` where the assignee did. */
export function emitChange(call: Call, was: Before, issue: Issue) {
  const { state } = call;
  const nameOf = (statusId: string) => byId(state.statuses, statusId).name;
  const status: ChangelogItem[] =
    was.statusId === issue.statusId
      ? []
      : [
          {
            ...{ field: 'status', fieldId: 'status', from: was.statusId, fromString: nameOf(was.statusId) },
            ...{ to: issue.statusId, toString: nameOf(issue.statusId) },
          },
        ];
  const ids = Object.keys(issue.fields) as FieldId[];
  const items = [...ids.flatMap((id) => itemsOf(state, id, was.fields, issue.fields)), ...status];
  if (items.length === 0) return;
  emitIssue(call, 'updated', issue, { changelog: { items } });
  const assignee = items.filter(({ fieldId }) => fieldId === 'assignee');
  if (assignee.length > 0) emitIssue(call, 'assigned', issue, { changelog: { items: assignee } });
}
