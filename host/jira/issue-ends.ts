import type { Call } from './call';
import { param, refuse, reply } from './call';
import { emitIssue } from './issue-events';
import { holds, visibleIssue } from './permissions';
import { projectOf } from './state';

/** deleteIssue: its links go with it, and tell nobody (Forge docs: cascading events). */
export function deleteIssue(call: Call) {
  const { state, me, deps } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  if (!holds(state, me, 'DELETE_ISSUES', projectOf(state, issue), issue)) {
    return refuse(403, 'You do not have permission to delete issues in this project.');
  }
  state.links = state.links.filter(({ source, destination }) => source !== issue.id && destination !== issue.id);
  Reflect.deleteProperty(state.issueKeys, issue.key);
  Reflect.deleteProperty(state.issues, issue.id);
  deps.changed();
  emitIssue(call, 'deleted', issue);
  return reply(204);
}
