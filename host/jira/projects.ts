import type { Call } from './call';
import { listParam, pageOf, param, refuse, reply } from './call';
import { holds, isLicensed, mayBrowse, visibleProject } from './permissions';
import { issueTypeBean, priorityBean, projectBean, statusBean, userBean, userOrNull, versionBean } from './shapes';
import type { JiraState, Project, Role } from './state';
import { byId, versionsOf } from './state';

export function searchProjects(call: Call) {
  const { state, me, query } = call;
  const [text = '', keys, ids, types] = [
    query.get('query')?.toLowerCase(),
    ...['keys', 'id', 'typeKey'].map((name) => listParam(call, name)),
  ] as [string | undefined, string[], string[], string[]];
  const action = query.get('action') === 'create' ? 'CREATE_ISSUES' : 'BROWSE_PROJECTS';
  const found = state.projects
    .filter(
      (project) =>
        mayBrowse(state, me, project) &&
        holds(state, me, action, project) &&
        (project.key.toLowerCase().includes(text) || project.name.toLowerCase().includes(text)) &&
        (keys.length === 0 || keys.includes(project.key)) &&
        (ids.length === 0 || ids.includes(project.id)) &&
        (types.length === 0 || types.includes(project.projectTypeKey)),
    )
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = pageOf(call, found, 50, 100);
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

export function getProjectRoles(call: Call) {
  return reply(200, rolesOf(call.state, visibleProject(call, param(call, 'projectIdOrKey'))));
}

/** A role with its members: for the project's administrators, 404 for others (OAS getProjectRole). */
export function getProjectRole(call: Call) {
  const { state, me } = call;
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  const role = project.roles.find(({ id }) => id === param(call, 'id'));
  if (!role || !holds(state, me, 'ADMINISTER_PROJECTS', project)) {
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
  return reply(200, pageOf(call, [...labels].sort(), 1000, 1000));
}
