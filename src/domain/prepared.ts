import * as z from 'zod/mini';
import { carrySchema, NOTHING_CARRIED } from './carried';
import { customerSchema } from './customer';
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
  /** Chosen to come along; whoever files it carries what they see of it. */
  carry: z._default(carrySchema, NOTHING_CARRIED),
  /** As whoever prepared it chose: the escalation's. */
  customer: z._default(z.nullable(customerSchema), null),
  forAccount: accountIdSchema,
  by: accountIdSchema,
  at: momentSchema,
  /** Taken back. */
  withdrawn: z.boolean(),
});
export type Prepared = z.infer<typeof preparedSchema>;
