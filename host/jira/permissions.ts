import type { Call } from './call';
import { refuse } from './call';
import type { Issue, JiraState, Project } from './state';
import { APP_ACCOUNT_ID, own, projectOf } from './state';

/** An app's own project permission is keyed by its module's ARI; schemes name it by the module's key alone (`app:<key>`). */
const schemeKey = (permission: string) =>
  permission.startsWith('ari:') ? `app:${permission.split('/').at(-1) ?? ''}` : permission;

/** Has the account access to Jira itself? A customer has none. */
export const isLicensed = (state: JiraState, accountId: string) =>
  accountId === APP_ACCOUNT_ID ||
  state.people.some((person) => person.accountId === accountId && person.accountType === 'atlassian');

/** Does the account hold one of Jira's global permissions? The host knows to whom go ADMINISTER and USER_PICKER; the others go to nobody. */
export const holdsGlobally = (state: JiraState, accountId: string, permission: string): boolean =>
  permission === 'USER_PICKER'
    ? isLicensed(state, accountId)
    : permission === 'ADMINISTER' && state.administrators.includes(accountId);

/** Does the account hold a project permission? `issue` matters where it goes to an issue's reporter, or hides from the app. */
export function holds(
  state: JiraState,
  accountId: string,
  permission: string,
  project: Project,
  issue?: Issue,
): boolean {
  if (project.trashed || issue?.hiddenFrom.includes(accountId)) return false;
  const key = schemeKey(permission);
  if (accountId === APP_ACCOUNT_ID) return !project.appLacks.includes(key);
  if (!isLicensed(state, accountId)) return false;
  // A team-managed project has no scheme in which an app's own permission could be granted.
  if (project.style === 'next-gen' && key.startsWith('app:')) return false;
  return (own(project.permissions, key) ?? []).some((holder) => {
    if (holder === 'anyone' || holder === accountId) return true;
    if (holder === 'reporter') return issue?.fields.reporter === accountId;
    return project.roles.some(({ name, members }) => holder === `role:${name}` && members.includes(accountId));
  });
}

export const mayBrowse = (state: JiraState, accountId: string, project: Project, issue?: Issue): boolean =>
  holds(state, accountId, 'BROWSE_PROJECTS', project, issue);

/** Many operations ask for Administer projects or Administer Jira, whichever one has. */
export const administers = (state: JiraState, accountId: string, project: Project): boolean =>
  holds(state, accountId, 'ADMINISTER_PROJECTS', project) ||
  (!project.trashed && holdsGlobally(state, accountId, 'ADMINISTER'));

export const findProject = (state: JiraState, idOrKey: string): Project | undefined =>
  state.projects.find(({ id, key }) => id === idOrKey || key === idOrKey);

export const findIssue = (state: JiraState, idOrKey: string): Issue | undefined =>
  own(state.issues, own(state.issueKeys, idOrKey.toUpperCase()) ?? idOrKey);

/** The project, if the caller may browse it; 404 otherwise. */
export function visibleProject({ state, me }: Call, idOrKey: string): Project {
  const project = findProject(state, idOrKey);
  const seen = project && mayBrowse(state, me, project) ? project : undefined;
  return seen ?? refuse(404, `No project could be found with key '${idOrKey}'.`);
}

/** The issue, if the caller may see it; 404 otherwise, or what else the operation documents. */
export function visibleIssue({ state, me }: Call, idOrKey: string, otherwise = 404): Issue {
  const issue = findIssue(state, idOrKey);
  const seen = issue && mayBrowse(state, me, projectOf(state, issue), issue) ? issue : undefined;
  return seen ?? refuse(otherwise, 'Issue does not exist or you do not have permission to see it.');
}
