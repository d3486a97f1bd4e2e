import type { WorkflowRule } from '../../contracts';
import type { Status } from '../site/jira';
import { request } from '../site/rest';

/** Shapes of the host's own rule routes: what Jira's workflow editor knows has no public REST API for apps' rules. */
export interface WorkflowTransition {
  readonly id: string;
  readonly name: string;
  /** Status ids; empty: from any status. */
  readonly from: readonly string[];
  /** Status id. */
  readonly to: string;
  readonly rules: readonly WorkflowRule[];
}
export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly statuses: readonly Status[];
  readonly transitions: readonly WorkflowTransition[];
}

const api = '/rest/host/1';
const enc = encodeURIComponent;

export const listWorkflows = async (projectKey: string) =>
  (await request('GET', `${api}/project/${enc(projectKey)}/workflows`)) as readonly Workflow[];

export const addRule = (workflowId: string, transitionId: string, moduleKey: string, configuration: string) =>
  request('POST', `${api}/workflow/${enc(workflowId)}/transition/${enc(transitionId)}/rule`, {
    moduleKey,
    configuration,
  });
export const changeRule = (ruleId: string, configuration: string) =>
  request('PUT', `${api}/rule/${enc(ruleId)}`, { configuration });
export const removeRule = (ruleId: string) => request('DELETE', `${api}/rule/${enc(ruleId)}`);
