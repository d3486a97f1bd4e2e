import type { Call, Json } from './call';
import { bodyOf, listParam, nameOf, param, refuse, refuseFields, reply } from './call';
import { isRecord } from '../is-record';
import type { FieldId } from './fields';
import { fieldOf, isOnScreen, NOT_ON_SCREEN, readChanges } from './fields';
import { before, emitChange, emitIssue } from './issue-events';
import { issueBean } from './issue-view';
import { addLink, linkedIssue, linkTypeOf } from './links';
import { administers, findProject, holds, mayBrowse, visibleIssue } from './permissions';
import { readProperties } from './properties';
import { keepForSearch } from './search-index';
import { issueRef } from './shapes';
import type { Issue, IssueFields, JiraState, Project, ProjectIssueType } from './state';
import type { Place } from './system-fields';
import { APP_ACCOUNT_ID, byId, newId, projectOf, setupOf } from './state';
import { availableTransitions } from './transitions';

/** What of an issue nobody sets as a field, though requests name it there. */
const NO_FIELDS = ['project', 'issuetype', 'issuelinks'];

/** Priority of an issue that names none: the middle one. */
const usualPriority = ({ state }: Call) =>
  state.priorities[Math.floor(state.priorities.length / 2)]?.id ?? refuse(400, 'The site has no priorities.');

const blankFields = (call: Call): IssueFields => ({
  ...{ summary: '', description: null, environment: null, priority: usualPriority(call), labels: [] },
  ...{ versions: [], fixVersions: [], components: [], duedate: null, reporter: call.me, assignee: null },
  resolution: null,
});

function readProject({ state, me }: Call, value: unknown): Project {
  const wanted = isRecord(value) ? (value.id ?? value.key) : undefined;
  const project = findProject(state, nameOf(wanted));
  if (!project || !mayBrowse(state, me, project)) return refuseFields({ project: 'valid project is required' });
  return holds(state, me, 'CREATE_ISSUES', project)
    ? project
    : refuseFields({ project: 'You do not have permission to create issues in this project.' });
}

function readIssueType({ state }: Call, project: Project, value: unknown): ProjectIssueType {
  const found = project.issueTypes.find(({ issueTypeId }) => {
    if (!isRecord(value)) return false;
    return value.id === undefined
      ? byId(state.issueTypes, issueTypeId).name === value.name
      : issueTypeId === nameOf(value.id);
  });
  return found ?? refuseFields({ issuetype: 'Specify a valid issue type' });
}

/** `update.issuelinks` of a new issue: `[{add: {type: {name}, outwardIssue | inwardIssue: {key}}}]`. */
function readLinks(call: Call, place: Place, screen: readonly string[], update: unknown) {
  const operations = isRecord(update) ? update.issuelinks : undefined;
  if (operations === undefined) return [];
  if (!isOnScreen('issuelinks', screen, place)) return refuseFields({ issuelinks: NOT_ON_SCREEN('issuelinks') });
  if (!Array.isArray(operations)) return refuseFields({ issuelinks: 'data was not an array' });
  return operations.map((operation: unknown) => {
    const add = isRecord(operation) && isRecord(operation.add) ? operation.add : undefined;
    if (!add) return refuseFields({ issuelinks: "Field 'issuelinks' supports the operation 'add' only." });
    const type = linkTypeOf(call.state, add.type);
    if (!type) return refuseFields({ issuelinks: 'No issue link type with that name or id could be found.' });
    const isOutward = add.outwardIssue !== undefined;
    const other = linkedIssue(call, isOutward ? add.outwardIssue : add.inwardIssue, 400);
    return { typeId: type.id, isOutward, other };
  });
}

/** All that is required and empty, field by field. */
function checkRequired(state: JiraState, required: readonly string[], fields: IssueFields) {
  const missing = required.filter((id) => {
    const value = fields[id as FieldId];
    return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  });
  const messageOf = (id: string) =>
    id === 'summary'
      ? 'You must specify a summary of the issue.'
      : `${fieldOf(state, id as FieldId).name} is required.`;
  if (missing.length > 0) refuseFields(Object.fromEntries(missing.map((id) => [id, messageOf(id)])));
}

/** createIssue: all or nothing; fields, links and properties are checked before anything is written. */
export function createIssue(call: Call) {
  const { state, me, deps } = call;
  const body = bodyOf(call);
  const named: Json = isRecord(body.fields) ? body.fields : {};
  const project = readProject(call, named.project);
  const { issueTypeId, workflowId, screen, required } = readIssueType(call, project, named.issuetype);
  const place: Place = { state, project, me };
  const blank = blankFields(call);
  const fields = { ...blank, ...readChanges(place, screen, blank, body, NO_FIELDS) };
  checkRequired(state, required, fields);
  const links = readLinks(call, place, screen, body.update);
  const properties = readProperties(body.properties);

  const now = deps.clock.now();
  project.lastIssueNumber += 1;
  const issue: Issue = {
    ...{ id: newId(state), key: `${project.key}-${project.lastIssueNumber}`, projectId: project.id, issueTypeId },
    statusId: byId(state.workflows, workflowId).initialStatusId,
    ...{ creator: me, created: now, updated: now, resolved: null, fields, properties, comments: [] },
    ...{ watchers: me === APP_ACCOUNT_ID ? [] : [me], hiddenFrom: [] },
  };
  state.issues[issue.id] = issue;
  state.issueKeys[issue.key] = issue.id;
  for (const { typeId, isOutward, other } of links) {
    if (isOutward) addLink(call, typeId, issue, other);
    else addLink(call, typeId, other, issue);
  }
  deps.changed();
  emitIssue(call, 'created', issue);
  return reply(201, issueRef(state, issue));
}

export function getIssue(call: Call) {
  const { state, me } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const asked = listParam(call, 'fields');
  const fields = asked.length === 0 ? ['*all'] : asked;
  const bean = issueBean(state, issue, me, { fields, properties: listParam(call, 'properties') });
  const expand = listParam(call, 'expand');
  const transitions = expand.includes('transitions') ? { transitions: availableTransitions(call, issue) } : {};
  return reply(200, { ...bean, ...transitions });
}

const NO_MAIL_REFUSED = 'To discard the user notification either admin or project admin permissions are required.';

/**
 * editIssue: who may not edit is told that no field is on their screen, as Jira does. Who asks for no e-mail and administers neither Jira nor the
 * project is refused the whole edit: the document calls their request ignored, and sites answer 403.
 */
export function editIssue(call: Call) {
  const { state, me, deps } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const project = projectOf(state, issue);
  if (call.query.get('notifyUsers') === 'false' && !administers(state, me, project))
    return refuse(403, NO_MAIL_REFUSED);
  const body = bodyOf(call);
  const { screen, required } = setupOf(state, issue);
  const editable = holds(state, me, 'EDIT_ISSUES', project, issue) ? screen : [];
  const changes = readChanges({ state, project, me, issue }, editable, issue.fields, body, []);
  const properties = readProperties(body.properties);
  checkRequired(state, required, { ...issue.fields, ...changes });
  const was = before(issue);
  Object.assign(issue.fields, changes);
  const kept = issue.properties.filter(({ key }) => !properties.some((property) => property.key === key));
  issue.properties = [...kept, ...properties];
  issue.updated = deps.clock.now();
  keepForSearch(call, was, issue);
  deps.changed();
  emitChange(call, was, issue);
  return reply(204);
}
