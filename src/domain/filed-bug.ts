import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema } from './ids';

/** What everybody who sees a ticket is told of a bug that was filed from it. */
export const filedBugSchema = z.object({
  /** The escalation's. */
  id: ownIdSchema,
  by: accountIdSchema,
  at: momentSchema,
  /** Null for who may not see the bug itself. */
  bugKey: z.nullable(z.string()),
});
export type FiledBug = z.infer<typeof filedBugSchema>;
