import * as z from 'zod/mini';
import { failureSchema } from '../domain/failure';
import { projectIdSchema } from '../domain/ids';
import { linesLackingSchema } from '../domain/related-work';
import { ruledWorkflowSchema, setUpSchema } from '../domain/set-up';

const projectSchema = z.object({ id: projectIdSchema, key: z.string(), name: z.string() });

/** Calls of the get-started page, for Jira admins. */
export const setUpCalls = {
  /** The way in and the way out, as they stand now. `any`: a project that has a mapping, else the one with most issues. */
  checkSetUp: {
    input: z.object({ projectId: z.union([projectIdSchema, z.literal('any')]) }),
    output: z.object({
      /** Null: the admin sees no project. */
      chosen: z.nullable(z.object({ project: projectSchema, setUp: setUpSchema })),
      /** How many handoffs of the chosen project lack their line on the release's page, by why Jira refused it. */
      linesLacking: linesLackingSchema,
      /** The last failures on this site, newest first. */
      failures: z.array(failureSchema),
      /** Null: Jira didn't say which workflows hold the rule. */
      rules: z.nullable(z.object({ workflows: z.array(ruledWorkflowSchema), isAll: z.boolean() })),
    }),
  },
} as const;
