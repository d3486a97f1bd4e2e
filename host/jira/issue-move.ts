import type { Call } from './call';
import { bodyOf, nameOf, param, refuse, reply } from './call';
import { emitIssue } from './issue-events';
import { holds, visibleIssue, visibleProject } from './permissions';
import { issueRef } from './shapes';
import { byId, projectOf, setupOf, versionsOf } from './state';

/**
 * Jira's "Move", which people do on its screens; its REST API has it for many issues at once only, as a task with a mapping of all fields
 * (OAS submitBulkMove), which is not simulated. The issue keeps its id and what stands on it, gets another key, is found by the old one too, and
 * leaves behind the versions and components that the other project hasn't got. Who may: OAS submitBulkMove.
 */
export function moveIssue(call: Call) {
  const { state, me, deps } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const from = projectOf(state, issue);
  const to = visibleProject(call, nameOf(bodyOf(call).project));
  if (!holds(state, me, 'MOVE_ISSUES', from, issue))
    return refuse(403, 'You do not have permission to move this issue.');
  if (!holds(state, me, 'CREATE_ISSUES', to)) return refuse(403, 'You do not have permission to create issues there.');
  const type = to.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId) ?? to.issueTypes[0];
  if (to === from || !type) return refuse(400, 'The issue cannot be moved there.');
  const was = { key: issue.key, statusId: issue.statusId };
  to.lastIssueNumber += 1;
  const workflow = byId(state.workflows, type.workflowId);
  const versions = versionsOf(state, to).map(({ id }) => id);
  const components = to.components.map(({ id }) => id);
  Object.assign(issue, { projectId: to.id, key: `${to.key}-${to.lastIssueNumber}`, issueTypeId: type.issueTypeId });
  Object.assign(issue, {
    statusId: workflow.statusIds.includes(was.statusId) ? was.statusId : workflow.initialStatusId,
    updated: deps.clock.now(),
  });
  for (const field of ['versions', 'fixVersions'] as const)
    issue.fields[field] = issue.fields[field].filter((id) => versions.includes(id));
  issue.fields.components = issue.fields.components.filter((id) => components.includes(id));
  state.issueKeys[issue.key] = issue.id;
  setupOf(state, issue); // said loudly where the two don't fit
  deps.changed();
  const item = (
    field: string,
    id: string,
    [old, now]: readonly [string, string],
    names: readonly [string, string],
  ) => ({
    ...{ field, fieldId: id, from: old, fromString: names[0], to: now, toString: names[1] },
  });
  emitIssue(call, 'updated', issue, {
    changelog: {
      items: [
        item('project', 'project', [from.id, to.id], [from.name, to.name]),
        item('Key', 'issuekey', [was.key, issue.key], [was.key, issue.key]),
      ],
    },
  });
  return reply(200, issueRef(state, issue));
}
