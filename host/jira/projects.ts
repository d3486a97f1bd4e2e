import { limit } from '../limits';
import type { Call } from './call';
import { listParam, notSimulated, pageOf, param, refuse, reply } from './call';
import { administers, findProject, holds, isLicensed, mayBrowse, visibleProject } from './permissions';
import { issueTypeBean, priorityBean, projectBean, statusBean, userBean, userOrNull, versionBean } from './shapes';
import type { JiraState, Project, Role } from './state';
import { byId, own, versionsOf } from './state';

type Ask = (state: JiraState, me: string, project: Project) => boolean;

const seesAt: Ask = (state, me, project) => mayBrowse(state, me, project) || administers(state, me, project);

/** Which projects searchProjects finds, by its parameter `action`. */
const ACTIONS: Readonly<Record<string, Ask>> = {
  view: seesAt,
  browse: mayBrowse,
  edit: administers,
  create: (state, me, project) => holds(state, me, 'CREATE_ISSUES', project),
};

/** What searchProjects sorts by; Jira has more. */
const ORDERS: Readonly<Record<string, (state: JiraState, project: Project) => string | number>> = {
  key: (_, { key }) => key,
  name: (_, { name }) => name.toLowerCase(),
  owner: (state, { leadAccountId }) => (leadAccountId === null ? '' : userBean(state, leadAccountId).displayName),
  issueCount: ({ issues }, { id }) => Object.values(issues).filter(({ projectId }) => projectId === id).length,
};

function comparing(state: JiraState, orderBy: string) {
  const keyOf = own(ORDERS, orderBy.replace(/^[-+ ]/, '')) ?? notSimulated(`orderBy=${orderBy} of searchProjects`);
  const sign = orderBy.startsWith('-') ? -1 : 1;
  return (one: Project, other: Project): number => {
    const [a, b] = [keyOf(state, one), keyOf(state, other)];
    if (a === b) return one.key < other.key ? -1 : 1;
    return a < b ? -sign : sign;
  };
}

export function searchProjects(call: Call) {
  const { state, me, query } = call;
  const text = query.get('query')?.toLowerCase() ?? '';
  const [keys = [], ids = [], types = []] = ['keys', 'id', 'typeKey'].map((name) => listParam(call, name));
  const most = limit('jira.projectFilters');
  if (keys.length > most || ids.length > most) refuse(400, `At most ${most} projects can be named.`);
  const action = query.get('action') ?? 'view';
  const may = own(ACTIONS, action) ?? refuse(400, `The action '${action}' is not valid.`);
  const found = state.projects
    .filter(
      (project) =>
        seesAt(state, me, project) &&
        may(state, me, project) &&
        (project.key.toLowerCase().includes(text) || project.name.toLowerCase().includes(text)) &&
        (keys.length === 0 || keys.includes(project.key)) &&
        (ids.length === 0 || ids.includes(project.id)) &&
        (types.length === 0 || types.includes(project.projectTypeKey)),
    )
    .sort(comparing(state, query.get('orderBy') ?? 'key'));
  const page = pageOf(call, found, 50, limit('jira.projectPage'));
  const values = page.values.map((project) => projectBean(state, project));
  return reply(200, { self: `${state.siteUrl}/rest/api/3/project/search`, ...page, values });
}

const roleUrl = ({ siteUrl }: JiraState, project: Project, role: Role) =>
  `${siteUrl}/rest/api/3/project/${project.id}/role/${role.id}`;

const rolesOf = (state: JiraState, project: Project) =>
  Object.fromEntries(project.roles.map((role) => [role.name, roleUrl(state, project, role)]));

const issueTypesOf = (state: JiraState, project: Project) =>
  project.issueTypes.map(({ issueTypeId }) => issueTypeBean(state, byId(state.issueTypes, issueTypeId)));

export function getProject(call: Call) {
  const { state, deps } = call;
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  const lead = userOrNull(state, project.leadAccountId);
  return reply(200, {
    ...projectBean(state, project),
    ...(lead && { lead }),
    ...{ description: '', assigneeType: 'UNASSIGNED', components: [] },
    issueTypes: issueTypesOf(state, project),
    versions: versionsOf(state, project).map((version) => versionBean(state, version, deps.clock.now())),
    roles: rolesOf(state, project),
  });
}

/** getProjectRoles: for who administers any project; the document gives 401 and 404 for the others, of which the host says 404. */
export function getProjectRoles(call: Call) {
  const { state, me } = call;
  const name = param(call, 'projectIdOrKey');
  const project = findProject(state, name);
  const isAdmin = state.projects.some((one) => administers(state, me, one));
  return project && !project.trashed && isAdmin
    ? reply(200, rolesOf(state, project))
    : refuse(404, `No project could be found with key '${name}'.`);
}

/** A role with its members: for the project's administrators, 404 for others (OAS getProjectRole). */
export function getProjectRole(call: Call) {
  const { state, me } = call;
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  const role = project.roles.find(({ id }) => id === param(call, 'id'));
  if (!role || !administers(state, me, project)) {
    return refuse(404, `Can not retrieve a role actor for a null project role.`);
  }
  const { id, name, members } = role;
  const actors = members.map((accountId, index) => ({
    id: Number(id) * 1000 + index,
    displayName: userBean(state, accountId).displayName,
    type: 'atlassian-user-role-actor',
    actorUser: { accountId },
  }));
  return reply(200, { self: roleUrl(state, project, role), id: Number(id), name, description: '', actors });
}

const visibleProjects = ({ state, me }: Call) => state.projects.filter((project) => mayBrowse(state, me, project));

export function getIssueTypes(call: Call) {
  const ids = visibleProjects(call).flatMap(({ issueTypes }) => issueTypes.map(({ issueTypeId }) => issueTypeId));
  const { state } = call;
  return reply(
    200,
    state.issueTypes.filter(({ id }) => ids.includes(id)).map((type) => issueTypeBean(state, type)),
  );
}

export function getStatuses(call: Call) {
  const { state } = call;
  const ids = visibleProjects(call).flatMap(({ issueTypes }) =>
    issueTypes.flatMap(({ workflowId }) => byId(state.workflows, workflowId).statusIds),
  );
  return reply(
    200,
    state.statuses.filter(({ id }) => ids.includes(id)).map((status) => statusBean(state, status)),
  );
}

/** getAllStatuses: what an issue of each type of a project can come to. */
export function getProjectStatuses(call: Call) {
  const { state } = call;
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  const ofType = ({ issueTypeId, workflowId }: Project['issueTypes'][number]) => {
    const { self, id, name, subtask } = issueTypeBean(state, byId(state.issueTypes, issueTypeId));
    const { statusIds } = byId(state.workflows, workflowId);
    return { self, id, name, subtask, statuses: statusIds.map((one) => statusBean(state, byId(state.statuses, one))) };
  };
  return reply(200, project.issueTypes.map(ofType));
}

/** For who has access to Jira itself (OAS getPriorities), which a customer of the portal has not. */
export function getPriorities({ state, me }: Call) {
  if (!isLicensed(state, me)) refuse(401, 'Client must be authenticated to access this resource.');
  return reply(
    200,
    state.priorities.map((priority) => priorityBean(state, priority)),
  );
}

export function getLabels(call: Call) {
  const labels = new Set(Object.values(call.state.issues).flatMap(({ fields }) => fields.labels));
  return reply(200, pageOf(call, [...labels].sort(), 1000, limit('jira.labelPage')));
}
