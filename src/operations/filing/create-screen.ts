import { ok, refuse, type Result } from '../../api/results';
import type { CreateField } from '../../domain/needed-fields';
import { isPlainNo } from '../../jira/jira-error';
import { myPermissions } from '../../jira/permissions';
import { getCreateFields, hasIssueType } from '../../jira/projects';
import type { As } from '../../jira/request';
import type { Filing, Target } from './filing';
import * as NEEDS from '../needs';
import { screenThroughApp } from './through-app';

/** Who creates the bug, and the create screen as that one sees it. */
export type CreateScreen = {
  readonly as: As;
  readonly fields: readonly CreateField[];
  /** May the person be told what Jira says of this screen? Not where only the app sees the project. */
  readonly isTheirs: boolean;
};

/** Jira says in many ways that a person may not create there (400 and 404 among them), so it is asked plainly. */
export const mayNotCreate = async (error: unknown, { projectId }: Target): Promise<boolean> =>
  isPlainNo(error) && !(await myPermissions(projectId)).has('CREATE_ISSUES');

/** The person's own screen; where they may not create and the app may do it for them, the app's. */
export const createScreen = async ({ target, targetSettings }: Filing): Promise<Result<CreateScreen>> => {
  try {
    const fields = await getCreateFields('user', target.projectId, target.issueTypeId);
    return ok({ as: 'user', fields, isTheirs: true });
  } catch (error) {
    if (!isPlainNo(error)) throw error;
    const [permissions, isThere] = await Promise.all([
      myPermissions(target.projectId),
      hasIssueType(target.projectId, target.issueTypeId),
    ]);
    if (!isThere) return refuse('target-gone');
    if (permissions.has('CREATE_ISSUES')) throw error;
    const isTheirs = permissions.has('BROWSE_PROJECTS');
    const fields = await screenThroughApp(target, targetSettings, isTheirs);
    return fields === null ? refuse('not-allowed', { needs: NEEDS.file }) : ok({ as: 'app', fields, isTheirs });
  }
};
