import * as z from 'zod/mini';
import { momentSchema, ownIdSchema, releaseIdSchema, revisionSchema } from '../domain/ids';
import { MOST_STEPS, stepEndSchema, stepPlanSchema } from '../domain/rollout';

const release = { releaseId: releaseIdSchema };
const step = { ...release, stepId: ownIdSchema };
const nothing = z.object({});

/** Calls for the steps of a rollout, and for saying that the handoff is still right. All are for who writes the handoff. */
export const rolloutCalls = {
  /**
   * Adds or changes plans of steps, all or none. `seen`: the plans as the screen showed them; a new one was not there. Another one than
   * was seen is not overwritten: `step-changed`.
   */
  saveSteps: {
    input: z.object({
      ...release,
      steps: z.array(stepPlanSchema).check(z.minLength(1), z.maxLength(MOST_STEPS)),
      seen: z.optional(z.array(stepPlanSchema)),
    }),
    output: nothing,
  },
  /** Takes back a plan that was not entered. */
  removeStep: { input: z.object(step), output: nothing },
  /** The rollout reaches a step, of which the exit criteria must be written: `criteria-first`. */
  enterStep: { input: z.object(step), output: nothing },
  /**
   * What was decided at a step and what was learned in it. It may be said anew, from hold to advance or to mend it: each is on record. `seen`:
   * the moment of what was said before, where the screen showed any.
   */
  endStep: { input: z.extend(stepEndSchema, { ...step, seen: z.optional(momentSchema) }), output: nothing },
  /** Still right, as it stands: nothing in it has to change for what happened since it was last looked at. */
  verifyHandoff: { input: z.object({ ...release, revision: revisionSchema }), output: nothing },
} as const;
