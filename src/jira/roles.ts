import { route } from '@forge/api';
import * as z from 'zod/mini';
import { isPlainNo } from './jira-error';
import { requestJira } from './request';

/** Which roles the person has there (Jira expressions type reference: User.getProjectRoles). */
const MY_ROLES = 'user.getProjectRoles(project).map(role => role.id)';
const mineSchema = z.object({ value: z.array(z.union([z.string(), z.number()])) });

/**
 * Ids of the roles that the person in front of the screen has in a project, by name or through a group. Asked by an expression: a
 * role's members are shown to admins only (OAS getProjectRole), and groups would cost the app more scopes. Where Jira says no, it
 * gives the person nothing, and takes nothing that they have by other ways.
 */
export const myRoles = async (projectId: string): Promise<ReadonlySet<string>> => {
  try {
    const { value } = await requestJira('user', route`/rest/api/3/expression/evaluate`, mineSchema, {
      method: 'POST',
      body: { expression: MY_ROLES, context: { project: { id: Number(projectId) } } },
    });
    return new Set(value.map(String));
  } catch (error) {
    if (!isPlainNo(error)) throw error;
    console.error('roles of the person not read', error);
    return new Set();
  }
};

/** Ids of the roles that a project knows, as an admin of it sees them; each is the end of its address (OAS getProjectRoles). */
export const rolesOfProject = async (projectId: string): Promise<ReadonlySet<string>> => {
  const roles = await requestJira(
    'user',
    route`/rest/api/3/project/${projectId}/role`,
    z.record(z.string(), z.string()),
  );
  return new Set(Object.values(roles).map((address) => address.slice(address.lastIndexOf('/') + 1)));
};
