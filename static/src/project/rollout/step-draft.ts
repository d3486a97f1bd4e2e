import * as z from 'zod/mini';
import {
  AUDIENCES,
  DECISIONS,
  namesItsUsers,
  planOf,
  stepPlanSchema,
  type RolloutStep,
  type StepPlan,
} from '../../../../src/domain/rollout';

/** What is typed of a plan; `seen`: the plan that typing began from, null for a new one. */
export const planDraftSchema = z.object({
  id: z.string(),
  audience: z.enum(AUDIENCES),
  who: z.string(),
  percent: z.string(),
  plannedFor: z.string(),
  exitCriteria: z.string(),
  flagKey: z.string(),
  flagUrl: z.string(),
  seen: z.nullable(stepPlanSchema),
});
export type PlanDraft = z.infer<typeof planDraftSchema>;

export const newPlan = (): PlanDraft => ({
  ...{ id: crypto.randomUUID(), audience: 'percent', who: '', percent: '', plannedFor: '', exitCriteria: '' },
  ...{ flagKey: '', flagUrl: '', seen: null },
});

export const draftOf = (step: StepPlan): PlanDraft => ({
  ...{ id: step.id, audience: step.audience, who: step.who, percent: String(step.percent) },
  ...{ plannedFor: step.plannedFor ?? '', exitCriteria: step.exitCriteria },
  ...{ flagKey: step.flag.key, flagUrl: step.flag.url, seen: planOf(step) },
});

/** As the call takes it; what can't be is refused there, at its field. */
export const planFrom = (draft: PlanDraft): unknown => ({
  ...{ id: draft.id, audience: draft.audience, who: namesItsUsers(draft) ? draft.who : '' },
  percent: draft.percent.trim() === '' ? undefined : Number(draft.percent),
  plannedFor: draft.plannedFor === '' ? null : draft.plannedFor,
  exitCriteria: draft.exitCriteria,
  flag: { key: draft.flagKey, url: draft.flagUrl },
});

/** What is typed of the end of a step; `seen`: the moment of the end that typing began from, empty if there was none. */
export const endDraftSchema = z.object({
  decision: z.union([z.enum(DECISIONS), z.literal('')]),
  reason: z.string(),
  result: z.string(),
  learned: z.string(),
  revision: z.string(),
  seen: z.string(),
});
export type EndDraft = z.infer<typeof endDraftSchema>;

export const endOf = ({ ended }: RolloutStep): EndDraft => ({
  decision: ended?.decision ?? '',
  ...{ reason: ended?.reason ?? '', result: ended?.result ?? '', learned: ended?.learned ?? '' },
  revision: ended?.revision == null ? '' : String(ended.revision),
  seen: ended?.at ?? '',
});

export const endFrom = ({ revision, seen, ...said }: EndDraft) => ({
  ...said,
  revision: revision === '' ? null : Number(revision),
  seen: seen === '' ? undefined : seen,
});
