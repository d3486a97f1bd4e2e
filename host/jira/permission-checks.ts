import { limit } from '../limits';
import type { Call } from './call';
import { bodyOf, listParam, refuse, reply, strings } from './call';
import { isRecord } from '../is-record';
import { GLOBAL_PERMISSIONS, knownPermission } from './permission-keys';
import { holds, holdsGlobally, isLicensed, visibleIssue, visibleProject } from './permissions';
import { APP_ACCOUNT_ID, own, projectOf } from './state';

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
  const unknown = keys.filter((key) => !knownPermission(deps, key));
  if (unknown.length > 0) refuse(400, `Unrecognized permissions: ${unknown.join(', ')}`);
  return keys.flatMap((key) => knownPermission(deps, key) ?? []);
}

/** getMyPermissions: in a project, on an issue, or anywhere; of an id and a key, the id counts. */
export function myPermissions(call: Call) {
  const { state, me, query } = call;
  const asked = allKnown(call, listParam(call, 'permissions'));
  if (asked.length === 0) refuse(400, "The 'permissions' query parameter is required.");
  const issueName = query.get('issueId') ?? query.get('issueKey');
  const projectName = query.get('projectId') ?? query.get('projectKey');
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

/** A list of a request, in which nulls and empty texts are ignored (OAS getBulkPermissions). */
const listed = (value: unknown) => strings(Array.isArray(value) ? value.filter(Boolean) : value);

function readAsked(projectPermissions: readonly unknown[]) {
  const asked = projectPermissions.filter(isRecord).map(({ permissions, projects, issues }) => ({
    ...{ permissions: listed(permissions), projects: listed(projects), issues: listed(issues) },
  }));
  return asked.every(({ permissions }) => permissions.length > 0)
    ? asked
    : refuse(400, 'At least one project permission must be provided.');
}

/** getBulkPermissions: what an account holds of what is asked; projects and issues that are not there are left out in silence. */
export function checkPermissions(call: Call) {
  const { state, me } = call;
  const body = bodyOf(call);
  const accountId = body.accountId ?? me;
  const projectPermissions = body.projectPermissions ?? [];
  if (typeof accountId !== 'string' || !Array.isArray(projectPermissions)) {
    return refuse(400, 'Invalid request payload.');
  }
  if (accountId !== me && me !== APP_ACCOUNT_ID && !holdsGlobally(state, me, 'ADMINISTER')) {
    return refuse(403, 'You must be an administrator to check the permissions of another person.');
  }
  const isThere = accountId === APP_ACCOUNT_ID || state.people.some((person) => person.accountId === accountId);
  if (!isThere) refuse(400, `The account ID is not valid: ${accountId}`);
  const asked = readAsked(projectPermissions);
  const global = listed(body.globalPermissions);
  allKnown(call, [...global, ...asked.flatMap(({ permissions }) => permissions)]);
  const projectWith = (id: string) => state.projects.find((project) => project.id === id);
  const issueWith = (id: string) => own(state.issues, id);
  const isTooMany = (ids: readonly string[], find: (id: string) => unknown, most: number) =>
    new Set(ids.filter((id) => find(id) !== undefined)).size > most;
  const [mostProjects, mostIssues] = [limit('jira.permissionCheckProjects'), limit('jira.permissionCheckIssues')];
  const tooMany =
    isTooMany(
      asked.flatMap(({ projects }) => projects),
      projectWith,
      mostProjects,
    ) ||
    isTooMany(
      asked.flatMap(({ issues }) => issues),
      issueWith,
      mostIssues,
    );
  if (tooMany) refuse(400, `At most ${mostProjects} projects and ${mostIssues} issues can be checked at once.`);

  const inProject = (permission: string) => (id: string) => {
    const project = projectWith(id);
    return project !== undefined && holds(state, accountId, permission, project);
  };
  const onIssue = (permission: string) => (id: string) => {
    const issue = issueWith(id);
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
