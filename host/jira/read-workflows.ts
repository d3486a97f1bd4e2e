import type { Call } from './call';
import { bodyOf, nameOf, reply } from './call';
import { isRecord } from '../is-record';
import { holdsGlobally } from './permissions';
import type { Workflow } from './state';
import { byId } from './state';

const workflowBean = ({ id, name, statusIds }: Workflow) => ({
  ...{ id, name, description: '', isEditable: true, scope: { type: 'GLOBAL' } },
  statuses: statusIds.map((statusReference) => ({ statusReference, deprecated: false, properties: {} })),
});

/**
 * readWorkflows: the workflows that issues of some types in some projects go through, each once; for Jira admins. Their transitions
 * and rules are left out, and so are workflows by name or id.
 */
export function readWorkflows(call: Call) {
  const { state, me } = call;
  const { projectAndIssueTypes = [] } = bodyOf(call);
  const pairs = Array.isArray(projectAndIssueTypes) ? projectAndIssueTypes.filter(isRecord) : [];
  const used = pairs.flatMap((pair) => {
    const project = state.projects.find(({ id, trashed }) => id === nameOf(pair.projectId) && !trashed);
    const type = project?.issueTypes.find(({ issueTypeId }) => issueTypeId === nameOf(pair.issueTypeId));
    return type === undefined ? [] : [type.workflowId];
  });
  const seen = holdsGlobally(state, me, 'ADMINISTER') ? [...new Set(used)] : [];
  const workflows = seen.map((id) => byId(state.workflows, id));
  const statuses = [...new Set(workflows.flatMap(({ statusIds }) => statusIds))].map((id) => {
    const { name } = byId(state.statuses, id);
    return { id, name, statusReference: id, scope: { type: 'GLOBAL' } };
  });
  return reply(200, { statuses, workflows: workflows.map(workflowBean) });
}
