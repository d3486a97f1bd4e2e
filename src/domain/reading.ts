import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema, revisionSchema } from './ids';

/** A person's confirmation of having read a revision; the last one counts. */
export const readingSchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  accountId: accountIdSchema,
  revision: revisionSchema,
  at: momentSchema,
});
export type Reading = z.infer<typeof readingSchema>;
