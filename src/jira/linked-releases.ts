import { route } from '@forge/api';
import * as z from 'zod/mini';
import { JiraError } from './jira-error';
import { requestJira } from './request';

const refs = z.optional(z.nullable(z.array(z.object({ id: z.string() }))));
const foundSchema = z.object({
  issues: z.array(z.object({ fields: z.object({ fixVersions: refs, versions: refs }) })),
});

/**
 * Ids of the fix and affects versions of some issues, as the person sees them. By search, which lags behind writes (OAS
 * searchAndReconsileIssuesUsingJql); what can't be found says nothing of a ticket, and stands in nobody's way. One call, none without issues.
 */
export const releasesOfIssues = async (issueIds: readonly string[]): Promise<string[]> => {
  if (issueIds.length === 0) return [];
  try {
    const jql = `id in (${issueIds.join(', ')})`;
    const { issues } = await requestJira(
      'user',
      route`/rest/api/3/search/jql?jql=${jql}&maxResults=50&fields=fixVersions,versions`,
      foundSchema,
    );
    return issues.flatMap(({ fields }) =>
      [...(fields.fixVersions ?? []), ...(fields.versions ?? [])].map(({ id }) => id),
    );
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    return [];
  }
};
