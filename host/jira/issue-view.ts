import { own } from './state';
import type { Issue, JiraState } from './state';
import { fieldIds, shown } from './fields';
import { linksOf } from './links';
import {
  attachmentBean,
  categoryBean,
  commentBean,
  issueRef,
  issueTypeBean,
  projectRef,
  statusBean,
  timeOf,
  userBean,
} from './shapes';
import { byId, projectOf } from './state';

type Reader = (state: JiraState, issue: Issue, me: string) => unknown;

/** Fields that Jira itself keeps. */
const SYSTEM: Readonly<Record<string, Reader>> = {
  project: (state, issue) => projectRef(state, projectOf(state, issue)),
  issuetype: (state, { issueTypeId }) => issueTypeBean(state, byId(state.issueTypes, issueTypeId)),
  status: (state, { statusId }) => statusBean(state, byId(state.statuses, statusId)),
  statusCategory: (state, { statusId }) => categoryBean(state, byId(state.statuses, statusId)),
  creator: (state, { creator }) => userBean(state, creator),
  created: (_, { created }) => timeOf(created),
  updated: (_, { updated }) => timeOf(updated),
  resolutiondate: (_, { resolved }) => (resolved === null ? null : timeOf(resolved)),
  issuelinks: linksOf,
  subtasks: () => [],
  attachment: (state, { attachments = [] }) => attachments.map((attachment) => attachmentBean(state, attachment)),
  comment: (state, issue) => {
    const comments = issue.comments.map((comment) => commentBean(state, issue, comment));
    const { length } = comments;
    return { self: `${issueRef(state, issue).self}/comment`, comments, startAt: 0, maxResults: length, total: length };
  },
};

const readersOf = (state: JiraState): Readonly<Record<string, Reader>> => ({
  ...Object.fromEntries(
    fieldIds(state).map((id): [string, Reader] => [id, (_, issue) => shown(state, id, issue.fields[id])]),
  ),
  ...SYSTEM,
});

const NOT_NAVIGABLE = ['comment', 'attachment'];

/** Which fields a `fields` parameter asks for; names that Jira doesn't know are left out in silence. */
function chosen(all: readonly string[], asked: readonly string[]): string[] {
  const minus = asked.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const plus = asked.filter((name) => !name.startsWith('-'));
  const named = plus.length === 0 || plus.includes('*navigable') ? all.filter((id) => !NOT_NAVIGABLE.includes(id)) : [];
  const wanted = new Set(plus.includes('*all') ? all : [...named, ...plus]);
  return all.filter((id) => wanted.has(id) && !minus.includes(id));
}

/** An issue as GET issue and search show it (OAS IssueBean). */
export function issueBean(
  state: JiraState,
  issue: Issue,
  me: string,
  ask: { readonly fields: readonly string[]; readonly properties: readonly string[] },
) {
  const readers = readersOf(state);
  const wanted = chosen(Object.keys(readers), ask.fields);
  const fields = wanted.map((id) => [id, own(readers, id)?.(state, issue, me)]);
  const properties = issue.properties.filter(
    ({ key }) =>
      (ask.properties.includes(key) || ask.properties.includes('*all')) && !ask.properties.includes(`-${key}`),
  );
  return {
    expand: 'transitions',
    ...issueRef(state, issue),
    fields: Object.fromEntries(fields) as Record<string, unknown>,
    ...(ask.properties.length > 0 && {
      properties: Object.fromEntries(properties.map(({ key, value }) => [key, value])),
    }),
  };
}
