import * as z from 'zod/mini';
import { escalationFormSchema } from './escalation';
import { accountIdSchema, issueIdSchema, momentSchema, ownIdSchema, releaseIdSchema } from './ids';

/**
 * An L3 bug that somebody wrote who may not create it, for a named person to file. One to a ticket. It waits until a bug of its id
 * is on record: no mark of its own says that it is filed, so that filing it twice, or half, can't leave the two apart.
 */
export const preparedSchema = z.object({
  schema: z.literal(1),
  /** The escalation's: whoever files it, it is one bug. */
  id: ownIdSchema,
  ticketId: issueIdSchema,
  releaseId: releaseIdSchema,
  handoffId: ownIdSchema,
  form: escalationFormSchema,
  forAccount: accountIdSchema,
  by: accountIdSchema,
  at: momentSchema,
  /** Taken back, by who prepared it or whom it was for. */
  withdrawn: z.boolean(),
});
export type Prepared = z.infer<typeof preparedSchema>;

/** What everybody who sees the ticket sees of it. */
export const waitingSchema = z.pick(preparedSchema, {
  id: true,
  releaseId: true,
  forAccount: true,
  by: true,
  at: true,
});
export type Waiting = z.infer<typeof waitingSchema>;

export const waitingOf = ({ id, releaseId, forAccount, by, at }: Prepared): Waiting => ({
  ...{ id, releaseId, forAccount, by, at },
});
