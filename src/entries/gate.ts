import * as z from 'zod/mini';
import { defaultGateRule, gateRuleSchema, type GateRule } from '../domain/gate';
import { checkGate } from '../operations/gate/check-gate';
import { noteFailure } from '../operations/note-failure';
import { within } from '../operations/within';

const versionsSchema = z.nullable(
  z.array(z.object({ id: z.coerce.string(), name: z._default(z.string(), 'the release') })),
);

/** What Jira sends a function validator (Forge docs: jira-workflow-validator). Emptied lists arrive as null. */
const eventSchema = z.object({
  issue: z.optional(z.object({ key: z.optional(z.string()) })),
  transition: z.optional(
    z.object({ modifiedFields: z.optional(z.nullable(z.object({ fixVersions: z.optional(versionsSchema) }))) }),
  ),
});

type ValidatorAnswer = { result: boolean; errorMessage?: string };

/** Jira waits 25 s; a person on a transition screen shouldn't. In ms; an answer goes out within 5 s, always. */
const ANSWER_WITHIN = 4_500;

const FAILED =
  'CS Handoff could not check whether the handoff is ready. Nothing was changed: try again in a minute. If it goes on, ask a Jira admin; the rule "CS handoff is ready" can be set to let issues through meanwhile.';

/** Read apart from the rest of the event, so that the rule is heard even where the rest can't be understood. */
const ruleOf = (event: unknown): GateRule => {
  const parsed = z.safeParse(z.object({ configuration: gateRuleSchema }), event);
  return parsed.success ? parsed.data.configuration : defaultGateRule;
};

const onFailure = (rule: GateRule): ValidatorAnswer =>
  rule.onFailure === 'open' ? { result: true } : { result: false, errorMessage: FAILED };

/** The gate's entry: whatever goes wrong, the rule's own choice (let through or stop) is the answer, with a sentence. */
export const handler = async (event: unknown): Promise<ValidatorAnswer> => {
  const rule = ruleOf(event);
  try {
    const { issue, transition } = z.parse(eventSchema, event);
    const modified = transition?.modifiedFields;
    const screen = modified != null && 'fixVersions' in modified ? (modified.fixVersions ?? []) : undefined;
    const answer = await within(
      ANSWER_WITHIN,
      checkGate({ issueKey: issue?.key, screenFixVersions: screen, rule, now: Date.now() }),
    );
    return answer.open ? { result: true } : { result: false, errorMessage: answer.message };
  } catch (error) {
    console.error('gate failed', error);
    await noteFailure(error, 'gate', Date.now());
    return onFailure(rule);
  }
};
