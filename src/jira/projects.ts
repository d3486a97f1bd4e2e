import { route } from '@forge/api';
import * as z from 'zod/mini';
import { requestJira } from './request';

const projectSchema = z.object({ id: z.string(), key: z.string(), name: z.string() });
export type JiraProject = z.infer<typeof projectSchema>;

export const getProject = (projectId: string): Promise<JiraProject> =>
  requestJira('user', route`/rest/api/3/project/${projectId}`, projectSchema);

/** Which fields an issue type's create screen takes (OAS getCreateIssueMetaIssueTypeId); at most 200 fields to a page. */
export const getCreateFields = async (projectId: string, issueTypeId: string): Promise<ReadonlySet<string>> => {
  const { fields } = await requestJira(
    'user',
    route`/rest/api/3/issue/createmeta/${projectId}/issuetypes/${issueTypeId}?maxResults=200`,
    z.object({ fields: z.array(z.object({ fieldId: z.optional(z.string()), key: z.string() })) }),
  );
  return new Set(fields.map((field) => field.fieldId ?? field.key));
};

const versionsSchema = z.array(z.object({ id: z.string(), name: z.string(), archived: z.boolean() }));

/** The target project's own release of the same name, which an L3 bug may name as affected. */
export const findReleaseByName = async (projectId: string, name: string): Promise<string | null> => {
  const versions = await requestJira('user', route`/rest/api/3/project/${projectId}/versions`, versionsSchema);
  return versions.find((version) => version.name === name && !version.archived)?.id ?? null;
};
