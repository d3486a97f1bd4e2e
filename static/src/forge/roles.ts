import * as z from 'zod/mini';
import { getJira, segment } from './jira';
import type { Target } from './targets';

/** Roles of a project by name, each with the id at the end of its address (OAS getProjectRoles). Undefined when Jira doesn't answer, as to who isn't an admin. */
export const listRoles = async (projectId: string): Promise<Target[] | undefined> => {
  const roles = await getJira(`/rest/api/3/project/${segment(projectId)}/role`, z.record(z.string(), z.string()));
  if (roles === undefined) return undefined;
  return Object.entries(roles)
    .map(([name, address]) => ({ id: address.slice(address.lastIndexOf('/') + 1), name }))
    .sort((one, other) => one.name.localeCompare(other.name));
};
