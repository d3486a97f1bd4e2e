import * as z from 'zod/mini';
import { claimSchema, escalationFormSchema, escalationSchema } from '../domain/escalation';
import { issueIdSchema, ownIdSchema, projectIdSchema, releaseIdSchema, revisionSchema } from '../domain/ids';

const release = { releaseId: releaseIdSchema };

/** Calls about a ticket that goes up to Support L3. */
export const escalationCalls = {
  /** All that the form shows before anything is typed: target, labels, what was filed before, and whether this person may file. */
  prepareEscalation: {
    input: z.object({ issueId: issueIdSchema, projectId: projectIdSchema, releaseId: z.nullable(releaseIdSchema) }),
    output: z.object({
      ticket: z.object({ id: issueIdSchema, key: z.string(), summary: z.string() }),
      /** The live handoffs to choose from, best first. */
      choices: z.array(z.object({ releaseId: releaseIdSchema, releaseName: z.string(), projectKey: z.string() })),
      chosen: z.nullable(
        z.object({
          ...release,
          handoffId: ownIdSchema,
          releaseName: z.string(),
          revision: revisionSchema,
          lookUp: z.string(),
          reproduce: z.string(),
          target: z.nullable(z.object({ id: projectIdSchema, name: z.string() })),
          issueType: z.nullable(z.object({ id: z.string(), name: z.string() })),
          labels: z.array(z.string()),
          affectsVersion: z.nullable(z.string()),
          mayFile: z.boolean(),
        }),
      ),
      filed: z.array(escalationSchema),
      inProgress: z.nullable(claimSchema),
    }),
  },
  /** Exactly one bug per escalation id, however often it is called. */
  fileBug: {
    input: z.object({
      escalationId: ownIdSchema,
      issueId: issueIdSchema,
      /** The screen's claim, checked against Jira. */
      projectId: projectIdSchema,
      ...release,
      handoffId: ownIdSchema,
      form: escalationFormSchema,
      /** Address of the handoff's panel, from `router.getUrl`; the server takes it only for this site and app. */
      panelUrl: z.nullable(z.string().check(z.maxLength(2_000))),
    }),
    output: z.object({ bugKey: z.string(), bugId: issueIdSchema, noteFailed: z.boolean() }),
  },
} as const;
