import * as z from 'zod/mini';
import { CHAIN_CAUSES, CHAIN_LEVELS, triageSchema } from '../domain/bug';
import { SHOWN_LEVELS } from '../domain/chain-level';
import { accountIdSchema, issueIdSchema, momentSchema, releaseIdSchema } from '../domain/ids';

const viewSchema = z.object({
  /** The release that it came from; null: its handoff is gone. */
  release: z.nullable(z.object({ id: releaseIdSchema, name: z.string(), projectKey: z.string() })),
  filedAt: momentSchema,
  filedBy: accountIdSchema,
  /** How many tickets hang on it, and keys of the newest of those that this person may see. */
  tickets: z.object({ count: z.int(), seen: z.array(z.string()) }),
  triage: z.nullable(triageSchema),
  /** The oldest first. */
  earlier: z.array(triageSchema),
  /** What its labels in Jira say: one level, as they should; people can change them by hand. */
  labels: z.array(z.enum(SHOWN_LEVELS)),
  /** What it takes to set the chain level, and who can grant it; null: this person has it. */
  needs: z.nullable(z.string()),
});
export type BugView = z.infer<typeof viewSchema>;

/** Calls of the panel on an L3 bug. */
export const bugCalls = {
  /** Null: the app has nothing on record of this issue. */
  openBug: {
    input: z.object({ issueId: issueIdSchema }),
    output: z.object({ bug: z.nullable(viewSchema) }),
  },
  /** Sets the chain level and cause. `expected`: the triage that the person saw, so that nobody overwrites what they didn't read. */
  triageBug: {
    input: z.object({
      issueId: issueIdSchema,
      level: z.enum(CHAIN_LEVELS),
      cause: z.enum(CHAIN_CAUSES),
      expected: z.nullable(triageSchema),
    }),
    /** On record in any case. `later`: label and property follow by themselves; `refused`: Jira didn't let the app change the label. */
    output: z.object({ label: z.enum(['shown', 'later', 'refused']) }),
  },
} as const;
