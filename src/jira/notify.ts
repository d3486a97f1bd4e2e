import { route } from '@forge/api';
import * as z from 'zod/mini';
import { requestJira } from './request';

const foundSchema = z.object({ issues: z.array(z.object({ id: z.string() })) });

/** The issue of a release that was touched last, as the app sees them; null where there is none, or where search lags behind it. */
export const newestIssueOfRelease = async (releaseId: string): Promise<string | null> => {
  const jql = `fixVersion = ${releaseId} ORDER BY updated DESC`;
  const { issues } = await requestJira(
    'app',
    route`/rest/api/3/search/jql?jql=${jql}&maxResults=1&fields=summary`,
    foundSchema,
  );
  return issues[0]?.id ?? null;
};

/**
 * Tells people by Jira's own notification about an issue, as each has chosen to be told. Jira brings it only to those of them who may
 * see that issue (OAS notify).
 */
export const notifyPeople = async (
  issueId: string,
  accountIds: readonly string[],
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<void> => {
  await requestJira('app', route`/rest/api/3/issue/${issueId}/notify`, z.undefined(), {
    method: 'POST',
    body: { subject, textBody: text, to: { users: accountIds.map((accountId) => ({ accountId })) } },
  });
};
