import { refuse, type Result } from '../api/results';
import type { CreateField } from '../domain/needed-fields';
import { JiraError } from '../jira/jira-error';
import { myPermissions } from '../jira/permissions';
import { getCreateFields } from '../jira/projects';
import type { As } from '../jira/request';
import type { Filing, Target } from './filing';
import { NEEDS } from './release-access';

/** Who creates the bug, and the create screen as that one sees it. */
export type CreateScreen = { readonly as: As; readonly fields: readonly CreateField[] };

/** Jira says in many ways that a person may not create there (400 and 404 among them), so it is asked plainly. */
export const mayNotCreate = async (error: unknown, { projectId }: Target): Promise<boolean> => {
  if (!(error instanceof JiraError) || error.kind === 'unavailable' || error.kind === 'rate-limited') return false;
  return !(await myPermissions(projectId)).has('CREATE_ISSUES');
};

/** The app's own screen; null where Jira lets not even the app create there. */
export const screenOfApp = async ({ projectId, issueTypeId }: Target): Promise<CreateField[] | null> => {
  try {
    return await getCreateFields('app', projectId, issueTypeId);
  } catch (error) {
    if (error instanceof JiraError && error.kind !== 'unavailable' && error.kind !== 'rate-limited') return null;
    throw error;
  }
};

/** The person's own screen; where they may not create and an admin of the target project lets the app do it for them, the app's. */
export const createScreen = async ({ target, targetSettings }: Filing): Promise<Result<CreateScreen>> => {
  const screenOf = async (as: As): Promise<Result<CreateScreen>> => ({
    ok: true,
    value: { as, fields: await getCreateFields(as, target.projectId, target.issueTypeId) },
  });
  try {
    return await screenOf('user');
  } catch (error) {
    if (!(await mayNotCreate(error, target))) throw error;
    return targetSettings.appMayFile ? screenOf('app') : refuse('not-allowed', { needs: NEEDS.file });
  }
};
