import { limit } from '../limits';
import { tooLong } from './adf';
import type { CustomField } from './state';
import { userOrNull } from './shapes';
import type { Field } from './system-fields';
import { nameOrId, problem, readDay, readDocument, readLabel, readPerson } from './system-fields';

type Type = Pick<Field, 'read' | 'show' | 'allowed' | 'empty'> & {
  readonly key: string;
  readonly schema: Field['schema'];
};

const optionBean = (option: { readonly id: string; readonly name: string }) => ({ id: option.id, value: option.name });

/** A choice among the field's own options, named by `id` or `value`. */
const choice = ({ name, options }: CustomField): Pick<Type, 'read' | 'show' | 'allowed'> => ({
  read: (value) => {
    const { id, value: label } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const found = nameOrId(options, id === undefined ? { name: label } : { id });
    return found?.id ?? problem(`Specify a valid 'id' or 'value' for ${name}`);
  },
  show: (id: string | null) => {
    const option = options.find((one) => one.id === id);
    return option ? optionBean(option) : null;
  },
  allowed: () => options.map(optionBean),
});

const plain = { show: (kept: unknown) => kept };

/** One row per type that an admin can add (OAS CustomFieldDefinitionJsonBean.type). */
const TYPES: Readonly<Record<CustomField['type'], (field: CustomField) => Type>> = {
  text: () => ({
    ...{ key: 'textfield', schema: { type: 'string' }, empty: null, ...plain },
    read: (value) => {
      if (typeof value !== 'string') return problem('Operation value must be a string');
      const why = tooLong(value, limit('jira.textFieldLength'));
      return why === undefined ? value : problem(why);
    },
  }),
  textarea: () => ({ key: 'textarea', schema: { type: 'string' }, empty: null, ...plain, read: readDocument }),
  number: () => ({
    ...{ key: 'float', schema: { type: 'number' }, empty: null, ...plain },
    read: (value) => (typeof value === 'number' ? value : problem('Operation value must be a number')),
  }),
  date: () => ({ key: 'datepicker', schema: { type: 'date' }, empty: null, ...plain, read: readDay }),
  user: () => ({
    ...{ key: 'userpicker', schema: { type: 'user' }, empty: null, read: readPerson },
    show: (accountId: string | null, state) => userOrNull(state, accountId),
  }),
  select: (field) => ({ key: 'select', schema: { type: 'option' }, empty: null, ...choice(field) }),
  multiselect: (field) => ({
    ...{ key: 'multiselect', schema: { type: 'array', items: 'option' }, empty: [], ...choice(field) },
  }),
  labels: () => ({ key: 'labels', schema: { type: 'array', items: 'string' }, empty: [], ...plain, read: readLabel }),
};

/** The row that a custom field of a site stands for. */
export function customField(field: CustomField): Field {
  const { key, schema, ...row } = TYPES[field.type](field);
  const custom = `com.atlassian.jira.plugin.system.customfieldtypes:${key}`;
  return {
    ...row,
    name: field.name,
    schema: { ...schema, custom, customId: Number(field.id.replace('customfield_', '')) },
  };
}
