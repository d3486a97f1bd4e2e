import { neededThroughApp, type CreateField } from '../../domain/needed-fields';
import type { Settings } from '../../domain/settings';
import { unlessRefused } from '../../jira/jira-error';
import { getCreateFields } from '../../jira/projects';
import type { Target } from './filing';

/** The app's create screen; null where Jira lets not even the app create there. */
export const screenOfApp = ({ projectId, issueTypeId }: Target): Promise<CreateField[] | null> =>
  unlessRefused(getCreateFields('app', projectId, issueTypeId));

/**
 * May the app file for a person who may not create there? One rule, for what the form says beforehand and for the filing itself: an
 * admin of the target project has opted in, and the project requires nothing more, or only what this person may see and our form asks.
 * @returns the create screen as the app sees it; null: the app is no way
 */
export const screenThroughApp = async (
  target: Target,
  { appMayFile }: Settings,
  mayBrowse: boolean,
): Promise<readonly CreateField[] | null> => {
  const screen = appMayFile ? await screenOfApp(target) : null;
  return Array.isArray(neededThroughApp(screen, mayBrowse)) ? screen : null;
};
