import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import { headSchema } from '../domain/head';
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

/** What became of a save. `conflict`: somebody saved in between, and nothing was written. */
export const savedSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), head: headSchema }),
  z.object({
    outcome: z.literal('conflict'),
    head: headSchema,
    base: documentSchema,
    theirs: documentSchema,
    by: accountIdSchema,
    at: momentSchema,
  }),
]);

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
  /** What `revision` said becomes a new revision on top of `expectedRevision`; only a chain label that bugs carry stays as it is. */
  restoreRevision: {
    input: z.object({
      releaseId: releaseIdSchema,
      revision: revisionSchema.check(z.positive()),
      expectedRevision: revisionSchema,
    }),
    output: savedSchema,
  },
} as const;
