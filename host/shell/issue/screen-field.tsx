import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { type ReactNode, useId } from 'react';
import { type AdfNode, adfOf, type FieldMeta, type Named } from '../site/jira';
import styles from '../site/site.module.css';
import { ChoiceField } from './choice-field';

interface ScreenFieldProps {
  readonly meta: FieldMeta;
  /** As REST takes it: `{id}`, a list of those, text, a number, a document. */
  readonly value: unknown;
  /** What people can choose where the field itself doesn't say it: versions, people. */
  readonly choices?: readonly Named[];
  readonly onChange: (value: unknown) => void;
}

const plain = (node: AdfNode): string =>
  node.text ?? (node.content ?? []).map(plain).join(node.type === 'doc' ? '\n' : '');

const isDocument = ({ schema: { system, custom = '' } }: FieldMeta) =>
  system === 'description' || system === 'environment' || custom.endsWith(':textarea');

/** How a field without choices is typed: what its text says, and what the text means. */
interface Typed {
  readonly input: 'text' | 'number' | 'date' | 'area';
  readonly text: (value: unknown) => string;
  readonly value: (text: string) => unknown;
}

const asText = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const TYPED: Readonly<Record<string, Typed>> = {
  document: {
    input: 'area',
    text: (value) => (typeof value === 'object' && value !== null ? plain(value as AdfNode) : ''),
    value: (text) => (text === '' ? null : adfOf(text)),
  },
  string: { input: 'text', text: asText, value: (text) => text },
  number: { input: 'number', text: asText, value: (text) => (text === '' ? null : Number(text)) },
  date: { input: 'date', text: asText, value: (text) => (text === '' ? null : text) },
  array: {
    input: 'text',
    text: (value) => (Array.isArray(value) ? value.join(' ') : ''),
    value: (text) => text.split(/\s+/).filter(Boolean),
  },
};

/** One field of a create or transition screen, by its type. */
export function ScreenField({ meta, value, choices, onChange }: ScreenFieldProps) {
  const { name, required, schema, allowedValues } = meta;
  const options =
    allowedValues?.map(({ id, name: label, value: text }) => ({ id, name: label ?? text ?? id })) ?? choices;
  if (options) {
    const isMulti = schema.type === 'array';
    const key = schema.type === 'user' ? 'accountId' : 'id';
    const chosen = [value ?? []].flat().map((one) => String((one as Record<string, unknown>)[key]));
    return (
      <ChoiceField
        label={name}
        options={options}
        value={options.filter(({ id }) => chosen.includes(id))}
        isMulti={isMulti}
        isRequired={required}
        onChange={(picked) => {
          const named = picked.map(({ id }) => ({ [key]: id }));
          onChange(isMulti ? named : (named[0] ?? null));
        }}
      />
    );
  }
  const typed = TYPED[isDocument(meta) ? 'document' : schema.type];
  if (!typed) return <p>{name} can&apos;t be set here: the local host knows no input for it.</p>;
  const shared = (id: string) => ({ id, isRequired: required, value: typed.text(value) });
  return (
    <Labelled name={name} required={required}>
      {(id) =>
        typed.input === 'area' ? (
          <TextArea {...shared(id)} minimumRows={3} onChange={(event) => onChange(typed.value(event.target.value))} />
        ) : (
          <Textfield
            {...shared(id)}
            type={typed.input}
            onChange={(event) => onChange(typed.value(event.currentTarget.value))}
          />
        )
      }
    </Labelled>
  );
}

interface LabelledProps {
  readonly name: string;
  readonly required: boolean;
  readonly children: (id: string) => ReactNode;
}

function Labelled({ name, required, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {name}
        {required && <span aria-hidden> *</span>}
      </label>
      {children(id)}
    </div>
  );
}
