import * as z from 'zod/mini';
import { BUG_STAGES } from './bug';
import { releaseIdSchema } from './ids';

/** What may become of an L3 bug, as its tickets are told. A ticket is told each once; what happens again is another occurrence. */
export type Word =
  'triaged' | 'moved' | 're-opened' | 'fixed' | 'released' | 'reached' | 'duplicate' | 'closed' | 'gone';

const saidSchema = z.object({
  /** How many notes were begun; the number of the newest is part of its mark. */
  notes: z.int(),
  /** How often each was told. */
  times: z.record(z.string(), z.int()),
  stage: z.enum(BUG_STAGES),
  /** How far the fix had come then. */
  out: z.enum(['nowhere', 'released', 'reached']),
  /** The release by which; absent: it had come nowhere, or was told before this was kept. */
  by: z.optional(releaseIdSchema),
  /** Where the bug was then; the project is null until the app has looked. */
  place: z.object({ key: z.string(), projectId: z.nullable(z.string()) }),
});
/** What a ticket was told of its bug so far. */
export type Said = z.infer<typeof saidSchema>;

export const toldSchema = z.extend(saidSchema, {
  /** A note that was begun at `at` (ms since 1970) and isn't known to be there: what is told once it is. */
  begun: z.nullable(z.object({ at: z.number(), said: saidSchema })),
});
export type Told = z.infer<typeof toldSchema>;
