import { limit } from '../limits';
import { adfOfText, plainText } from './adf';
import type { Call } from './call';
import { bodyOf, pageOf, param, refuse, reply } from './call';
import { newComment, store } from './comments';
import { findIssue, holds, mayBrowse } from './permissions';
import { timeOf, userBean } from './shapes';
import type { Comment, Issue, JiraState } from './state';
import { byId, projectOf } from './state';

/** Jira Service Management's customer API (`/rest/servicedeskapi`): how the customer sees a ticket. */
function visibleRequest(call: Call): { issue: Issue; isAgent: boolean } {
  const { state, me } = call;
  const issue = findIssue(state, param(call, 'issueIdOrKey'));
  const project = issue && projectOf(state, issue);
  const isAgent = project !== undefined && mayBrowse(state, me, project, issue);
  if (!issue || project?.projectTypeKey !== 'service_desk' || (!isAgent && issue.fields.reporter !== me)) {
    return refuse(404, 'The request does not exist, or you do not have permission to see it.');
  }
  return { issue, isAgent };
}

const dateOf = (ms: number) => {
  const jira = timeOf(ms);
  const iso8601 = jira.replace(/\.\d+/, '');
  return { iso8601, jira, friendly: new Date(ms).toUTCString(), epochMillis: ms };
};

const personOf = (state: JiraState, accountId: string) => {
  const { accountId: id, displayName, active, timeZone } = userBean(state, accountId);
  return { accountId: id, displayName, active, timeZone };
};

const addressOf = ({ siteUrl }: JiraState, { id }: Issue) => `${siteUrl}/rest/servicedeskapi/request/${id}`;

export function getRequest(call: Call) {
  const { state } = call;
  const { issue } = visibleRequest(call);
  const { summary, description, reporter } = issue.fields;
  const status = byId(state.statuses, issue.statusId);
  const statusCategory = status.category.toUpperCase();
  const field = (fieldId: string, label: string, value: string) => ({ fieldId, label, value });
  return reply(200, {
    ...{ issueId: issue.id, issueKey: issue.key, summary, serviceDeskId: issue.projectId, requestTypeId: '1' },
    createdDate: dateOf(issue.created),
    ...(reporter !== null && { reporter: personOf(state, reporter) }),
    requestFieldValues: [
      field('summary', 'Summary', summary),
      field('description', 'Description', plainText(description)),
    ],
    currentStatus: { status: status.name, statusCategory, statusDate: dateOf(issue.updated) },
    _links: { self: addressOf(state, issue), web: `${state.siteUrl}/servicedesk/customer/portal/1/${issue.key}` },
  });
}

const commentOf = (state: JiraState, issue: Issue, { id, body, author, created, internal }: Comment) => ({
  ...{ id, body: plainText(body), public: !internal },
  ...{ author: personOf(state, author), created: dateOf(created) },
  _links: { self: `${addressOf(state, issue)}/comment/${id}` },
});

/** Comments of a request. A customer gets the public ones only, whatever is asked for; an agent chooses by `public` and `internal`. */
export function getRequestComments(call: Call) {
  const { state, query } = call;
  const { issue, isAgent } = visibleRequest(call);
  const wants = (name: string) => query.get(name) !== 'false';
  const shown = issue.comments.filter(({ internal }) => (internal ? isAgent && wants('internal') : wants('public')));
  const asked = new URLSearchParams({ startAt: query.get('start') ?? '', maxResults: query.get('limit') ?? '' });
  const page = pageOf({ query: asked }, shown, 50, limit('jira.requestCommentPage'));
  const values = page.values.map((comment) => commentOf(state, issue, comment));
  return reply(200, {
    ...{ size: values.length, start: page.startAt, limit: page.maxResults, isLastPage: page.isLast, values },
    ...{ _expands: [], _links: { self: `${addressOf(state, issue)}/comment` } },
  });
}

/** Adds `{body: text, public}`. A customer's comment is public, always. */
export function addRequestComment(call: Call) {
  const { state, me } = call;
  const { issue, isAgent } = visibleRequest(call);
  const { body, public: isPublic = true } = bodyOf(call);
  if (typeof body !== 'string' || body.trim() === '') return refuse(400, 'The comment must not be empty.');
  if (isAgent && !holds(state, me, 'ADD_COMMENTS', projectOf(state, issue), issue)) {
    return refuse(403, 'You do not have the permission to comment on this request.');
  }
  const internal = isAgent && isPublic === false;
  const properties = internal ? [{ key: 'sd.public.comment', value: { internal } }] : [];
  const comment = newComment(call, { body: adfOfText(body), internal, properties });
  store(call, issue, comment);
  return reply(201, commentOf(state, issue, comment));
}
