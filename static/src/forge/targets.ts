import * as z from 'zod/mini';
import { getJira, segment } from './jira';

export type Target = { readonly id: string; readonly name: string };

const PAGES = 5; // of 50 projects; enough for a native select, and a bound

/** Projects that this person may see, by name. Undefined when Jira doesn't answer. */
export const listProjects = async (): Promise<Target[] | undefined> => {
  const schema = z.object({
    values: z.array(z.object({ id: z.string(), name: z.string() })),
    isLast: z.optional(z.boolean()),
  });
  const projects: Target[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const found = await getJira(
      `/rest/api/3/project/search?orderBy=name&maxResults=50&startAt=${projects.length}`,
      schema,
    );
    if (found === undefined) return page === 0 ? undefined : projects;
    projects.push(...found.values);
    if (found.isLast !== false || found.values.length === 0) break;
  }
  return projects;
};

/** Issue types that can be created in a project, sub-tasks left out. Undefined when Jira doesn't answer. */
export const listIssueTypes = async (projectId: string): Promise<Target[] | undefined> => {
  const found = await getJira(
    `/rest/api/3/issue/createmeta/${segment(projectId)}/issuetypes`,
    z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.optional(z.boolean()) })) }),
  );
  return found?.issueTypes.filter((type) => type.subtask !== true).map(({ id, name }) => ({ id, name }));
};

/** Names of the site's link types. Undefined when Jira doesn't answer, or links no issues. */
export const listLinkTypes = async (): Promise<string[] | undefined> => {
  const schema = z.object({ issueLinkTypes: z.array(z.object({ name: z.string() })) });
  return (await getJira('/rest/api/3/issueLinkType', schema))?.issueLinkTypes.map(({ name }) => name);
};
