import * as z from 'zod/mini';
import { ownIdSchema } from './ids';

/** Where in the rollout a customer is: the percent at which the release reaches them, and the step as people call it. */
export const customerSchema = z.object({
  percent: z.int().check(z.minimum(0), z.maximum(100)),
  name: z.string().check(z.maxLength(500)),
  /** The step itself, which tells two pilots of the same percent apart; absent where it isn't known. */
  stepId: z.optional(ownIdSchema),
});
export type Customer = z.infer<typeof customerSchema>;
