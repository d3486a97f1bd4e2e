import * as z from 'zod/mini';
import { textDocument } from './bug-report';
import { PRIORITIES } from './escalation';
import { accountIdSchema, daySchema } from './ids';

/** How the form asks for a field; `dialog`: only Jira's own dialog can. */
const FIELD_KINDS = ['text', 'paragraph', 'number', 'date', 'person', 'choice', 'choices', 'labels', 'dialog'] as const;
type FieldKind = (typeof FIELD_KINDS)[number];

const optionSchema = z.object({ id: z.string(), name: z.string() });

/** A field that a project requires of its bugs and that the form "File L3 bug" doesn't have of itself. */
export const neededFieldSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(FIELD_KINDS),
  options: z.array(optionSchema),
});
export type NeededField = z.infer<typeof neededFieldSchema>;

/** What people filled in, by field: one text, or several where a field takes several. Ids for choices and people. */
export const fieldValuesSchema = z.record(
  z.string().check(z.maxLength(100)),
  z.array(z.string().check(z.maxLength(4_000))).check(z.maxLength(50)),
);
export type FieldValues = z.infer<typeof fieldValuesSchema>;

/** A field of a create screen as Jira describes it. */
export type CreateField = {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  /** Jira fills it in by itself. */
  readonly hasDefault: boolean;
  readonly type: string;
  /** Of what a list is. */
  readonly items: string;
  /** Key of a custom field's type, such as `...customfieldtypes:select`; empty for Jira's own. */
  readonly custom: string;
  readonly options: readonly z.infer<typeof optionSchema>[] | null;
};

/** A list of more is searched in Jira's own dialog, not scrolled here. */
const MOST_OPTIONS = 100;

/** Filled in by the app itself. */
const OURS = new Set([
  'project',
  'issuetype',
  'summary',
  'description',
  'labels',
  'priority',
  'issuelinks',
  'reporter',
]);

const kindOf = ({ id, type, items, custom, options }: CreateField): FieldKind => {
  const listed = options !== null && options.length > 0 && options.length <= MOST_OPTIONS;
  const of = (...types: string[]) => types.some((name) => custom.endsWith(`:${name}`));
  if (type === 'option' || type === 'version') return listed ? 'choice' : 'dialog';
  if (type === 'array' && ['option', 'component', 'version'].includes(items)) return listed ? 'choices' : 'dialog';
  if (type === 'array' && items === 'string' && of('labels')) return 'labels';
  if (type === 'string' && (id === 'environment' || of('textarea'))) return 'paragraph';
  if (type === 'string' && of('textfield', 'url')) return 'text';
  if (type === 'number' && of('float')) return 'number';
  if (type === 'date') return 'date';
  return type === 'user' ? 'person' : 'dialog';
};

/** Ours too: `versions` where there is a release to name; but `priority` only where the project has Jira's default ones. */
const isOurs = ({ id, options }: CreateField, hasAffected: boolean): boolean => {
  if (id === 'versions') return hasAffected;
  if (id === 'priority' && options !== null)
    return PRIORITIES.every((priority) => options.some(({ name }) => name === priority));
  return OURS.has(id);
};

/**
 * What the form must ask for beside its own fields.
 * @param hasAffected is there a release that the bug names as affected?
 */
export const neededFields = (screen: readonly CreateField[], hasAffected: boolean): NeededField[] =>
  screen
    .filter((field) => field.required && !field.hasDefault && !isOurs(field, hasAffected))
    .map((field) => {
      const kind = kindOf(field);
      const options = kind === 'choice' || kind === 'choices' ? (field.options ?? []) : [];
      return { id: field.id, name: field.name, kind, options: [...options] };
    });

/** Why the app can't file a bug for somebody. */
export const appObstacleSchema = z.enum(['no-create', 'only-dialog', 'unseen-fields']);

/**
 * What the app's form must ask for where the app files for a person, or why it can't. What a project requires is shown only to who
 * may browse it, and only Jira's own dialog can ask for some of it.
 * @param screen the create screen as the app sees it; null: the app may not create there either
 */
export const neededThroughApp = (
  screen: readonly CreateField[] | null,
  mayBrowse: boolean,
): NeededField[] | z.infer<typeof appObstacleSchema> => {
  if (screen === null) return 'no-create';
  const needed = neededFields(screen, false);
  if (needed.some(({ kind }) => kind === 'dialog')) return 'only-dialog';
  return needed.length === 0 || mayBrowse ? needed : 'unseen-fields';
};

const one = z.string().check(z.regex(/^[^\n\r]{1,255}$/));
const label = z.string().check(z.regex(/^\S{1,255}$/));

/** A value as Jira's REST API takes it; undefined when it isn't valid. */
const jiraValue = (kind: FieldKind, options: CreateField['options'], given: readonly string[]): unknown => {
  const [first = ''] = given;
  const valid = <T extends z.core.$ZodType>(schema: T): z.infer<T> | undefined => z.safeParse(schema, first).data;
  const ids = given.filter((id) => options?.some((option) => option.id === id));
  switch (kind) {
    case 'text':
      return valid(one);
    case 'paragraph':
      return textDocument(first);
    case 'number':
      return Number.isFinite(Number(first)) ? Number(first) : undefined;
    case 'date':
      return valid(daySchema);
    case 'person':
      return valid(accountIdSchema) === undefined ? undefined : { id: first };
    case 'choice':
      return ids.length === 1 ? { id: first } : undefined;
    case 'choices':
      return ids.length === given.length ? ids.map((id) => ({ id })) : undefined;
    case 'labels':
      return given.every((text) => z.safeParse(label, text).success) ? given : undefined;
    case 'dialog':
      return undefined;
  }
};

type CheckedValues = {
  /** By field, as Jira takes them. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly problems: readonly { readonly id: string; readonly problem: 'missing' | 'not-valid' }[];
};

/**
 * What people filled in, held against the create screen as it is now. A field that left the screen is dropped, one that isn't
 * required any more is sent all the same. What only Jira's dialog can ask for is Jira's to refuse.
 */
export const checkedValues = (
  screen: readonly CreateField[],
  hasAffected: boolean,
  values: FieldValues,
): CheckedValues => {
  const fields: Record<string, unknown> = {};
  const problems: { id: string; problem: 'missing' | 'not-valid' }[] = [];
  for (const field of screen) {
    const kind = kindOf(field);
    if (kind === 'dialog' || isOurs(field, hasAffected)) continue;
    const given = (values[field.id] ?? []).map((text) => text.trim()).filter((text) => text !== '');
    if (given.length === 0) {
      if (field.required && !field.hasDefault) problems.push({ id: field.id, problem: 'missing' });
      continue;
    }
    const value = jiraValue(kind, field.options, given);
    if (value === undefined) problems.push({ id: field.id, problem: 'not-valid' });
    else fields[field.id] = value;
  }
  return { fields, problems };
};
