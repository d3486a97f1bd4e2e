import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema } from './ids';

const text = z.string().check(z.trim(), z.maxLength(4_000));
const byAndAt = { by: accountIdSchema, at: momentSchema };

/** What Support L2 finds out; may be kept unfinished. */
export const reproductionSchema = z.object({
  steps: text,
  environment: text,
  observed: text,
  expected: text,
  attempts: text,
});
export type Reproduction = z.infer<typeof reproductionSchema>;

/** How far one ticket has come up the tiers, with what was entered on the way: it flows on into the bug. */
export const ladderSchema = z.object({
  /** By whose escalation path it goes. */
  handoffId: ownIdSchema,
  /** What Support L1 looked up. Null: nothing yet. */
  lookedUp: z.nullable(z.object({ text, ...byAndAt })),
  /** When it went to Support L2. */
  toL2: z.nullable(z.object(byAndAt)),
  reproduced: z.nullable(z.extend(reproductionSchema, byAndAt)),
});
export type Ladder = z.infer<typeof ladderSchema>;
