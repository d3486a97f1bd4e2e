import type { Json } from './call';
import { refuseFields } from './call';
import { isRecord } from '../is-record';
import { customField } from './custom-fields';
import { holds } from './permissions';
import type { IssueFields, JiraState } from './state';
import { own } from './state';
import type { Field, Place } from './system-fields';
import { FieldProblem, problem, SYSTEM_FIELDS } from './system-fields';

export type FieldId = keyof IssueFields;

/** The fields of a site: Jira's own, then those that its admins added. */
export const fieldsOf = (state: JiraState): Readonly<Record<string, Field>> => ({
  ...SYSTEM_FIELDS,
  ...Object.fromEntries(state.customFields.map((field) => [field.id, customField(field)])),
});

export const fieldIds = (state: JiraState) => Object.keys(fieldsOf(state)) as FieldId[];

/** A field that the state names; a broken reference is a bug of the host. */
export function fieldOf(state: JiraState, id: FieldId): Field {
  const found = own(fieldsOf(state), id);
  if (!found) throw new Error(`The host's state names the field ${id}, which is not there.`);
  return found;
}

const isList = ({ schema }: Field) => schema.type === 'array';

export const isMany = (state: JiraState, id: FieldId): boolean => isList(fieldOf(state, id));

/** A field's value as the API shows it. */
export function shown(state: JiraState, id: FieldId, kept: unknown): unknown {
  const field = fieldOf(state, id);
  if (kept === undefined) return field.empty ?? null; // a field of the site that was never set here
  const show = (value: unknown) => field.show(value as never, state); // kept by the same row's `read`
  return isList(field) ? (kept as unknown[]).map(show) : show(kept);
}

/** Is the field on this screen for this person? */
export const isOnScreen = (id: string, screen: readonly string[], { state, me, project, issue }: Place): boolean => {
  const needs = id === 'issuelinks' ? 'LINK_ISSUES' : own(fieldsOf(state), id)?.needs;
  return screen.includes(id) && (needs === undefined || holds(state, me, needs, project, issue));
};

export const NOT_ON_SCREEN = (id: string) =>
  `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;

function readValue(field: Field, value: unknown, place: Place): unknown {
  const { empty, read, name } = field;
  if (value === null) return empty === undefined ? problem(`${name} is required.`) : empty;
  if (!isList(field)) return read(value, place);
  if (!Array.isArray(value)) return problem('data was not an array');
  return [...new Set(value.map((item) => read(item, place)))];
}

/** Applies `update` operations, `[{add: …}, {remove: …}, {set: …}]`, to what is there. */
function readOperations(field: Field, id: string, operations: unknown, present: unknown, place: Place): unknown {
  if (!Array.isArray(operations)) return problem('data was not an array');
  return operations.reduce<unknown>((value, operation) => {
    const [verb, operand] = Object.entries(isRecord(operation) ? operation : {})[0] ?? [];
    if (verb === 'set') return readValue(field, operand, place);
    if (!isList(field) || (verb !== 'add' && verb !== 'remove')) {
      return problem(`Field '${id}' does not support the operation '${String(verb)}'.`);
    }
    const item = field.read(operand, place);
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
  const known = fieldsOf(place.state);
  for (const [source, read] of [
    [fields, (field: Field, _id: FieldId, value: unknown) => readValue(field, value, place)],
    [update, (field: Field, id: FieldId, value: unknown) => readOperations(field, id, value, present[id], place)],
  ] as const) {
    for (const [id, value] of Object.entries(source)) {
      if (ignored.includes(id)) continue;
      try {
        const field = isOnScreen(id, screen, place) ? own(known, id) : undefined;
        if (!field) throw new FieldProblem(NOT_ON_SCREEN(id));
        if (Object.hasOwn(changes, id)) problem(`Field '${id}' cannot appear in both 'fields' and 'update'.`);
        changes[id] = read(field, id as FieldId, value);
      } catch (error) {
        if (!(error instanceof FieldProblem)) throw error;
        errors[id] = error.message;
      }
    }
  }
  if (Object.keys(errors).length > 0) refuseFields(errors);
  return changes; // each row's `read` returns its field's type
}
