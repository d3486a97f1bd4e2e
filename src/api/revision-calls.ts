import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import { accountIdSchema, momentSchema, projectIdSchema, releaseIdSchema, revisionSchema } from '../domain/ids';

/** One content of a handoff. Revision 0 is the empty one, which nobody saved. */
const revisionTextSchema = z.object({
  revision: revisionSchema,
  at: z.nullable(momentSchema),
  by: z.nullable(accountIdSchema),
  /** Empty for who reads through a support project: it may name issues that they may not see. */
  note: z.string(),
  minor: z.boolean(),
  document: documentSchema,
});
export type RevisionText = z.infer<typeof revisionTextSchema>;

/** Calls about what a handoff said before. */
export const revisionCalls = {
  /** Two contents of a handoff, to be compared; for whoever may open it. `throughProjectId`: as in openHandoff. */
  readRevisions: {
    input: z.object({
      releaseId: releaseIdSchema,
      throughProjectId: z.nullable(projectIdSchema),
      a: revisionSchema,
      b: revisionSchema,
    }),
    output: z.object({ a: revisionTextSchema, b: revisionTextSchema }),
  },
} as const;
