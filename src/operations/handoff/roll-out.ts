import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import {
  MOST_STEPS,
  reachOf,
  sameEnd,
  samePlan,
  withEntered,
  withPlan,
  type RolloutStep,
  type StepEnd,
} from '../../domain/rollout';
import type { Head } from '../../domain/head';
import { DECISION_TEXTS, stepText } from '../../domain/wording';
import { readSteps } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { momentOf, type Caller } from '../caller';
import { changeFacts, type FactChange } from './change-facts';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

type Nothing = Result<Record<string, never>>;
type StepsChange = Partial<FactChange> & { readonly steps: RolloutStep[] };

/** Changes the steps of a rollout together with what the head says of it. A rollout that is closed rests. */
const changeSteps = async (
  caller: Caller,
  releaseId: string,
  decide: (steps: readonly RolloutStep[], head: Head) => StepsChange | 'nothing' | Result<never>,
): Promise<Nothing> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, async (head) => {
    if (head.done !== null) return refuse('handoff-closed');
    // Read after the head, on whose facts the write depends: so nobody's step gets lost.
    const stored = await readSteps(head.handoffId);
    const change = decide(stored, head);
    if (change === 'nothing' || 'ok' in change) return change;
    const { steps, ...rest } = change;
    // Released means everybody only where no rollout is planned, and a customer's own step may be gone; of a step entered the head's change tells.
    const isOther = stored.length !== steps.length;
    const todo = { kind: 'fix', releaseId: head.releaseId, again: false } as const;
    return {
      ...{ head: {}, history: [], ...rest },
      records: [
        records.rollout({ schema: 1, handoffId: head.handoffId, steps }),
        ...(isOther ? [records.agenda(todo, caller.now, head.facts)] : []),
      ],
    };
  });
};

/** Plans steps, or changes their plans. That leaves no trace in the history: a plan goes on record when it is entered. */
export const saveSteps = (
  caller: Caller,
  { releaseId, steps: plans, seen = [] }: CallInput<'saveSteps'>,
): Promise<Nothing> =>
  changeSteps(caller, releaseId, (stored) => {
    let steps = [...stored];
    for (const plan of plans) {
      const now = steps.find(({ id }) => id === plan.id);
      if (now !== undefined && samePlan(now, plan)) continue;
      if (now?.entered != null) return refuse('step-entered');
      const before = seen.find(({ id }) => id === plan.id);
      const isAsSeen = now === undefined || before === undefined ? now === before : samePlan(now, before);
      if (!isAsSeen) return refuse('step-changed');
      steps = withPlan(steps, plan);
    }
    if (steps.length > MOST_STEPS) return refuse('bad-input', { fields: [{ path: ['steps'], problem: 'too-many' }] });
    const isDone = steps.length === stored.length && steps.every((step, nth) => step === stored[nth]);
    return isDone ? 'nothing' : { steps };
  });

export const removeStep = (caller: Caller, { releaseId, stepId }: CallInput<'removeStep'>): Promise<Nothing> =>
  changeSteps(caller, releaseId, (stored) => {
    const step = stored.find(({ id }) => id === stepId);
    if (step === undefined) return 'nothing';
    if (step.entered !== null) return refuse('step-entered');
    return { steps: stored.filter(({ id }) => id !== stepId) };
  });

/** The rollout reaches a step; it is where the rollout stands from now on, whatever step was entered before. */
export const enterStep = (caller: Caller, { releaseId, stepId }: CallInput<'enterStep'>): Promise<Nothing> =>
  changeSteps(caller, releaseId, (stored, head) => {
    if (head.handedOver === null) return refuse('not-handed-over');
    const step = stored.find(({ id }) => id === stepId);
    if (step === undefined) return refuse('not-found');
    if (step.entered !== null) return 'nothing';
    if (step.exitCriteria === '') return refuse('criteria-first');
    const at = momentOf(caller);
    const steps = withEntered(stored, stepId, { at, by: caller.accountId });
    return {
      steps,
      head: {
        rollout: reachOf(steps, at),
        ...(step.audience !== 'internal' && head.reachedSince === null && { reachedSince: at }),
      },
      history: [{ what: 'rollout', detail: stepText(step) }],
    };
  });

/** All of it: what is said anew takes its place in the step, and it stays here. */
const endOnRecord = (step: RolloutStep, { decision, reason, result, learned, revision }: StepEnd): string =>
  [
    `${stepText(step)}: ${DECISION_TEXTS[decision]}, because ${reason}`,
    ...(result === '' ? [] : [`Result: ${result}`]),
    ...(learned === '' ? [] : [`Learned: ${learned}`]),
    ...(revision === null ? [] : [`Revision ${revision} came of it`]),
  ].join('\n');

/** What was decided at a step. Rolling back leads to the last step before it that stands; a mistaken one can be taken back by deciding anew. */
export const endStep = (caller: Caller, { releaseId, stepId, seen, ...end }: CallInput<'endStep'>): Promise<Nothing> =>
  changeSteps(caller, releaseId, (stored, head) => {
    if (head.handedOver === null) return refuse('not-handed-over');
    const step = stored.find(({ id }) => id === stepId);
    if (step?.entered == null) return refuse('not-found');
    if (step.ended !== null && sameEnd(step.ended, end)) return 'nothing';
    if (step.ended?.at !== seen) return refuse('step-changed');
    if (end.revision !== null && end.revision > head.revision) return refuse('outdated');
    const at = momentOf(caller);
    const ended = { ...end, at, by: caller.accountId };
    const steps = stored.map((one) => (one === step ? { ...step, ended } : one));
    const reach = reachOf(steps, at);
    return {
      steps,
      head: reach?.stepId === head.rollout?.stepId ? {} : { rollout: reach },
      history: [{ what: 'step-ended', detail: endOnRecord(step, end) }],
    };
  });

/** Done: the rollout has reached everybody and the PO closes the handoff. Only at 100 %. */
export const closeHandoff = async (caller: Caller, { releaseId }: CallInput<'closeHandoff'>): Promise<Nothing> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, (head) => {
    if (head.done !== null) return 'nothing';
    if (head.rollout?.percent !== 100) return refuse('not-complete');
    return {
      head: { done: { at: momentOf(caller), by: caller.accountId } },
      history: [{ what: 'done', detail: '' }],
    };
  });
};
