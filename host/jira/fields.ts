import { adfProblem } from './adf';
import type { Json } from './call';
import { isRecord, nameOf, refuseFields } from './call';
import { holds } from './permissions';
import { priorityBean, userBean, userOrNull, versionRef } from './shapes';
import type { Issue, IssueFields, JiraState, Named, Project } from './state';
import { byId, own, versionsOf } from './state';

/** Where, and by whom, fields are written. `issue` is absent when one is being created. */
export interface Place {
  readonly state: JiraState;
  readonly project: Project;
  readonly me: string;
  readonly issue?: Issue;
}

export type FieldId = keyof IssueFields;

interface Field {
  readonly name: string;
  readonly schema: { readonly type: string; readonly items?: string; readonly system: string };
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

class FieldProblem extends Error {}

const problem = (message: string): never => {
  throw new FieldProblem(message);
};

const nameOrId = <T extends Named>(list: readonly T[], value: unknown): T | undefined => {
  if (!isRecord(value)) return undefined;
  return list.find(({ id, name }) => (value.id === undefined ? name === value.name : id === nameOf(value.id)));
};

function readSummary(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return problem('You must specify a summary of the issue.');
  if (/[\r\n]/.test(value)) return problem('The summary is invalid because it contains newline characters.');
  return value.length > 255 ? problem("Summary can't exceed 255 characters.") : value;
}

function readLabel(value: unknown): string {
  if (typeof value !== 'string' || value === '') return problem('Labels must be non-empty strings.');
  if (/\s/.test(value)) return problem(`The label '${value}' contains spaces which is invalid.`);
  return value.length > 255 ? problem(`The label '${value}' exceeds the maximum length of 255 characters.`) : value;
}

function readVersion(value: unknown, { state, project }: Place): string {
  const found = nameOrId(versionsOf(state, project), value);
  if (found) return found.id;
  const { id, name } = isRecord(value) ? value : { id: undefined, name: undefined };
  return problem(
    id === undefined ? `Version name '${nameOf(name)}' is not valid` : `Version id '${nameOf(id)}' is not valid`,
  );
}

function readPerson(value: unknown, { state }: Place): string {
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

/** Every field that can be set, in the order of the create screen. A field whose schema is an array is kept as a list of items. */
export const FIELDS: Readonly<Record<FieldId, Field>> = {
  summary: { name: 'Summary', schema: { type: 'string', system: 'summary' }, read: readSummary, show: (text) => text },
  description: {
    name: 'Description',
    schema: { type: 'string', system: 'description' },
    empty: null,
    read: (value) => {
      const why = adfProblem(value);
      return why === undefined ? value : problem(why);
    },
    show: (document) => document,
  },
  priority: {
    name: 'Priority',
    schema: { type: 'priority', system: 'priority' },
    read: (value, { state }) => nameOrId(state.priorities, value)?.id ?? problem('The priority selected is invalid.'),
    show: (id: string, state) => priorityBean(state, byId(state.priorities, id)),
    allowed: ({ state }) => state.priorities.map((priority) => priorityBean(state, priority)),
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
};

export const FIELD_IDS = Object.keys(FIELDS) as FieldId[];

export const isMany = (id: FieldId): boolean => FIELDS[id].schema.type === 'array';

/** A field's value as the API shows it. */
export function shown(state: JiraState, id: FieldId, kept: unknown): unknown {
  const show = (value: unknown) => FIELDS[id].show(value as never, state); // kept by the same row's `read`
  return isMany(id) ? (kept as unknown[]).map(show) : show(kept);
}

/** Is the field on this screen for this person? */
export const isOnScreen = (id: string, screen: readonly string[], { state, me, project, issue }: Place): boolean => {
  const needs = id === 'issuelinks' ? 'LINK_ISSUES' : own<Field>(FIELDS, id)?.needs;
  return screen.includes(id) && (needs === undefined || holds(state, me, needs, project, issue));
};

export const NOT_ON_SCREEN = (id: string) =>
  `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;

function readValue(id: FieldId, value: unknown, place: Place): unknown {
  const { empty, read, name } = FIELDS[id];
  if (value === null) return empty === undefined ? problem(`${name} is required.`) : empty;
  if (!isMany(id)) return read(value, place);
  if (!Array.isArray(value)) return problem('data was not an array');
  return [...new Set(value.map((item) => read(item, place)))];
}

/** Applies `update` operations, `[{add: …}, {remove: …}, {set: …}]`, to what is there. */
function readOperations(id: FieldId, operations: unknown, present: unknown, place: Place): unknown {
  if (!Array.isArray(operations)) return problem('data was not an array');
  return operations.reduce<unknown>((value, operation) => {
    const [verb, operand] = Object.entries(isRecord(operation) ? operation : {})[0] ?? [];
    if (verb === 'set') return readValue(id, operand, place);
    if (!isMany(id) || (verb !== 'add' && verb !== 'remove')) {
      return problem(`Field '${id}' does not support the operation '${String(verb)}'.`);
    }
    const item = FIELDS[id].read(operand, place);
    const others = (value as unknown[]).filter((each) => each !== item);
    return verb === 'add' ? [...others, item] : others;
  }, present);
}

/**
 * What `fields` and `update` of a request would change; nothing is written. `issuelinks` and `comment` in `update` are their
 * callers' business. Refuses with 400 and a message for every field that is wrong.
 */
export function readChanges(
  place: Place,
  screen: readonly string[],
  present: IssueFields,
  body: Json,
  ignored: readonly string[],
): Partial<IssueFields> {
  const { fields = {}, update = {} } = body;
  if (!isRecord(fields) || !isRecord(update)) return refuseFields({ fields: 'Invalid request payload.' });
  const changes: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const [source, read] of [
    [fields, (id: FieldId, value: unknown) => readValue(id, value, place)],
    [update, (id: FieldId, value: unknown) => readOperations(id, value, present[id], place)],
  ] as const) {
    for (const [id, value] of Object.entries(source)) {
      if (ignored.includes(id)) continue;
      try {
        if (!Object.hasOwn(FIELDS, id) || !isOnScreen(id, screen, place)) problem(NOT_ON_SCREEN(id));
        if (Object.hasOwn(changes, id)) problem(`Field '${id}' cannot appear in both 'fields' and 'update'.`);
        changes[id] = read(id as FieldId, value);
      } catch (error) {
        if (!(error instanceof FieldProblem)) throw error;
        errors[id] = error.message;
      }
    }
  }
  if (Object.keys(errors).length > 0) refuseFields(errors);
  return changes; // each row's `read` returns its field's type
}
