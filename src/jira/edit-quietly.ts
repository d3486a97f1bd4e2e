import { route, type Route } from '@forge/api';
import * as z from 'zod/mini';
import { JiraError } from './jira-error';
import { requestJira } from './request';

/**
 * Edits an issue as the app, without an e-mail to its watchers where the app administers the project. Elsewhere Jira refuses the whole edit that asks
 * for none (403, "To discard the user notification either admin or project admin permissions are required", which the OAS of editIssue calls ignored):
 * there it is made once more as any other edit, for what the issue says counts more. 1 call; 2 there.
 */
export const editQuietly = async (issueId: string, body: unknown): Promise<void> => {
  const edit = (path: Route) => requestJira('app', path, z.unknown(), { method: 'PUT', needs: 'Edit issues', body });
  try {
    await edit(route`/rest/api/3/issue/${issueId}?notifyUsers=false`);
  } catch (error) {
    if (!(error instanceof JiraError) || error.kind !== 'forbidden') throw error;
    await edit(route`/rest/api/3/issue/${issueId}`);
  }
};
