import { limit } from '../limits';
import type { Call } from './call';
import { listParam, pageOf, refuse, reply } from './call';
import { findIssue, holds, holdsGlobally, mayBrowse, visibleIssue, visibleProject } from './permissions';
import { userBean } from './shapes';
import type { JiraState } from './state';
import { APP_ACCOUNT_ID, projectOf } from './state';

const exists = ({ people }: JiraState, accountId: string) =>
  accountId === APP_ACCOUNT_ID || people.some((person) => person.accountId === accountId);

/** Customers of a service project don't hold "Browse users and groups": they can't look anybody up. */
const mayLookUp = ({ state, me }: Call) => holdsGlobally(state, me, 'USER_PICKER');

export const getCurrentUser = ({ state, me }: Call) => reply(200, { ...userBean(state, me, me), locale: 'en_US' });

export function getUser(call: Call) {
  const { state, me, query } = call;
  if (!mayLookUp(call)) refuse(403, 'You do not have permission to browse users.');
  const accountId = query.get('accountId') ?? refuse(400, "The 'accountId' query parameter needs to be provided.");
  if (!exists(state, accountId)) refuse(404, `Specified user does not exist or you do not have required permissions`);
  return reply(200, userBean(state, accountId, me));
}

/** Unknown accounts are left out in silence, as Jira does. */
export function bulkGetUsers(call: Call) {
  const { state, me } = call;
  if (!mayLookUp(call)) refuse(401, 'You do not have permission to access Jira.');
  const asked = listParam(call, 'accountId');
  if (asked.length === 0) refuse(400, "The 'accountId' query parameter needs to be provided.");
  const known = asked.filter((accountId) => exists(state, accountId));
  const page = pageOf(call, known, 10, limit('jira.userPage'));
  const values = page.values.map((accountId) => userBean(state, accountId, me));
  return reply(200, { ...page, self: `${state.siteUrl}/rest/api/3/user/bulk`, values });
}

/** People whose name, a word of it, or e-mail address begins with the query; or the one of an account id. */
function matching({ state, query }: Call) {
  const text = query.get('query')?.toLowerCase();
  const accountId = query.get('accountId');
  if (text === undefined && accountId === null) refuse(400, "Either 'query' or 'accountId' must be provided.");
  if (text !== undefined && accountId !== null) refuse(400, "Only one of 'query' and 'accountId' can be provided.");
  return state.people.filter(({ displayName, emailAddress, ...person }) => {
    if (text === undefined) return person.accountId === accountId;
    const name = displayName.toLowerCase();
    return [name, ...name.split(/\s+/), emailAddress.toLowerCase()].some((part) => part.startsWith(text));
  });
}

function answer(call: Call, people: ReturnType<typeof matching>) {
  const reach = limit('jira.userSearchReach');
  const { values } = pageOf(call, people.slice(0, reach), 50, reach);
  return reply(
    200,
    values.map(({ accountId }) => userBean(call.state, accountId, call.me)),
  );
}

export const findUsers = (call: Call) => answer(call, mayLookUp(call) ? matching(call) : []);

export function findAssignableUsers(call: Call) {
  const { state, query } = call;
  const issueName = query.get('issueKey') ?? query.get('issueId');
  const projectName = query.get('project');
  if (issueName === null && projectName === null) {
    return refuse(400, "One of 'project', 'issueKey' and 'issueId' must be provided.");
  }
  const project =
    issueName === null ? visibleProject(call, projectName ?? '') : projectOf(state, visibleIssue(call, issueName));
  const issue = issueName === null ? undefined : findIssue(state, issueName);
  return answer(
    call,
    matching(call).filter(
      ({ accountId }) =>
        holds(state, accountId, 'ASSIGNABLE_USER', project, issue) && mayBrowse(state, accountId, project, issue),
    ),
  );
}
