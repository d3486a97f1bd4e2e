import { assumeTrustedRoute, route } from '@forge/api';
import * as z from 'zod/mini';
import { requestJira } from './request';

const projectSchema = z.object({ id: z.string(), key: z.string(), name: z.string() });
export type JiraProject = z.infer<typeof projectSchema>;

export const getProject = (projectId: string): Promise<JiraProject> =>
  requestJira('user', route`/rest/api/3/project/${projectId}`, projectSchema);

const targetSchema = z.object({
  name: z.string(),
  issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.optional(z.boolean()) })),
});

/** A project as a place for L3 bugs: its name and issue types, sub-tasks left out. */
export const getTarget = async (projectId: string): Promise<z.infer<typeof targetSchema>> => {
  const { name, issueTypes } = await requestJira('user', route`/rest/api/3/project/${projectId}`, targetSchema);
  return { name, issueTypes: issueTypes.filter(({ subtask }) => subtask !== true) };
};

/** Those of some projects that the person may see, at most 50 (OAS searchProjects). */
export const seenProjects = async (projectIds: readonly string[]): Promise<JiraProject[]> => {
  if (projectIds.length === 0) return [];
  const ids = projectIds.map((id) => `id=${encodeURIComponent(id)}`).join('&');
  const { values } = await requestJira(
    'user',
    assumeTrustedRoute(`/rest/api/3/project/search?maxResults=50&${ids}`),
    z.object({ values: z.array(projectSchema) }),
  );
  return values;
};

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
