import * as z from 'zod/mini';
import { LIMITS } from './document';
import { accountIdSchema, daySchema, momentSchema, ownIdSchema, revisionSchema } from './ids';

const text = z.string().check(z.trim(), z.maxLength(2_000));
const line = z.string().check(z.trim(), z.maxLength(LIMITS.line));

/** Whom a rollout step reaches. */
export const AUDIENCES = ['internal', 'pilot', 'customer', 'percent', 'segment'] as const;

/** What a rollout step is planned to be. Once the step is entered, its plan is on record as it stands. */
export const stepPlanSchema = z.object({
  id: ownIdSchema,
  audience: z.enum(AUDIENCES),
  /** Which pilot, customer or segment; empty for the whole company and for a share of all. */
  who: line,
  /** Percent of the users who have it once the step is entered. */
  percent: z.int().check(z.minimum(0), z.maximum(100)),
  plannedFor: z.nullable(daySchema),
  /** What has to hold before the rollout goes on: written before the step is entered. */
  exitCriteria: text,
  /** The feature flag that opens it: its key, and its page in the flag tool. */
  flag: z.object({ key: line, url: z.string().check(z.trim(), z.maxLength(LIMITS.url)) }),
});
export type StepPlan = z.infer<typeof stepPlanSchema>;

/** What was decided at the end of a step. */
export const DECISIONS = ['advance', 'hold', 'pause', 'roll-back'] as const;

export const stepEndSchema = z.object({
  decision: z.enum(DECISIONS),
  reason: text.check(z.minLength(1)),
  /** What came of the exit criteria. */
  result: text,
  learned: text,
  /** The revision of the handoff that came of it; null: none did. */
  revision: z.nullable(revisionSchema),
});

const byAndAt = { by: accountIdSchema, at: momentSchema };

/** One stage of the gradual rollout. */
export const rolloutStepSchema = z.extend(stepPlanSchema, {
  entered: z.nullable(z.object(byAndAt)),
  ended: z.nullable(z.extend(stepEndSchema, byAndAt)),
});
export type RolloutStep = z.infer<typeof rolloutStepSchema>;

/** All stages of one handoff's rollout, in their order. */
export const rolloutSchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  steps: z.array(rolloutStepSchema).check(z.maxLength(40)),
});
export type Rollout = z.infer<typeof rolloutSchema>;
