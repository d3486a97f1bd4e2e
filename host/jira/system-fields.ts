import { limit } from '../limits';
import { adfProblem } from './adf';
import { nameOf } from './call';
import { isRecord } from '../is-record';
import { holds } from './permissions';
import { componentBean, priorityBean, resolutionBean, userBean, userOrNull, versionRef } from './shapes';
import type { Issue, JiraState, Named, Project, SystemFields, Version } from './state';
import { byId, own, RESOLUTIONS, versionsOf } from './state';

/** Where, and by whom, fields are written. `issue` is absent when one is being created. */
export interface Place {
  readonly state: JiraState;
  readonly project: Project;
  readonly me: string;
  readonly issue?: Issue;
}

export interface Field {
  readonly name: string;
  readonly schema: {
    readonly type: string;
    readonly items?: string;
    readonly system?: string;
    readonly custom?: string;
    readonly customId?: number;
  };
  /** Permission without which the field isn't on the person's screen. */
  readonly needs?: string;
  /** What is kept of a value, or of one item of a list; throws FieldProblem. */
  readonly read: (value: unknown, place: Place) => unknown;
  /** What null means; without it null is refused. */
  readonly empty?: unknown;
  /** How the API shows what is kept. */
  readonly show: (kept: never, state: JiraState) => unknown;
  /** All a person can choose from. */
  readonly allowed?: (place: Place) => unknown[];
}

/** Why a value is refused, in Jira's words. */
export class FieldProblem extends Error {}

export const problem = (message: string): never => {
  throw new FieldProblem(message);
};

export const nameOrId = <T extends Named>(list: readonly T[], value: unknown): T | undefined => {
  if (!isRecord(value)) return undefined;
  return list.find(({ id, name }) => (value.id === undefined ? name === value.name : id === nameOf(value.id)));
};

function readSummary(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return problem('You must specify a summary of the issue.');
  if (/[\r\n]/.test(value)) return problem('The summary is invalid because it contains newline characters.');
  const most = limit('jira.summaryLength');
  return value.length > most ? problem(`Summary can't exceed ${most} characters.`) : value;
}

export function readLabel(value: unknown): string {
  if (typeof value !== 'string' || value === '') return problem('Labels must be non-empty strings.');
  if (/\s/.test(value)) return problem(`The label '${value}' contains spaces which is invalid.`);
  const most = limit('jira.labelLength');
  return value.length > most
    ? problem(`The label '${value}' exceeds the maximum length of ${most} characters.`)
    : value;
}

/** An archived version stays where it is and comes to no other issue: nobody can choose it (`allowed`). */
const canGet = ({ id, archived }: Version, issue: Issue | undefined) =>
  !archived || [...(issue?.fields.fixVersions ?? []), ...(issue?.fields.versions ?? [])].includes(id);

function readVersion(value: unknown, { state, project, issue }: Place): string {
  const found = nameOrId(versionsOf(state, project), value);
  if (found && canGet(found, issue)) return found.id;
  const { id, name } = isRecord(value) ? value : { id: undefined, name: undefined };
  return problem(
    id === undefined ? `Version name '${nameOf(name)}' is not valid` : `Version id '${nameOf(id)}' is not valid`,
  );
}

export function readPerson(value: unknown, { state }: Place): string {
  const accountId = isRecord(value) ? (value.accountId ?? value.id) : undefined;
  const person = state.people.find((one) => one.accountId === accountId);
  return person?.accountId ?? problem('Specify a valid value for the person: there is no such account.');
}

function readAssignee(value: unknown, place: Place): string {
  const accountId = readPerson(value, place);
  const { displayName } = userBean(place.state, accountId);
  return holds(place.state, accountId, 'ASSIGNABLE_USER', place.project)
    ? accountId
    : problem(`User '${displayName}' cannot be assigned issues.`);
}

export function readDocument(value: unknown): unknown {
  const why = adfProblem(value);
  return why === undefined ? value : problem(why);
}

export function readDay(value: unknown): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  return isDay ? value : problem(`Error parsing date string: ${nameOf(value)}`);
}

const versions = (name: string, system: string): Field => ({
  name,
  schema: { type: 'array', items: 'version', system },
  empty: [],
  read: readVersion,
  show: (id: string, state) => {
    const version = own(state.versions, id);
    return version && versionRef(state, version);
  },
  allowed: ({ state, project }) =>
    versionsOf(state, project)
      .filter(({ archived }) => !archived)
      .map((version) => versionRef(state, version)),
});

/** Jira's own fields that can be set, in the order of the create screen. A field whose schema is an array is kept as a list of items. */
export const SYSTEM_FIELDS: Readonly<Record<keyof SystemFields, Field>> = {
  summary: { name: 'Summary', schema: { type: 'string', system: 'summary' }, read: readSummary, show: (text) => text },
  description: {
    name: 'Description',
    schema: { type: 'string', system: 'description' },
    empty: null,
    read: readDocument,
    show: (document) => document,
  },
  environment: {
    name: 'Environment',
    schema: { type: 'string', system: 'environment' },
    empty: null,
    read: readDocument,
    show: (document) => document,
  },
  priority: {
    name: 'Priority',
    schema: { type: 'priority', system: 'priority' },
    read: (value, { state }) => nameOrId(state.priorities, value)?.id ?? problem('The priority selected is invalid.'),
    show: (id: string, state) => priorityBean(state, byId(state.priorities, id)),
    allowed: ({ state }) => state.priorities.map((priority) => priorityBean(state, priority)),
  },
  components: {
    name: 'Components',
    schema: { type: 'array', items: 'component', system: 'components' },
    empty: [],
    read: (value, { project }) =>
      nameOrId(project.components, value)?.id ??
      problem(`Component name '${nameOf(isRecord(value) ? value.name : value)}' is not valid`),
    show: (id: string, state) => {
      const component = state.projects.flatMap(({ components }) => components).find((one) => one.id === id);
      return component && componentBean(state, component);
    },
    allowed: ({ state, project }) => project.components.map((component) => componentBean(state, component)),
  },
  duedate: {
    name: 'Due date',
    schema: { type: 'date', system: 'duedate' },
    empty: null,
    read: readDay,
    show: (day) => day,
  },
  labels: {
    name: 'Labels',
    schema: { type: 'array', items: 'string', system: 'labels' },
    empty: [],
    read: readLabel,
    show: (label) => label,
  },
  versions: versions('Affects versions', 'versions'),
  fixVersions: { ...versions('Fix versions', 'fixVersions'), needs: 'RESOLVE_ISSUES' },
  reporter: {
    name: 'Reporter',
    schema: { type: 'user', system: 'reporter' },
    needs: 'MODIFY_REPORTER',
    empty: null,
    read: readPerson,
    show: (accountId: string | null, state) => userOrNull(state, accountId),
  },
  assignee: {
    name: 'Assignee',
    schema: { type: 'user', system: 'assignee' },
    needs: 'ASSIGN_ISSUES',
    empty: null,
    read: readAssignee,
    show: (accountId: string | null, state) => userOrNull(state, accountId),
  },
  resolution: {
    name: 'Resolution',
    schema: { type: 'resolution', system: 'resolution' },
    needs: 'RESOLVE_ISSUES',
    empty: null,
    read: (value) => nameOrId(RESOLUTIONS, value)?.id ?? problem('Specify a valid value for resolution.'),
    show: (id: string | null, state) => (id === null ? null : resolutionBean(state, byId(RESOLUTIONS, id))),
    allowed: ({ state }) => RESOLUTIONS.map((resolution) => resolutionBean(state, resolution)),
  },
};
