import { route } from '@forge/api';
import * as z from 'zod/mini';
import { JiraError } from './jira-error';
import { requestJira } from './request';

/** Jira's own permission keys that the app asks for (OAS getMyPermissions). */
const PERMISSIONS = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'ADMINISTER_PROJECTS'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const answerSchema = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

/** What the person in front of the screen may do in a project; a project that they can't see gives them nothing. */
export const myPermissions = async (projectId: string): Promise<ReadonlySet<Permission>> => {
  try {
    const { permissions } = await requestJira(
      'user',
      route`/rest/api/3/mypermissions?projectId=${projectId}&permissions=${PERMISSIONS.join(',')}`,
      answerSchema,
    );
    return new Set(PERMISSIONS.filter((key) => permissions[key]?.havePermission === true));
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'not-found' || error.kind === 'forbidden')) return new Set();
    throw error;
  }
};
