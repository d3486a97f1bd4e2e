import { randomUUID } from 'node:crypto';
import type { WorkflowRule } from '../contracts';
import type { Call } from './call';
import { bodyOf, param, refuse, reply } from './call';
import { findProject, holdsGlobally } from './permissions';
import { statusBean } from './shapes';
import type { JiraState, Transition, Workflow } from './state';
import { byId } from './state';

/** Largest configuration of a rule, in bytes (Forge docs: jira-workflow-validator, new editor). */
const CONFIGURATION_LIMIT = 32 * 1024;

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
  return Buffer.byteLength(value) > CONFIGURATION_LIMIT
    ? refuse(400, 'The configuration of a rule must not exceed 32 KB.')
    : value;
}

/** POST /rest/host/1/workflow/{id}/transition/{tid}/rule with `{moduleKey, configuration}`: 201 and the rule. */
export function addRule(call: Call) {
  checkAdmin(call);
  const { transition } =
    everyTransition(call.state).find(
      (one) => one.workflow.id === param(call, 'workflowId') && one.transition.id === param(call, 'transitionId'),
    ) ?? refuse(404, 'There is no such transition.');
  const { moduleKey, configuration } = bodyOf(call);
  if (typeof moduleKey !== 'string') return refuse(400, 'The module key must be specified.');
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
