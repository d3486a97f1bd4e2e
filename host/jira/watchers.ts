import type { Call } from './call';
import { param, refuse, reply, textOf } from './call';
import { holds, mayBrowse, visibleIssue } from './permissions';
import { userBean } from './shapes';
import type { Issue } from './state';
import { projectOf } from './state';

/** getIssueWatchers: their number for everybody, who the others are for the permission to see that. */
export function getWatchers(call: Call) {
  const { state, me } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const seesAll = holds(state, me, 'VIEW_VOTERS_AND_WATCHERS', projectOf(state, issue), issue);
  const isShown = (accountId: string) => seesAll || accountId === me;
  return reply(200, {
    self: `${state.siteUrl}/rest/api/3/issue/${issue.key}/watchers`,
    isWatching: issue.watchers.includes(me),
    watchCount: issue.watchers.length,
    watchers: issue.watchers.filter(isShown).map((accountId) => {
      const { self, displayName, active, accountType } = userBean(state, accountId);
      return { self, accountId, displayName, active, accountType };
    }),
  });
}

/** Oneself needs no more than to see the issue; for others one needs Manage watchers. */
function setWatching(call: Call, accountId: string, watching: boolean) {
  const { state, me } = call;
  const issue: Issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const project = projectOf(state, issue);
  if (accountId !== me && !holds(state, me, 'MANAGE_WATCHERS', project, issue)) {
    return refuse(403, 'You do not have permission to manage watchers of this issue.');
  }
  if (watching && !mayBrowse(state, accountId, project, issue)) {
    return refuse(404, 'The user does not have permission to view this issue, or does not exist.');
  }
  const others = issue.watchers.filter((id) => id !== accountId);
  issue.watchers = watching ? [...others, accountId] : others;
  call.deps.changed();
  return reply(204);
}

export const addWatcher = (call: Call) => setWatching(call, textOf(call.body) ?? call.me, true);

export function removeWatcher(call: Call) {
  const accountId = call.query.get('accountId') ?? refuse(400, 'The accountId must be specified.');
  return setWatching(call, accountId, false);
}
