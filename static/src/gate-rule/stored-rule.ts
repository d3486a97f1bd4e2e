import * as z from 'zod/mini';
import { defaultGateRule, gateRuleSchema, type GateRule } from '../../../src/domain/gate';
import type { ScreenContext } from '../forge/context';

const parsedText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The rule as the workflow has it (Forge docs: extension.validatorConfig); a new or damaged one starts from the default. */
export const storedRule = (context: ScreenContext): GateRule => {
  const { validatorConfig } = context.extension;
  const parsed = z.safeParse(
    gateRuleSchema,
    typeof validatorConfig === 'string' ? parsedText(validatorConfig) : validatorConfig,
  );
  return parsed.success ? parsed.data : defaultGateRule;
};
