import { z } from 'zod';
import type { RunValidator } from '../contracts';
import type { Invoker } from './invoker';
import { functionKey } from './manifest';
import type { AppModule } from './manifest';
import { InvocationFailed } from './sandboxes';

/** What a function validator must answer (Forge docs: jira-workflow-validator). */
const VALIDATOR_RESULT = z.object({ result: z.boolean(), errorMessage: z.string().optional() });

interface ValidatorDeps {
  readonly invoker: Invoker;
  readonly moduleOf: (moduleKey: string) => AppModule | undefined;
  /** The manifest's. */
  readonly scopes: readonly string[];
}

/**
 * Runs function validators. Whatever isn't a good answer blocks: what Jira does then is undocumented, and blocking is what would hurt. So does an
 * expression, in the host's own words.
 */
export function createValidators({ invoker, moduleOf, scopes }: ValidatorDeps): RunValidator {
  return async (rule, payload) => {
    const module = moduleOf(rule.moduleKey);
    const blocked = (message?: string) => {
      const fallback = typeof module?.manifest.errorMessage === 'string' ? module.manifest.errorMessage : undefined;
      return { ok: false, message: message ?? fallback ?? `The app's rule "${rule.moduleKey}" could not be checked.` };
    };
    if (module?.type !== 'jira:workflowValidator') return blocked();
    if (module.manifest.expression !== undefined)
      return {
        ok: false,
        message: `The expression of the rule "${rule.moduleKey}" is not simulated by the local host.`,
      };
    const { modifiedFields, ...transition } = payload.transition;
    const sees = scopes.includes('read:jira-work');
    const event = { ...payload, transition: sees ? { ...transition, modifiedFields } : transition };
    try {
      const { value } = await invoker.invoke(module, functionKey(module.manifest.function), event, {
        isWaitedFor: true,
      });
      const answer = VALIDATOR_RESULT.safeParse(value);
      if (!answer.success) return blocked();
      return answer.data.result ? { ok: true, message: '' } : blocked(answer.data.errorMessage);
    } catch (error) {
      if (error instanceof InvocationFailed) return blocked();
      throw error;
    }
  };
}
