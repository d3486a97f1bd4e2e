import { workflowRules } from '@forge/jira-bridge';

/** Jira calls back when the admin presses Add or Update in the rule editor; the string is stored and later passed to the validator. */
export const onConfigure = (configuration: () => string): Promise<void> => workflowRules.onConfigure(configuration);
