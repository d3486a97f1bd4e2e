import Button from '@atlaskit/button/new';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useId, useState } from 'react';
import { type FieldMeta, type Issue, moveIssue, type Named, type Transition, type Version } from '../site/jira';
import { Problem } from '../site/messages';
import styles from '../site/site.module.css';
import { ChoiceField } from './choice-field';

interface TransitionDialogProps {
  readonly issue: Issue;
  readonly transition: Transition;
  readonly versions: readonly Version[];
  readonly onMoved: () => void;
  readonly onClose: () => void;
}

/** A transition's screen. A refusal, such as a validator's, stays in the dialog in its own words. */
export function TransitionDialog({ issue, transition, versions, onMoved, onClose }: TransitionDialogProps) {
  const present: Readonly<Record<string, unknown>> = { ...issue.fields };
  const [changes, setChanges] = useState<Readonly<Record<string, unknown>>>({});
  const [refusal, setRefusal] = useState<unknown>();
  const [moving, setMoving] = useState(false);
  const formId = useId();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMoving(true);
    setRefusal(undefined);
    await moveIssue(issue.key, transition.id, changes).then(onMoved, setRefusal);
    setMoving(false);
  };

  return (
    <ModalDialog width="medium" onClose={onClose}>
      <ModalHeader hasCloseButton>
        <ModalTitle>{transition.name}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        {refusal !== undefined && <Problem error={refusal} />}
        <form id={formId} onSubmit={(event) => void submit(event)}>
          {Object.entries(transition.fields ?? {}).map(([name, meta]) => (
            <ScreenField
              key={name}
              meta={meta}
              value={name in changes ? changes[name] : present[name]}
              versions={versions}
              onChange={(value) => setChanges({ ...changes, [name]: value })}
            />
          ))}
        </form>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button appearance="primary" type="submit" form={formId} isLoading={moving}>
          {transition.name}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}

interface ScreenFieldProps {
  readonly meta: FieldMeta;
  readonly value: unknown;
  readonly versions: readonly Version[];
  readonly onChange: (value: unknown) => void;
}

function ScreenField({ meta: { name, required, schema, allowedValues }, value, versions, onChange }: ScreenFieldProps) {
  const id = useId();
  const isMulti = schema.type === 'array';
  const options = allowedValues ?? (schema.items === 'version' ? versions : undefined);
  if (options) {
    const chosen = (Array.isArray(value) ? value : value ? [value] : []) as readonly { id: string }[];
    return (
      <ChoiceField
        label={name}
        options={options}
        value={chosen.flatMap(({ id: wanted }) => options.find((option: Named) => option.id === wanted) ?? [])}
        isMulti={isMulti}
        isRequired={required}
        onChange={(picked) => {
          const ids = picked.map(({ id: each }) => ({ id: each }));
          onChange(isMulti ? ids : (ids[0] ?? null));
        }}
      />
    );
  }
  if (schema.type !== 'string') return <p>{name} can&apos;t be changed here: the local host knows no input for it.</p>;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{name}</label>
      <Textfield
        id={id}
        value={typeof value === 'string' ? value : ''}
        isRequired={required}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
