import * as z from 'zod/mini';
import { defaultGateRule, gateRuleSchema, type GateRule } from '../domain/gate';
import { checkGate, type GateAnswer } from '../operations/check-gate';

const versionsSchema = z.nullable(
  z.array(z.object({ id: z.coerce.string(), name: z._default(z.string(), 'the release') })),
);

/** What Jira sends a function validator (Forge docs: jira-workflow-validator). Emptied lists arrive as null. */
const eventSchema = z.object({
  issue: z.optional(z.object({ key: z.optional(z.string()) })),
  configuration: z.optional(z.unknown()),
  transition: z.optional(
    z.object({ modifiedFields: z.optional(z.nullable(z.object({ fixVersions: z.optional(versionsSchema) }))) }),
  ),
});

type ValidatorAnswer = { result: boolean; errorMessage?: string };

/** Jira waits 25 s; a person on a transition screen shouldn't. In ms; an answer goes out within 5 s, always. */
const ANSWER_WITHIN = 4_500;

const FAILED =
  'CS Handoff could not check whether the handoff is ready. Nothing was changed: try again in a minute. If it goes on, ask a Jira admin; the rule "CS handoff is ready" can be set to let issues through meanwhile.';

const ruleOf = (configuration: unknown): GateRule => {
  const parsed = z.safeParse(gateRuleSchema, configuration);
  return parsed.success ? parsed.data : defaultGateRule;
};

const onFailure = (rule: GateRule): ValidatorAnswer =>
  rule.onFailure === 'open' ? { result: true } : { result: false, errorMessage: FAILED };

const inTime = async (work: Promise<GateAnswer>): Promise<GateAnswer> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN} ms`)), ANSWER_WITHIN);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The gate's entry: whatever goes wrong, the rule's own choice (let through or stop) is the answer, with a sentence. */
export const handler = async (event: unknown): Promise<ValidatorAnswer> => {
  const parsed = z.safeParse(eventSchema, event);
  const rule = ruleOf(parsed.success ? parsed.data.configuration : undefined);
  try {
    const { issue, transition } = z.parse(eventSchema, event);
    const modified = transition?.modifiedFields;
    const screen = modified != null && 'fixVersions' in modified ? (modified.fixVersions ?? []) : undefined;
    const answer = await inTime(checkGate({ issueKey: issue?.key, screenFixVersions: screen, rule, now: Date.now() }));
    return answer.open ? { result: true } : { result: false, errorMessage: answer.message };
  } catch (error) {
    console.error('gate failed', error);
    return onFailure(rule);
  }
};
