import * as z from 'zod/mini';
import { LIMITS } from './document';
import type { Head } from './head';
import { accountIdSchema, daySchema, momentSchema, ownIdSchema, revisionSchema } from './ids';
import { isWebAddress } from './readiness';

const text = z.string().check(z.trim(), z.maxLength(2_000));
const line = z.string().check(z.trim(), z.maxLength(LIMITS.line));

/** Steps of one handoff at most. */
export const MOST_STEPS = 40;

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
  /** The feature flag that opens it: its key, and its page in the flag tool; a web address, since it is opened, or empty. */
  flag: z.object({
    key: line,
    url: z.string().check(
      z.trim(),
      z.maxLength(LIMITS.url),
      z.refine((url) => url === '' || isWebAddress(url)),
    ),
  }),
});
export type StepPlan = z.infer<typeof stepPlanSchema>;

/** What was decided at the end of a step. */
export const DECISIONS = ['advance', 'hold', 'pause', 'roll-back'] as const;
export type Decision = (typeof DECISIONS)[number];

export const stepEndSchema = z.object({
  decision: z.enum(DECISIONS),
  reason: text.check(z.minLength(1)),
  /** What came of the exit criteria. */
  result: text,
  learned: text,
  /** The revision of the handoff that came of it; null: none did. */
  revision: z.nullable(revisionSchema),
});

export type StepEnd = z.infer<typeof stepEndSchema>;

const byAndAt = { by: accountIdSchema, at: momentSchema };

/** One stage of the gradual rollout. */
export const rolloutStepSchema = z.extend(stepPlanSchema, {
  entered: z.nullable(z.object(byAndAt)),
  /** The reason is empty in what is told to who may not read it. */
  ended: z.nullable(z.extend(stepEndSchema, { ...byAndAt, reason: text })),
});
export type RolloutStep = z.infer<typeof rolloutStepSchema>;

/** All stages of one handoff's rollout: those that were entered, in that order, then the plans. */
export const rolloutSchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  steps: z.array(rolloutStepSchema).check(z.maxLength(MOST_STEPS)),
});
export type Rollout = z.infer<typeof rolloutSchema>;

type Steps = readonly RolloutStep[];

/** Whoever is in such a step is said by name; in the others, by how large a share of all has it. */
export const namesItsUsers = ({ audience }: Pick<StepPlan, 'audience'>): boolean =>
  audience !== 'internal' && audience !== 'percent';

/** Of several steps the plan alone, as it was typed. */
export const planOf = ({ id, audience, who, percent, plannedFor, exitCriteria, flag }: StepPlan): StepPlan => ({
  ...{ id, audience, who, percent, plannedFor, exitCriteria },
  flag: { key: flag.key, url: flag.url },
});

export const samePlan = (a: StepPlan, b: StepPlan): boolean => JSON.stringify(planOf(a)) === JSON.stringify(planOf(b));

/** The same decision in the same words, whoever said it and when. */
export const sameEnd = (a: StepEnd, b: StepEnd): boolean =>
  a.decision === b.decision &&
  a.reason === b.reason &&
  a.result === b.result &&
  a.learned === b.learned &&
  a.revision === b.revision;

/** With a plan added or changed. Plans stand by their percent, those of the same percent as they were added. */
export const withPlan = (steps: Steps, plan: StepPlan): RolloutStep[] => {
  const step = { ...plan, entered: null, ended: null };
  const known = steps.findIndex(({ id }) => id === plan.id);
  if (steps[known]?.percent === plan.percent) return steps.with(known, step);
  const rest = steps.filter(({ id }) => id !== plan.id);
  const before = rest.findIndex(({ entered, percent }) => entered === null && percent > plan.percent);
  return rest.toSpliced(before < 0 ? rest.length : before, 0, step);
};

/** With a plan entered: it stands behind all that were entered before it. */
export const withEntered = (steps: Steps, stepId: string, entered: RolloutStep['entered']): RolloutStep[] => {
  const isEntered = (step: RolloutStep) => step.entered !== null;
  const step = steps.find(({ id }) => id === stepId);
  const rest = steps.filter(({ id }) => id !== stepId);
  return [
    ...rest.filter(isEntered),
    ...(step === undefined ? [] : [{ ...step, entered }]),
    ...rest.filter((one) => !isEntered(one)),
  ];
};

/** The step that the rollout stands at: the last one that was entered and not rolled back. */
export const stepNow = (steps: Steps): RolloutStep | undefined =>
  steps.findLast(({ entered, ended }) => entered !== null && ended?.decision !== 'roll-back');

/**
 * How far the rollout has got, for the head of the handoff.
 * @param at the moment of the change that led there
 * @returns null before the first step is entered; nobody has the release once all that were entered are rolled back
 */
export const reachOf = (steps: Steps, at: string): Head['rollout'] => {
  const now = stepNow(steps);
  if (now !== undefined) return { percent: now.percent, at, stepId: now.id };
  return steps.some(({ entered }) => entered !== null) ? { percent: 0, at, stepId: null } : null;
};

/** What is known of how a step stands. */
export type StepState = 'planned' | 'here' | 'passed' | 'rolled-back';
export const stepState = (step: RolloutStep, now: RolloutStep | undefined): StepState => {
  if (step.entered === null) return 'planned';
  if (step.id === now?.id) return 'here';
  return step.ended?.decision === 'roll-back' ? 'rolled-back' : 'passed';
};

const LADDER: readonly Pick<StepPlan, 'audience' | 'percent'>[] = [
  { audience: 'internal', percent: 0 },
  { audience: 'pilot', percent: 0 },
  ...[1, 5, 25, 100].map((percent) => ({ audience: 'percent' as const, percent })),
];

/** The usual way from the own company to everybody, to be filled in: each step needs its exit criteria. */
export const usualSteps = (makeId: () => string): StepPlan[] =>
  LADDER.map((step) => ({
    ...step,
    id: makeId(),
    ...{ who: '', plannedFor: null, exitCriteria: '', flag: { key: '', url: '' } },
  }));
