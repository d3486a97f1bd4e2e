import * as z from 'zod/mini';

/** Where in the rollout a customer is: the percent at which the release reaches them, and the step as people call it. */
export const customerSchema = z.object({
  percent: z.int().check(z.minimum(0), z.maximum(100)),
  name: z.string().check(z.maxLength(500)),
});
export type Customer = z.infer<typeof customerSchema>;
