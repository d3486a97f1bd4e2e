import type { WorkflowRule } from '../contracts';
import { limit } from '../limits';
import type { Call, Json } from './call';
import { bodyOf, listParam, nameOf, notSimulated, refuse, reply, strictPageOf, textOf } from './call';
import { isRecord } from '../is-record';
import type { Transition, Workflow } from './state';
import { APP_ACCOUNT_ID } from './state';

/** An app sees the rules of its own in every workflow, and nobody else calls this (OAS getWorkflowTransitionRuleConfigurations). */
function checkApp({ me }: Call) {
  if (me !== APP_ACCOUNT_ID) refuse(403, 'This resource can only be accessed by an app.');
}

const rulesOf = ({ transitions }: Workflow) =>
  transitions.flatMap((transition) => transition.validators.map((rule) => ({ rule, transition })));

const ruleBean = (rule: WorkflowRule, { id, name }: Transition) => ({
  ...{ id: rule.id, key: rule.moduleKey, configuration: { value: rule.configuration, disabled: false } },
  transition: { id: Number(id), name },
});

/** Pages of workflows that hold a rule of the app. The host has validators only. */
export function getRuleConfigurations(call: Call) {
  checkApp(call);
  const types = listParam(call, 'types');
  if (types.length === 0) refuse(400, 'The types must be specified.');
  const [keys, names] = [listParam(call, 'keys'), listParam(call, 'workflowNames')];
  if (!call.query.has('expand')) notSimulated('Rule configurations without expand=transition');
  const found = call.state.workflows
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((workflow) => ({
      workflowId: { name: workflow.name },
      validators: types.includes('validator')
        ? rulesOf(workflow)
            .filter(({ rule }) => keys.length === 0 || keys.includes(rule.moduleKey))
            .map(({ rule, transition }) => ruleBean(rule, transition))
        : [],
    }))
    .filter(({ validators }) => validators.length > 0)
    .map((workflow) => ({ ...workflow, conditions: [], postFunctions: [] }));
  const page = strictPageOf(call, found, 10, limit('jira.ruleConfigPage'));
  return reply(200, page);
}

const validators = ({ validators: asked }: Json): Json[] => (Array.isArray(asked) ? asked.filter(isRecord) : []);

/** One workflow of the request: what fails is told by rule, and the rest is done. */
function update({ state }: Call, asked: Json) {
  const name = isRecord(asked.workflowId) ? nameOf(asked.workflowId.name) : '';
  const workflow = state.workflows.find((one) => one.name === name);
  const known = workflow ? rulesOf(workflow) : [];
  const ruleUpdateErrors: Record<string, string[]> = {};
  for (const { id, configuration } of validators(asked)) {
    const found = known.find(({ rule }) => rule.id === id);
    const value = isRecord(configuration) ? textOf(configuration.value) : undefined;
    if (!found) ruleUpdateErrors[nameOf(id)] = [`The rule with this id does not exist: ${nameOf(id)}`];
    else if (value !== undefined) {
      const { validators: all } = found.transition;
      all[all.indexOf(found.rule)] = { ...found.rule, configuration: value };
    }
  }
  return { workflowId: { name }, ruleUpdateErrors, updateErrors: workflow ? [] : [`There is no workflow ${name}.`] };
}

export function updateRuleConfigurations(call: Call) {
  checkApp(call);
  const { workflows } = bodyOf(call);
  if (!Array.isArray(workflows)) return refuse(400, 'Invalid request payload.');
  const updateResults = workflows.filter(isRecord).map((asked) => update(call, asked));
  call.deps.changed();
  return reply(200, { updateResults });
}
