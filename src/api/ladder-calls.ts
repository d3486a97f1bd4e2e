import * as z from 'zod/mini';
import { issueIdSchema, projectIdSchema, releaseIdSchema } from '../domain/ids';
import { lookedUpSchema, reproductionSchema } from '../domain/ladder';

/** The handoff by whose escalation path the ticket goes. `projectId` is the screen's claim and is checked against Jira. */
const climbing = { issueId: issueIdSchema, projectId: projectIdSchema, releaseId: releaseIdSchema };

/** Calls about a ticket on its way up, by whoever sees it. `seen`: what the screen showed, so that nobody's words are overwritten unread. */
export const ladderCalls = {
  saveLookUp: {
    input: z.object({ ...climbing, text: lookedUpSchema.check(z.minLength(1)), seen: lookedUpSchema }),
    output: z.object({}),
  },
  passToL2: { input: z.object(climbing), output: z.object({}) },
  saveReproduction: {
    input: z.object({ ...climbing, reproduction: reproductionSchema, seen: reproductionSchema }),
    output: z.object({}),
  },
} as const;
