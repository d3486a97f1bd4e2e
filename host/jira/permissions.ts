import { limit } from '../limits';
import type { Call, JiraDeps } from './call';
import { bodyOf, listParam, refuse, reply, strings } from './call';
import { isRecord } from '../is-record';
import type { Issue, JiraState, Project } from './state';
import { APP_ACCOUNT_ID, own, projectOf } from './state';

/** Jira's permissions that the host knows, with the names that admins see. */
export const PROJECT_PERMISSIONS: Readonly<Record<string, string>> = {
  BROWSE_PROJECTS: 'Browse Projects',
  CREATE_ISSUES: 'Create Issues',
  EDIT_ISSUES: 'Edit Issues',
  DELETE_ISSUES: 'Delete Issues',
  RESOLVE_ISSUES: 'Resolve Issues',
  TRANSITION_ISSUES: 'Transition Issues',
  ADD_COMMENTS: 'Add Comments',
  LINK_ISSUES: 'Link Issues',
  ASSIGN_ISSUES: 'Assign Issues',
  ASSIGNABLE_USER: 'Assignable User',
  MODIFY_REPORTER: 'Modify Reporter',
  MANAGE_WATCHERS: 'Manage Watchers',
  EDIT_ALL_COMMENTS: 'Edit All Comments',
  DELETE_ALL_COMMENTS: 'Delete All Comments',
  SERVICEDESK_AGENT: 'Service Project Agent',
  ADMINISTER_PROJECTS: 'Administer Projects',
};
const GLOBAL_PERMISSIONS: Readonly<Record<string, string>> = {
  ADMINISTER: 'Administer Jira',
  USER_PICKER: 'Browse Users',
};

/** A permission by its key as Jira knows it; undefined where neither Jira nor the installed app has it. */
function known({ appPermissions }: JiraDeps, key: string) {
  const global = own(GLOBAL_PERMISSIONS, key);
  const name = global ?? own(PROJECT_PERMISSIONS, key);
  if (name !== undefined) return { key, name, description: name, isGlobal: global !== undefined };
  const ofApp = appPermissions.find((permission) => permission.key === key);
  return ofApp && { ...ofApp, isGlobal: ofApp.grants !== 'scheme' };
}

/** An app's own project permission is keyed by its module's ARI; schemes name it by the module's key alone (`app:<key>`). */
const schemeKey = (permission: string) =>
  permission.startsWith('ari:') ? `app:${permission.split('/').at(-1) ?? ''}` : permission;

/** Has the account access to Jira itself? A customer has none. */
export const isLicensed = (state: JiraState, accountId: string) =>
  accountId === APP_ACCOUNT_ID ||
  state.people.some((person) => person.accountId === accountId && person.accountType === 'atlassian');

export const holdsGlobally = (state: JiraState, accountId: string, permission: string): boolean =>
  permission === 'ADMINISTER' ? state.administrators.includes(accountId) : isLicensed(state, accountId);

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

/** Does the account hold one of the app's own global permissions? It's granted by its module alone: the host has no page to grant it. */
function holdsOfApp({ state, deps }: Call, accountId: string, key: string): boolean {
  const grants = deps.appPermissions.find((permission) => permission.key === key)?.grants ?? [];
  if (grants.includes('all')) return isLicensed(state, accountId);
  return grants.includes('jira-administrators') && holdsGlobally(state, accountId, 'ADMINISTER');
}

const holdsGlobal = (call: Call, accountId: string, key: string): boolean =>
  own(GLOBAL_PERMISSIONS, key) === undefined
    ? holdsOfApp(call, accountId, key)
    : holdsGlobally(call.state, accountId, key);

/** The permissions by their keys; 400 where one is unknown. */
function allKnown({ deps }: Call, keys: readonly string[]) {
  const unknown = keys.filter((key) => !known(deps, key));
  if (unknown.length > 0) refuse(400, `Unrecognized permissions: ${unknown.join(', ')}`);
  return keys.flatMap((key) => known(deps, key) ?? []);
}

/** getMyPermissions: in a project, on an issue, or anywhere. */
export function myPermissions(call: Call) {
  const { state, me, query } = call;
  const asked = allKnown(call, listParam(call, 'permissions'));
  if (asked.length === 0) refuse(400, "The 'permissions' query parameter is required.");
  const issueName = query.get('issueKey') ?? query.get('issueId');
  const projectName = query.get('projectKey') ?? query.get('projectId');
  const issue = issueName === null ? undefined : visibleIssue(call, issueName);
  const project = projectName === null ? undefined : visibleProject(call, projectName);
  const narrow = issue ? projectOf(state, issue) : project;
  const places = narrow ? [narrow] : state.projects;

  const beans = asked.map(({ key, name, description, isGlobal }) => {
    const havePermission = isGlobal
      ? holdsGlobal(call, me, key)
      : places.some((place) => holds(state, me, key, place, issue));
    return { id: key, key, name, type: isGlobal ? 'GLOBAL' : 'PROJECT', description, havePermission };
  });
  return reply(200, { permissions: Object.fromEntries(beans.map((bean) => [bean.key, bean])) });
}

/** getBulkPermissions: what an account holds of what is asked; unknown projects and issues are left out in silence, as Jira does. */
export function checkPermissions(call: Call) {
  const { state, me } = call;
  const { accountId = me, globalPermissions, projectPermissions = [] } = bodyOf(call);
  if (typeof accountId !== 'string' || !Array.isArray(projectPermissions))
    return refuse(400, 'Invalid request payload.');
  if (accountId !== me && me !== APP_ACCOUNT_ID && !holdsGlobally(state, me, 'ADMINISTER')) {
    return refuse(403, 'You must be an administrator to check the permissions of another person.');
  }
  const asked = projectPermissions.filter(isRecord).map(({ permissions, projects, issues }) => ({
    permissions: strings(permissions),
    projects: strings(projects),
    issues: strings(issues),
  }));
  const most = limit('jira.permissionCheck');
  if ([...asked.map(({ projects }) => projects), ...asked.map(({ issues }) => issues)].flat().length > most) {
    refuse(400, `At most ${most} projects and issues can be checked at once.`);
  }
  const global = strings(globalPermissions);
  allKnown(call, [...global, ...asked.flatMap(({ permissions }) => permissions)]);

  const inProject = (permission: string) => (id: string) => {
    const project = state.projects.find((one) => one.id === id);
    return project !== undefined && holds(state, accountId, permission, project);
  };
  const onIssue = (permission: string) => (id: string) => {
    const issue = own(state.issues, id);
    return issue !== undefined && holds(state, accountId, permission, projectOf(state, issue), issue);
  };
  const grants = asked.flatMap(({ permissions, projects, issues }) =>
    permissions.map((permission) => ({
      permission,
      projects: projects.filter(inProject(permission)).map(Number),
      issues: issues.filter(onIssue(permission)).map(Number),
    })),
  );
  return reply(200, {
    globalPermissions: global.filter((permission) => holdsGlobal(call, accountId, permission)),
    projectPermissions: grants.filter(({ projects, issues }) => projects.length + issues.length > 0),
  });
}
