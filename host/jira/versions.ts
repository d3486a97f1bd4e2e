import { limit } from '../limits';
import type { Call, Json } from './call';
import { bodyOf, listParam, nameOf, pageOf, param, refuse, refuseFields, reply, textOf } from './call';
import { isRecord } from '../is-record';
import { emitVersion, emitVersionChange } from './events';
import { administers, findProject, mayBrowse, visibleProject } from './permissions';
import { versionBean } from './shapes';
import type { Version } from './state';
import { newId, own, projectOf, versionsOf } from './state';

export function visibleVersion({ state, me }: Call, id: string): Version {
  const version = own(state.versions, id);
  const seen = version && mayBrowse(state, me, projectOf(state, version)) ? version : undefined;
  return seen ?? refuse(404, `Could not find version for id '${id}'`);
}

/** Reading, `expand` is a parameter; writing, a member of the body (OAS Version). */
const expandOf = (call: Call): string[] =>
  isRecord(call.body) ? (textOf(call.body.expand) ?? '').split(',') : listParam(call, 'expand');

const beanOf = (call: Call, version: Version) =>
  versionBean(call.state, version, call.deps.clock.now(), expandOf(call));

export const getVersion = (call: Call) => reply(200, beanOf(call, visibleVersion(call, param(call, 'id'))));

export function getProjectVersions(call: Call) {
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  return reply(
    200,
    versionsOf(call.state, project).map((version) => beanOf(call, version)),
  );
}

/** Sorts after every date; versions without one come last in both directions. */
const NO_DATE = '\uffff';

/** What versions are sorted by. `sequence` is the order of birth until one is moved. */
const SORT_KEYS: Readonly<Record<string, (version: Version) => string>> = {
  name: ({ name }) => name.toLowerCase(),
  description: ({ description }) => description.toLowerCase(),
  releaseDate: ({ releaseDate }) => releaseDate ?? NO_DATE,
  startDate: ({ startDate }) => startDate ?? NO_DATE,
  sequence: () => '',
};

const statusOf = ({ archived, released }: Version) => (archived ? 'archived' : released ? 'released' : 'unreleased');

export function getProjectVersionsPaginated(call: Call) {
  const { state, query } = call;
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  const order = query.get('orderBy') ?? 'sequence';
  const keyOf =
    own(SORT_KEYS, order.replace(/^[-+ ]/, '')) ?? refuse(400, `The value '${order}' of orderBy is not valid.`);
  const direction = order.startsWith('-') ? -1 : 1;
  const statuses = listParam(call, 'status');
  const text = query.get('query')?.toLowerCase() ?? '';
  const found = versionsOf(state, project)
    .filter((version) => statuses.length === 0 || statuses.includes(statusOf(version)))
    .filter(({ name, description }) => [name, description].some((part) => part.toLowerCase().includes(text)))
    .map((version, sequence) => ({ version, key: keyOf(version), sequence }))
    .sort((one, other) => {
      if (one.key === other.key) return direction * (one.sequence - other.sequence);
      if (one.key === NO_DATE || other.key === NO_DATE) return one.key === NO_DATE ? 1 : -1;
      return one.key < other.key ? -direction : direction;
    });
  const page = pageOf(call, found, 50, limit('jira.versionPage'));
  const values = page.values.map(({ version }) => beanOf(call, version));
  return reply(200, { self: `${state.siteUrl}/rest/api/3/project/${project.id}/version`, ...page, values });
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** Puts what the request says over `version`; refuses with 400 and a message per field. Absent: unchanged. Null or '': emptied. */
function readVersion({ state }: Call, body: Json, version: Version): Version {
  const errors: Record<string, string> = {};
  const optional = (key: 'startDate' | 'releaseDate' | 'driver') =>
    body[key] === undefined ? version[key] : body[key] === '' ? null : (textOf(body[key]) ?? null);
  const flag = (key: 'archived' | 'released') => (typeof body[key] === 'boolean' ? body[key] : version[key]);
  const read: Version = {
    ...version,
    name: body.name === undefined ? version.name : (textOf(body.name) ?? '').trim(),
    description: body.description === undefined ? version.description : (textOf(body.description) ?? ''),
    ...{ startDate: optional('startDate'), releaseDate: optional('releaseDate'), driver: optional('driver') },
    ...{ archived: flag('archived'), released: flag('released') },
  };
  const { id, name, description, startDate, releaseDate, driver } = read;
  const isTaken = ({ name: taken, ...other }: Version) => other.id !== id && taken.toLowerCase() === name.toLowerCase();
  if (name === '') errors.name = 'You must specify a valid version name';
  else if (name.length > limit('jira.versionNameLength'))
    errors.name = `Version name must not exceed ${limit('jira.versionNameLength')} characters`;
  else if (versionsOf(state, projectOf(state, read)).some(isTaken)) {
    errors.name = 'A version with this name already exists in this project.';
  }
  if (Buffer.byteLength(description) > limit('jira.versionDescriptionBytes')) {
    errors.description = `The description must not exceed ${limit('jira.versionDescriptionBytes')} bytes.`;
  }
  if (startDate !== null && !isDay(startDate)) errors.startDate = 'Please enter the date in the format: yyyy-MM-dd';
  if (releaseDate !== null && !isDay(releaseDate))
    errors.releaseDate = 'Please enter the date in the format: yyyy-MM-dd';
  else if (startDate !== null && releaseDate !== null && startDate > releaseDate) {
    errors.startDate = 'The start date must be before the release date.';
  }
  if (driver !== null && !state.people.some(({ accountId }) => accountId === driver)) {
    errors.driver = 'The driver must be the account id of a person on this site.';
  }
  if (Object.keys(errors).length > 0) refuseFields(errors);
  return read;
}

export function createVersion(call: Call) {
  const { state, me, deps } = call;
  const body = bodyOf(call);
  const idOrKey = nameOf(body.projectId ?? body.project);
  const project = findProject(state, idOrKey);
  if (!project || !administers(state, me, project)) {
    return refuse(404, 'Project must be visible to you, and you must have the permission to administer it.');
  }
  const blank: Version = {
    ...{
      id: '',
      name: '',
      projectId: project.id,
      sequence: state.nextId,
      description: '',
      archived: false,
      released: false,
    },
    ...{ startDate: null, releaseDate: null, driver: null, relatedWork: [] },
  };
  const version = { ...readVersion(call, { name: '', ...body }, blank), id: newId(state) };
  state.versions[version.id] = version;
  deps.changed();
  emitVersion(call, 'created', version);
  return reply(201, beanOf(call, version));
}

export function updateVersion(call: Call) {
  const { state, me, deps } = call;
  const version = visibleVersion(call, param(call, 'id'));
  if (!administers(state, me, projectOf(state, version))) {
    return refuse(400, 'You must have the permission to administer the project to change its versions.');
  }
  const before = { ...version };
  Object.assign(version, readVersion(call, bodyOf(call), version));
  deps.changed();
  emitVersionChange(call, before, version);
  return reply(200, beanOf(call, version));
}
