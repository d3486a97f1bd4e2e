import type { RuleModule } from '../contracts';
import type { App } from './manifest';

/** What a rule is for that doesn't say it (Forge docs: jira-workflow-validator, projectTypes). */
const USUAL_TYPES = ['company-managed'];

/** The rules that an admin can add to workflows: the app's validators. */
export const ruleModulesOf = ({ modules }: Pick<App, 'modules'>): RuleModule[] =>
  modules
    .filter(({ type }) => type === 'jira:workflowValidator')
    .map(({ key, manifest: { projectTypes } }) => ({
      key,
      projectTypes: Array.isArray(projectTypes) ? projectTypes.map(String) : USUAL_TYPES,
    }));
