import { route } from '@forge/api';
import * as z from 'zod/mini';
import { JiraError } from './jira-error';
import { requestJira } from './request';

const answerSchema = z.object({ issueLinkTypes: z.array(z.object({ name: z.string() })) });

/** Names of the site's link types; none where linking is switched off (OAS getIssueLinkTypes: 404). */
export const linkTypeNames = async (): Promise<readonly string[]> => {
  try {
    const { issueLinkTypes } = await requestJira('user', route`/rest/api/3/issueLinkType`, answerSchema);
    return issueLinkTypes.map(({ name }) => name);
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'not-found') return [];
    throw error;
  }
};
