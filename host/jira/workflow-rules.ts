import { randomUUID } from 'node:crypto';
import type { WorkflowRule } from '../contracts';
import { limit } from '../limits';
import type { Call } from './call';
import { bodyOf, param, refuse, reply } from './call';
import { findProject, holdsGlobally } from './permissions';
import { statusBean } from './shapes';
import type { JiraState, Project, Transition, Workflow } from './state';
import { byId } from './state';

/** The rule editor's own calls, for which Jira has no public REST API. They need the global permission ADMINISTER. */
function checkAdmin({ state, me }: Call) {
  if (!holdsGlobally(state, me, 'ADMINISTER'))
    refuse(403, 'Only Jira administrators can see and change workflow rules.');
}

const ruleBean = ({ id, moduleKey, configuration }: WorkflowRule) => ({ id, moduleKey, configuration });

function workflowBean(state: JiraState, { id, name, statusIds, transitions }: Workflow) {
  return {
    ...{ id, name },
    statuses: statusIds.map((statusId) => statusBean(state, byId(state.statuses, statusId))),
    transitions: transitions.map(({ validators, ...transition }) => ({
      ...transition,
      rules: validators.map(ruleBean),
    })),
  };
}

/** GET /rest/host/1/project/{key}/workflows: an array of workflows, each once. */
export function listWorkflows(call: Call) {
  checkAdmin(call);
  const { state } = call;
  const name = param(call, 'projectIdOrKey');
  const project = findProject(state, name) ?? refuse(404, `No project could be found with key '${name}'.`);
  const used = new Set(project.issueTypes.map(({ workflowId }) => workflowId));
  return reply(
    200,
    [...used].map((id) => workflowBean(state, byId(state.workflows, id))),
  );
}

const everyTransition = ({ workflows }: JiraState) =>
  workflows.flatMap((workflow) => workflow.transitions.map((transition) => ({ workflow, transition })));

function readConfiguration(value: unknown): string {
  if (typeof value !== 'string') return refuse(400, 'The configuration must be JSON text.');
  return Buffer.byteLength(value) > limit('jira.ruleConfigurationBytes')
    ? refuse(400, 'The configuration of a rule must not exceed 32 KB.')
    : value;
}

/** Why the app's module can't be a rule of this workflow, or undefined. */
function misplaced({ state, deps }: Call, workflow: Workflow, moduleKey: string): string | undefined {
  const module = deps.ruleModules.find(({ key }) => key === moduleKey);
  if (!module) return `The app has no workflow rule ${moduleKey}.`;
  const uses = ({ issueTypes }: Project) => issueTypes.some(({ workflowId }) => workflowId === workflow.id);
  const closed = state.projects.find(
    (project) =>
      uses(project) && !module.projectTypes.includes(project.style === 'next-gen' ? 'team-managed' : 'company-managed'),
  );
  return closed && `The rule ${moduleKey} is not for projects of the type of ${closed.key}.`;
}

/** POST /rest/host/1/workflow/{id}/transition/{tid}/rule with `{moduleKey, configuration}`: 201 and the rule. */
export function addRule(call: Call) {
  checkAdmin(call);
  const { workflow, transition } =
    everyTransition(call.state).find(
      (one) => one.workflow.id === param(call, 'workflowId') && one.transition.id === param(call, 'transitionId'),
    ) ?? refuse(404, 'There is no such transition.');
  const { moduleKey, configuration } = bodyOf(call);
  if (typeof moduleKey !== 'string') return refuse(400, 'The module key must be specified.');
  const why = misplaced(call, workflow, moduleKey);
  if (why !== undefined) refuse(400, why);
  const rule = { id: randomUUID(), moduleKey, configuration: readConfiguration(configuration) };
  transition.validators.push(rule);
  call.deps.changed();
  return reply(201, ruleBean(rule));
}

function findRule(call: Call): { transition: Transition; at: number; rule: WorkflowRule } {
  checkAdmin(call);
  for (const { transition } of everyTransition(call.state)) {
    const at = transition.validators.findIndex(({ id }) => id === param(call, 'ruleId'));
    const rule = transition.validators[at];
    if (rule) return { transition, at, rule };
  }
  return refuse(404, 'There is no such rule.');
}

export const getRule = (call: Call) => reply(200, ruleBean(findRule(call).rule));

export function changeRule(call: Call) {
  const { transition, at, rule } = findRule(call);
  const changed = { ...rule, configuration: readConfiguration(bodyOf(call).configuration) };
  transition.validators[at] = changed;
  call.deps.changed();
  return reply(200, ruleBean(changed));
}

export function removeRule(call: Call) {
  const { transition, at } = findRule(call);
  transition.validators.splice(at, 1);
  call.deps.changed();
  return reply(204);
}
