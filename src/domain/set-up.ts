import * as z from 'zod/mini';

/** How far a step of the way in has come. `unknown`: Jira didn't say. */
const stepStateSchema = z.enum(['done', 'begun', 'to-do', 'unknown']);
export type StepState = z.infer<typeof stepStateSchema>;

/**
 * By what somebody may do a thing in a project. `editors`: whoever edits its issues; `named`: by name or role in its settings; `granted`: at
 * least one of the people who were looked at holds the permission; `admins`: so far only its admins; `nobody`: none who was looked at.
 */
const grantSchema = z.enum(['editors', 'named', 'granted', 'admins', 'nobody']);
export type Grant = z.infer<typeof grantSchema>;

/** Workflows that hold the app's rule, with the transitions that it sits on. */
export const ruledWorkflowSchema = z.object({ workflow: z.string(), transitions: z.array(z.string()) });
export type RuledWorkflow = z.infer<typeof ruledWorkflowSchema>;

export const setUpSchema = z.object({
  /** Support projects that are mapped, by name as far as the admin sees them, and how many they don't see. */
  map: z.object({ state: stepStateSchema, names: z.array(z.string()), unseen: z.int() }),
  grant: z.object({
    state: stepStateSchema,
    write: grantSchema,
    sign: grantSchema,
    waive: grantSchema,
    looked: z.int(),
  }),
  /** `here`: those of the workflows with the rule that issues of the project go through. */
  rule: z.object({ state: stepStateSchema, here: z.array(z.string()) }),
  firstHandoff: z.object({ state: stepStateSchema }),
});
export type SetUp = z.infer<typeof setUpSchema>;

/** In words of the state: nothing yet, a draft, or a handoff that CS has had. */
export type Progress = 'none' | 'draft' | 'handed-over';

const FIRST_HANDOFF: Record<Progress, StepState> = { none: 'to-do', draft: 'begun', 'handed-over': 'done' };

/** A rule in a workflow that no issue of the project goes through holds nothing here: the step is begun, no more. */
const ruleOf = (rules: readonly RuledWorkflow[] | null, ownWorkflows: readonly string[] | null): SetUp['rule'] => {
  if (rules?.length === 0) return { state: 'to-do', here: [] };
  if (rules === null || ownWorkflows === null) return { state: 'unknown', here: [] };
  const here = rules.map(({ workflow }) => workflow).filter((name) => ownWorkflows.includes(name));
  return { state: here.length > 0 ? 'done' : 'begun', here };
};

/**
 * How far the way in has come.
 * @param rules workflows of the site that hold the rule; null: Jira didn't say
 * @param ownWorkflows names of those that issues of the project go through; null: Jira didn't say
 */
export const setUpOf = (
  mapped: { readonly names: readonly string[]; readonly unseen: number },
  grants: Omit<SetUp['grant'], 'state'>,
  rules: readonly RuledWorkflow[] | null,
  ownWorkflows: readonly string[] | null,
  progress: Progress,
): SetUp => ({
  map: { state: mapped.names.length + mapped.unseen > 0 ? 'done' : 'to-do', ...mapped, names: [...mapped.names] },
  // Project admins may write and waive anyway, and nobody signs by being one: without a signer no gate ever opens.
  grant: { state: grants.sign === 'nobody' ? 'to-do' : 'done', ...grants },
  rule: ruleOf(rules, ownWorkflows),
  firstHandoff: { state: FIRST_HANDOFF[progress] },
});
