import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema, releaseIdSchema } from './ids';

/** Who files it and who administers one of its projects may also take it back. */
const partSchema = z.enum(['files', 'administers', 'takes-back', 'none']);
export type Part = z.infer<typeof partSchema>;

/** What everybody who sees the ticket sees of a prepared L3 bug, and what this person may do with it; its texts stay with the record. */
export const waitingSchema = z.object({
  id: ownIdSchema,
  releaseId: releaseIdSchema,
  by: accountIdSchema,
  at: momentSchema,
  /** Who is named to file it by now. */
  filer: accountIdSchema,
  part: partSchema,
});
export type Waiting = z.infer<typeof waitingSchema>;
