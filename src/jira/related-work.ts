import { route } from '@forge/api';
import * as z from 'zod/mini';
import { requestJira } from './request';

/** One line of the related work on a release's page (OAS VersionRelatedWork). Jira's own release note has no id. */
const workSchema = z.object({
  relatedWorkId: z.nullish(z.string()),
  title: z.nullish(z.string()),
  url: z.nullish(z.string()),
});

/** Free text in Jira; one of its own examples. */
const CATEGORY = 'Communications';

type Line = { readonly title: string; readonly url: string };

/** Id of the line that leads to `url`; null where there is none. As the app, since whoever looks at a handoff may not edit releases. */
export const findRelatedWork = async (releaseId: string, url: string): Promise<string | null> => {
  const works = await requestJira('app', route`/rest/api/3/version/${releaseId}/relatedwork`, z.array(workSchema));
  return works.find((work) => work.url === url)?.relatedWorkId ?? null;
};

export const createRelatedWork = async (releaseId: string, line: Line): Promise<string> => {
  const { relatedWorkId } = await requestJira(
    'app',
    route`/rest/api/3/version/${releaseId}/relatedwork`,
    z.object({ relatedWorkId: z.string() }),
    { method: 'POST', body: { category: CATEGORY, ...line } },
  );
  return relatedWorkId;
};

/** @throws JiraError `not-found` when somebody deleted the line */
export const changeRelatedWork = async (releaseId: string, relatedWorkId: string, line: Line): Promise<void> => {
  await requestJira('app', route`/rest/api/3/version/${releaseId}/relatedwork`, z.unknown(), {
    method: 'PUT',
    body: { category: CATEGORY, relatedWorkId, ...line },
  });
};
