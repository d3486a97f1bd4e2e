import * as z from 'zod/mini';
import { accountIdSchema, projectIdSchema, releaseIdSchema, revisionSchema } from '../domain/ids';
import { readingSchema } from '../domain/reading';

/** Calls about who has read which revision. */
export const readingCalls = {
  /**
   * "I have read this revision", by whoever may open a handoff that CS has. The newest one counts: an older one changes nothing.
   * `throughProjectId`: as in openHandoff.
   */
  confirmReading: {
    input: z.object({
      releaseId: releaseIdSchema,
      throughProjectId: z.nullable(projectIdSchema),
      revision: revisionSchema.check(z.positive()),
    }),
    output: z.object({ reading: readingSchema }),
  },
  /** Who has read what, newest first, for CS Lead and writers. A list, so it may lag a moment behind a confirmation. */
  listReadings: {
    input: z.object({ releaseId: releaseIdSchema }),
    output: z.object({
      revision: revisionSchema,
      readings: z.array(z.pick(readingSchema, { accountId: true, revision: true, at: true })),
      /** Who works in the support projects that read it, as far as this person sees them; three projects at most. */
      team: z.array(accountIdSchema),
      /** How many of those projects nobody could be asked about. */
      unseenTeams: z.int(),
    }),
  },
} as const;
