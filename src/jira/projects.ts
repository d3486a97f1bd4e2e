import { assumeTrustedRoute, route } from '@forge/api';
import * as z from 'zod/mini';
import type { CreateField } from '../domain/needed-fields';
import { JiraError } from './jira-error';
import { requestJira, type As } from './request';

const projectSchema = z.object({ id: z.string(), key: z.string(), name: z.string() });
export type JiraProject = z.infer<typeof projectSchema>;

export const getProject = (projectId: string): Promise<JiraProject> =>
  requestJira('user', route`/rest/api/3/project/${projectId}`, projectSchema);

/** A project as the app sees it: never shown to anybody. Null: it is in the trash or deleted, or not for the app. */
export const projectForApp = async (projectId: string): Promise<JiraProject | null> => {
  try {
    return await requestJira('app', route`/rest/api/3/project/${projectId}`, projectSchema);
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'not-found') return null;
    throw error;
  }
};

/** Up to 50 projects that the person may see, those with most issues first (OAS searchProjects). */
export const largestProjects = async (): Promise<JiraProject[]> => {
  const { values } = await requestJira(
    'user',
    route`/rest/api/3/project/search?maxResults=50&orderBy=-issueCount`,
    z.object({ values: z.array(projectSchema) }),
  );
  return values;
};

const targetSchema = z.object({
  name: z.string(),
  issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.optional(z.boolean()) })),
});

/** A project as a place for L3 bugs: its name and issue types, sub-tasks left out. */
export const getTarget = async (projectId: string): Promise<z.infer<typeof targetSchema>> => {
  const { name, issueTypes } = await requestJira('user', route`/rest/api/3/project/${projectId}`, targetSchema);
  return { name, issueTypes: issueTypes.filter(({ subtask }) => subtask !== true) };
};

/** Has the project this issue type (still)? Asked as the app, and told as yes or no: a person who may not see it learns only that. */
export const hasIssueType = async (projectId: string, issueTypeId: string): Promise<boolean> => {
  try {
    const { issueTypes } = await requestJira('app', route`/rest/api/3/project/${projectId}`, targetSchema);
    return issueTypes.some(({ id }) => id === issueTypeId);
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'not-found') return false;
    throw error;
  }
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

const createFieldSchema = z.object({
  fieldId: z.optional(z.string()),
  key: z.string(),
  name: z.string(),
  required: z.boolean(),
  hasDefaultValue: z.optional(z.boolean()),
  schema: z.object({ type: z.string(), items: z.optional(z.string()), custom: z.optional(z.string()) }),
  allowedValues: z.optional(z.nullable(z.array(z.unknown()))),
});
/** Options carry a `value`, components and releases a `name`; what has no id can't be chosen here. */
const allowedSchema = z.object({ id: z.string(), name: z.optional(z.string()), value: z.optional(z.string()) });

/** The fields of an issue type's create screen (OAS getCreateIssueMetaIssueTypeId); at most 200 to a page. */
export const getCreateFields = async (as: As, projectId: string, issueTypeId: string): Promise<CreateField[]> => {
  const { fields } = await requestJira(
    as,
    route`/rest/api/3/issue/createmeta/${projectId}/issuetypes/${issueTypeId}?maxResults=200`,
    z.object({ fields: z.array(createFieldSchema) }),
    { needs: 'Create issues' },
  );
  return fields.map(({ fieldId, key, name, required, hasDefaultValue = false, schema, allowedValues }) => ({
    ...{ id: fieldId ?? key, name, required, hasDefault: hasDefaultValue },
    ...{ type: schema.type, items: schema.items ?? '', custom: schema.custom ?? '' },
    options:
      allowedValues?.flatMap((allowed) => {
        const { data } = z.safeParse(allowedSchema, allowed);
        return data === undefined ? [] : [{ id: data.id, name: data.name ?? data.value ?? data.id }];
      }) ?? null,
  }));
};

const versionsSchema = z.array(z.object({ id: z.string(), name: z.string(), archived: z.boolean() }));

/** The target project's own release of the same name, which an L3 bug may name as affected. */
export const findReleaseByName = async (as: As, projectId: string, name: string): Promise<string | null> => {
  const versions = await requestJira(as, route`/rest/api/3/project/${projectId}/versions`, versionsSchema);
  return versions.find((version) => version.name === name && !version.archived)?.id ?? null;
};
