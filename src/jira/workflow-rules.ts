import { route } from '@forge/api';
import * as z from 'zod/mini';
import type { RuledWorkflow } from '../domain/set-up';
import { requestJira } from './request';

const ruleSchema = z.object({ transition: z.optional(z.nullable(z.object({ id: z.int(), name: z.string() }))) });
const pageSchema = z.object({
  isLast: z.optional(z.boolean()),
  values: z.array(
    z.object({ workflowId: z.object({ name: z.string() }), validators: z._default(z.array(ruleSchema), []) }),
  ),
});

/** Jira's own maximum for a page (OAS getWorkflowTransitionRuleConfigurations), and a bound to what one call of a screen reads. */
const PAGE = 50;
const MOST_PAGES = 4;

/**
 * Every workflow and transition that holds a rule of this app; Jira tells apps their own rules only, and nobody else. A workflow and
 * its draft are told as one.
 * @returns `isAll` false: there are more workflows than were read
 */
export const rulesOfThisApp = async (): Promise<{ workflows: RuledWorkflow[]; isAll: boolean }> => {
  const transitionsOf = new Map<string, Set<string>>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { values, isLast } = await requestJira(
      'app',
      route`/rest/api/3/workflow/rule/config?types=validator&expand=transition&startAt=${page * PAGE}&maxResults=${PAGE}`,
      pageSchema,
    );
    // Workflows without any rule may be among them.
    for (const { workflowId, validators } of values.filter((value) => value.validators.length > 0)) {
      const known = transitionsOf.get(workflowId.name) ?? new Set();
      for (const { transition } of validators) known.add(transition?.name ?? '');
      transitionsOf.set(workflowId.name, known);
    }
    if (isLast !== false) return { workflows: listed(transitionsOf), isAll: true };
  }
  return { workflows: listed(transitionsOf), isAll: false };
};

const workflowsSchema = z.object({ workflows: z.array(z.object({ name: z.string() })) });

/** Names of the workflows that a project's issues go through, as a Jira admin sees them (OAS readWorkflows). */
export const workflowsOfProject = async (projectId: string, issueTypeIds: readonly string[]): Promise<string[]> => {
  const { workflows } = await requestJira('user', route`/rest/api/3/workflows`, workflowsSchema, {
    method: 'POST',
    body: { projectAndIssueTypes: issueTypeIds.map((issueTypeId) => ({ projectId, issueTypeId })) },
  });
  return workflows.map(({ name }) => name);
};

const listed = (transitionsOf: ReadonlyMap<string, ReadonlySet<string>>): RuledWorkflow[] =>
  [...transitionsOf].map(([workflow, transitions]) => ({
    workflow,
    transitions: [...transitions].filter((name) => name !== ''),
  }));
