import { limit } from '../limits';
import type { Call } from './call';
import { param, refuse, reply, strictPageOf } from './call';
import type { FieldId } from './fields';
import { fieldIds, fieldOf, fieldsOf, isMany, isOnScreen } from './fields';
import { findProject, holds, mayBrowse } from './permissions';
import { issueTypeBean, projectRef } from './shapes';
import type { Place } from './system-fields';
import type { JiraState, Project } from './state';
import { byId } from './state';

/** The project, if the caller may create there. OAS has no status but 400 for the others. */
function creatableProject(call: Call): Project {
  const { state, me } = call;
  const name = param(call, 'projectIdOrKey');
  const project = findProject(state, name);
  if (!project || !mayBrowse(state, me, project)) return refuse(400, `No project could be found with key '${name}'.`);
  return holds(state, me, 'CREATE_ISSUES', project)
    ? project
    : refuse(400, 'You do not have permission to create issues in this project.');
}

const metaPage = <T>(call: Call, all: readonly T[]) => strictPageOf(call, all, 50, limit('jira.createMetaPage'));

export function getCreateIssueTypes(call: Call) {
  const { state } = call;
  const types = creatableProject(call).issueTypes.map(({ issueTypeId }) => byId(state.issueTypes, issueTypeId));
  const { values, startAt, maxResults, total } = metaPage(call, types);
  const issueTypes = values.map((type) => issueTypeBean(state, type));
  return reply(200, { startAt, maxResults, total, issueTypes });
}

/** The description of a settable field, as createmeta and transition screens give it. */
export function fieldMeta(id: FieldId, required: boolean, place: Place) {
  const { name, schema, allowed } = fieldOf(place.state, id);
  const operations = isMany(place.state, id) ? ['add', 'set', 'remove'] : ['set'];
  const hasDefaultValue = id === 'priority' || id === 'reporter';
  return {
    ...{ required, schema, name, key: id, hasDefaultValue, operations },
    ...(allowed && { allowedValues: allowed(place) }),
  };
}

/** getFields: Jira's own, and those of the site that a project which the person may browse has on a screen. */
export function getFields({ state, me }: Call) {
  const screens = state.projects
    .filter((project) => mayBrowse(state, me, project))
    .flatMap(({ issueTypes }) => issueTypes.flatMap(({ screen }) => screen));
  const seen = Object.entries(fieldsOf(state)).filter(
    ([id, { schema }]) => schema.custom === undefined || screens.includes(id),
  );
  return reply(
    200,
    seen.map(([id, { name, schema }]) => {
      const flags = { custom: schema.custom !== undefined, orderable: true, navigable: true, searchable: true };
      return { id, key: id, name, ...flags, clauseNames: [id], schema };
    }),
  );
}

const autoComplete = ({ siteUrl }: JiraState) => `${siteUrl}/rest/api/3/issue/picker`;

export function getCreateFields(call: Call) {
  const { state, me } = call;
  const project = creatableProject(call);
  const typeId = param(call, 'issueTypeId');
  const setup = project.issueTypes.find(({ issueTypeId }) => issueTypeId === typeId);
  const { screen, required } = setup ?? refuse(400, `No issue type with id '${typeId}' in this project.`);
  const place: Place = { state, project, me };
  const fixed = (key: string, name: string, value: unknown) => ({
    ...{ required: true, schema: { type: key, system: key }, name, key, fieldId: key, hasDefaultValue: false },
    ...{ operations: key === 'issuetype' ? [] : ['set'], allowedValues: [value] },
  });
  const links = {
    ...{ required: false, schema: { type: 'array', items: 'issuelinks', system: 'issuelinks' }, name: 'Linked Issues' },
    ...{ key: 'issuelinks', fieldId: 'issuelinks', hasDefaultValue: false, operations: ['add', 'copy'] },
    autoCompleteUrl: autoComplete(state),
  };
  const all = [
    fixed('issuetype', 'Issue Type', issueTypeBean(state, byId(state.issueTypes, typeId))),
    fixed('project', 'Project', projectRef(state, project)),
    ...fieldIds(state)
      .filter((id) => isOnScreen(id, screen, place))
      .map((id) => ({
        ...fieldMeta(id, required.includes(id), place),
        fieldId: id,
      })),
    ...(isOnScreen('issuelinks', screen, place) ? [links] : []),
  ];
  const { values: fields, startAt, maxResults, total } = metaPage(call, all);
  return reply(200, { startAt, maxResults, total, fields });
}
