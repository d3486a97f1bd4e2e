import type { InstalledModule, Session } from '../../contracts';
import { type Project, projectPath } from './jira';

/** Where Jira shows each kind of page (Forge docs: manifest-reference/modules, "The page URL is constructed ..."). */
const PLACES: Readonly<Record<string, (project: string) => string>> = {
  'jira:projectPage': (project) => `${project}/apps`,
  'jira:projectSettingsPage': (project) => `${project}/settings/apps`,
  'jira:globalPage': () => '/jira/apps',
  'jira:adminPage': () => '/jira/settings/apps',
};

/** Path of the app's page of that type. A project's pages need the project. */
export function appPath({ app }: Session, type: string, project?: Project): string {
  const place = PLACES[type];
  if (!place) throw new Error(`${type} is no page.`);
  return `${place(project ? projectPath(project) : '')}/${app.appId}/${app.environmentId}`;
}

/** Which of an app's admin pages a module is: its ordinary one, or the one that configures or introduces the app. */
export function adminPath({ app }: Session, { manifest }: InstalledModule): string {
  const kind = manifest.useAsConfig === true ? '/configure' : manifest.useAsGetStarted === true ? '/get-started' : '';
  return `/jira/settings/apps${kind}/${app.appId}/${app.environmentId}`;
}
