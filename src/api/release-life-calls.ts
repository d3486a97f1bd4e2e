import * as z from 'zod/mini';
import { endSchema } from '../domain/head';
import {
  accountIdSchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from '../domain/ids';

/** A handoff whose release is gone in Jira. */
const endedRowSchema = z.object({
  releaseId: releaseIdSchema,
  releaseName: z.string(),
  ended: endSchema,
  po: z.nullable(accountIdSchema),
  updatedAt: momentSchema,
});
export type EndedRow = z.infer<typeof endedRowSchema>;

const nothing = z.object({});

/** Calls for what Jira's releases go through after a handoff was written: merges and deletions. */
export const releaseLifeCalls = {
  /** Which text stays after a merge. `that`: the merged one becomes a new revision of this handoff; the other stays on record either way. */
  settleMerge: {
    input: z.object({
      releaseId: releaseIdSchema,
      handoffId: ownIdSchema,
      keep: z.enum(['this', 'that']),
      revision: revisionSchema,
    }),
    output: nothing,
  },
  /** Handoffs of releases that Jira has no more, at most 100; for the project's admins. */
  listEnded: {
    input: z.object({ projectId: projectIdSchema }),
    output: z.object({ rows: z.array(endedRowSchema) }),
  },
  /** Moves such a handoff (`releaseId`: of the release that is gone) to a release of the same project that has none; by an admin of the project. */
  restoreHandoff: {
    input: z.object({ releaseId: releaseIdSchema, toReleaseId: releaseIdSchema }),
    output: nothing,
  },
} as const;
