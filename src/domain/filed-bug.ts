import * as z from 'zod/mini';
import { accountIdSchema, issueIdSchema, momentSchema, ownIdSchema } from './ids';

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

/** What a person is told of a filing from another ticket that may be about the same problem. */
export const similarFilingSchema = z.object({
  /** The escalation's. */
  id: ownIdSchema,
  by: accountIdSchema,
  at: momentSchema,
  /** Null for who may not see that ticket. */
  ticketKey: z.nullable(z.string()),
  /** Null while it is being filed. */
  bugId: z.nullable(issueIdSchema),
  /** Null for who may not see the bug, as its summary. */
  bugKey: z.nullable(z.string()),
  summary: z.nullable(z.string()),
});
export type SimilarFiling = z.infer<typeof similarFilingSchema>;
