import { useId } from 'react';
import type { FieldValues, NeededField } from '../../../src/domain/needed-fields';
import { CheckField } from '../components/check-field';
import { ChosenPeople } from '../components/chosen-people';
import componentStyles from '../components/components.module.css';
import { SelectField, TextArea, TextField } from '../components/field';
import { PeoplePicker } from '../components/people-picker';
import { usePeople } from '../forge/people';
import styles from './file-bug.module.css';

type FieldProps = {
  field: NeededField;
  value: readonly string[];
  onChange: (value: string[]) => void;
  problem: string | undefined;
  projectId: string;
};

/** What the target project requires beside the form, each by its type. What only Jira's dialog can ask for isn't here. */
export const NeededFields = ({
  needed,
  values,
  onChange,
  problem,
  projectId,
}: {
  needed: readonly NeededField[];
  values: FieldValues;
  onChange: (values: FieldValues) => void;
  problem: (fieldId: string) => string | undefined;
  projectId: string;
}) =>
  needed.length === 0 ? null : (
    <section aria-labelledby="needed">
      <h2 id="needed" className={styles.heading}>
        Required by the project
      </h2>
      {needed.map((field) => (
        <Needed
          key={field.id}
          field={field}
          value={values[field.id] ?? []}
          onChange={(value) => onChange({ ...values, [field.id]: value })}
          problem={problem(field.id)}
          projectId={projectId}
        />
      ))}
    </section>
  );

const Needed = ({ field, value, onChange, problem, projectId }: FieldProps) => {
  const label = <bdi>{field.name}</bdi>;
  const [first = ''] = value;
  const text = { label, problem, value: first, onChange: (typed: string) => onChange([typed]) };
  const options = field.options.map(({ id, name }) => ({ value: id, label: name }));
  switch (field.kind) {
    case 'text':
      return <TextField {...text} />;
    case 'number':
      return <TextField {...text} type="number" />;
    case 'date':
      return <TextField {...text} type="date" />;
    case 'paragraph':
      return <TextArea {...text} />;
    case 'choice':
      return <SelectField {...text} empty="Choose" options={options} />;
    case 'labels':
      return (
        <TextField
          {...{ label, problem, value: value.join(' ') }}
          onChange={(typed) => onChange(typed.split(/\s/))}
          help="Separate labels by spaces."
        />
      );
    case 'choices':
      return <Choices {...{ field, value, onChange, problem, projectId }} />;
    case 'person':
      return <Person {...{ field, value, onChange, problem, projectId }} />;
    case 'dialog':
      return null;
  }
};

const Choices = ({ field, value, onChange, problem }: FieldProps) => {
  const noteId = useId();
  return (
    <fieldset className={styles.choices} aria-describedby={problem === undefined ? undefined : noteId}>
      <legend>
        <bdi>{field.name}</bdi>
      </legend>
      {field.options.map(({ id, name }) => (
        <CheckField
          key={id}
          label={<bdi>{name}</bdi>}
          isChecked={value.includes(id)}
          onChange={(isChecked) => onChange(isChecked ? [...value, id] : value.filter((other) => other !== id))}
        />
      ))}
      {problem !== undefined && (
        <p id={noteId} className={componentStyles.problem}>
          {problem}
        </p>
      )}
    </fieldset>
  );
};

const Person = ({ field, value, onChange, problem, projectId }: FieldProps) => {
  const nameOf = usePeople(value);
  return (
    <>
      <ChosenPeople label={field.name} people={value} nameOf={nameOf} onChange={(people) => onChange([...people])} />
      {value.length === 0 && (
        <PeoplePicker
          label={field.name}
          projectKey={projectId}
          taken={value}
          onPick={({ accountId }) => onChange([accountId])}
          problem={problem}
        />
      )}
    </>
  );
};
