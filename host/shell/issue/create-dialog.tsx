import Button from '@atlaskit/button/new';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { type FormEvent, useId, useState } from 'react';
import { createIssue, type CreateField, getProject, listCreateFields, listCreateTypes, type Named } from '../site/jira';
import { Await, Problem } from '../site/messages';
import { useLoad } from '../site/rest';
import { useSession } from '../site/session';
import { ChoiceField } from './choice-field';
import { ScreenField } from './screen-field';

type Fields = Readonly<Record<string, unknown>>;

interface CreateDialogProps {
  /** What the app fills in (Forge docs: createIssueModal); `projectId` is needed here, Jira would ask for it. */
  readonly context: Fields;
  /** The issues that were created; none where the person cancelled. */
  readonly onClosed: (created: readonly { readonly issueId: string }[]) => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Jira's dialog for a new issue, pre-filled; what its screen requires is required here. */
export function CreateDialog({ context, onClosed }: CreateDialogProps) {
  const projectId = textOf(context.projectId);
  const [project] = useLoad(getProject, projectId);
  const [types] = useLoad(listCreateTypes, projectId);
  return (
    <ModalDialog width="medium" onClose={() => onClosed([])} shouldScrollInViewport>
      <ModalHeader hasCloseButton>
        <ModalTitle>Create issue</ModalTitle>
      </ModalHeader>
      <Await loaded={project}>
        {({ name, id }) => (
          <Await loaded={types}>
            {(found) => <TypedForm {...{ context, onClosed, projectName: name, projectId: id, types: found }} />}
          </Await>
        )}
      </Await>
    </ModalDialog>
  );
}

interface TypedFormProps extends CreateDialogProps {
  readonly projectName: string;
  readonly projectId: string;
  readonly types: readonly Named[];
}

function TypedForm({ types, ...rest }: TypedFormProps) {
  const wanted = types.find(({ id }) => id === rest.context.issueTypeId) ?? types[0];
  const [type, setType] = useState(wanted);
  const [fields] = useLoad(listCreateFields, `${rest.projectId}/${type?.id ?? ''}`);
  return (
    <>
      <ModalBody>
        <p>Project: {rest.projectName}</p>
        <ChoiceField
          label="Issue type"
          options={types}
          value={type ? [type] : []}
          isMulti={false}
          isRequired
          onChange={([chosen]) => setType(chosen ?? type)}
        />
      </ModalBody>
      <Await loaded={fields}>
        {(found) => <Form key={type?.id} {...rest} typeId={type?.id ?? ''} fields={found} />}
      </Await>
    </>
  );
}

/** What a pre-filled value of the app is in REST: ids become `{id}`, people `{accountId}`. */
function prefilled({ schema, allowedValues }: CreateField, value: unknown): unknown {
  const named = (one: unknown) => (schema.type === 'user' ? { accountId: one } : { id: String(one) });
  if (value === undefined || (!allowedValues && schema.type !== 'user')) return value;
  return Array.isArray(value) ? value.map(named) : named(value);
}

interface FormProps extends Omit<TypedFormProps, 'types' | 'projectName'> {
  readonly typeId: string;
  readonly fields: readonly CreateField[];
}

function Form({ context, onClosed, projectId, typeId, fields }: FormProps) {
  const { people } = useSession();
  const shown = fields.filter(({ fieldId }) => !['project', 'issuetype', 'issuelinks'].includes(fieldId));
  const [values, setValues] = useState<Fields>(() =>
    Object.fromEntries(
      shown
        .map((field) => [field.fieldId, prefilled(field, context[field.fieldId])] as const)
        .filter(([, value]) => value !== undefined),
    ),
  );
  const [refusal, setRefusal] = useState<unknown>();
  const [creating, setCreating] = useState(false);
  const formId = useId();
  const names = people
    .filter(({ accountType }) => accountType === 'atlassian')
    .map(({ accountId, displayName }) => ({ id: accountId, name: displayName }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setCreating(true);
    setRefusal(undefined);
    const all = { project: { id: projectId }, issuetype: { id: typeId }, ...values };
    await createIssue(all).then(({ id }) => onClosed([{ issueId: id }]), setRefusal);
    setCreating(false);
  };

  return (
    <>
      <ModalBody>
        {refusal !== undefined && <Problem error={refusal} />}
        <form id={formId} onSubmit={(event) => void submit(event)}>
          {shown.map((field) => (
            <ScreenField
              key={field.fieldId}
              meta={field}
              value={values[field.fieldId]}
              {...(field.schema.type === 'user' && { choices: names })}
              onChange={(value) => setValues({ ...values, [field.fieldId]: value })}
            />
          ))}
        </form>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={() => onClosed([])}>
          Cancel
        </Button>
        <Button appearance="primary" type="submit" form={formId} isLoading={creating}>
          Create
        </Button>
      </ModalFooter>
    </>
  );
}
