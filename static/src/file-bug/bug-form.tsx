import Button from '@atlaskit/button/new';
import Form, { FormFooter } from '@atlaskit/form';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import type { CallInput, CallOutput } from '../../../src/api/calls';
import { parseInput } from '../../../src/api/parse-input';
import { escalationFormSchema, priorityOf } from '../../../src/domain/escalation';
import { SelectField, TextArea, TextField } from '../components/field';
import { NotKept } from '../components/not-kept';
import { fieldProblemText, problemAt } from '../components/refusal-copy';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { draftKey, useDraft } from '../components/use-draft';
import type { ScreenContext } from '../forge/context';
import { call } from '../forge/invoke';
import { panelUrl } from '../forge/router';
import { CHOICES, TEXTS, type ChoiceField, type TextName } from './fields';
import styles from './file-bug.module.css';
import { FilledIn } from './filled-in';
import type { Chosen } from './may-not-file';

/** What is typed, with the escalation's id: a retry after a reload files the same bug, never a second one. */
const draftSchema = z.object({
  escalationId: z.string(),
  form: z.record(z.string(), z.string()),
});
type BugDraft = z.infer<typeof draftSchema>;

const problemText = (problem: ReturnType<typeof problemAt>, name: string): string | undefined =>
  problem === 'not-valid' && name in CHOICES ? 'Choose one.' : fieldProblemText(problem);

export const BugForm = ({
  context,
  projectId,
  projectKey,
  ticket,
  chosen,
  filed,
}: {
  context: ScreenContext;
  projectId: string;
  projectKey: string;
  ticket: CallOutput<'prepareEscalation'>['ticket'];
  chosen: Chosen;
  filed: (bug: CallOutput<'fileBug'>) => void;
}) => {
  const [empty] = useState<BugDraft>(() => ({
    escalationId: crypto.randomUUID(),
    form: { summary: ticket.summary.replace(/\s+/g, ' ').slice(0, 255) },
  }));
  const { releaseId, handoffId } = chosen;
  const key = draftKey(context.accountId ?? '', 'file-bug', `${ticket.id}:${releaseId}`);
  const { value, set, clear, restoredAt, isKept } = useDraft(key, draftSchema, empty);
  const change = (name: string) => (text: string) => set({ ...value, form: { ...value.form, [name]: text } });

  const file = useAction(
    useCallback(
      async (draft: BugDraft) => {
        const form = parseInput(escalationFormSchema, draft.form);
        if (!form.ok) return form;
        set(draft); // the escalation's id is kept before anything is sent
        const input: CallInput<'fileBug'> = {
          escalationId: draft.escalationId,
          issueId: ticket.id,
          projectId,
          releaseId,
          handoffId,
          form: form.value,
          panelUrl: await panelUrl(projectKey, releaseId),
        };
        return call('fileBug', input);
      },
      [set, ticket.id, projectId, projectKey, releaseId, handoffId],
    ),
    useCallback(
      (bug: CallOutput<'fileBug'>) => {
        clear();
        filed(bug);
      },
      [clear, filed],
    ),
  );
  const problem = (name: string) => {
    const fields = file.refusal?.fields;
    return problemText(problemAt(fields, [name]) ?? problemAt(fields, ['form', name]), name);
  };
  const text = (name: TextName, help?: string) => {
    const Control = name === 'summary' ? TextField : TextArea;
    return (
      <Control
        key={name}
        label={TEXTS[name]}
        value={value.form[name] ?? ''}
        onChange={change(name)}
        problem={problem(name)}
        help={help === undefined || help.trim() === '' ? undefined : <bdi>{help}</bdi>}
      />
    );
  };
  const choice = (name: ChoiceField) => (
    <SelectField
      key={name}
      label={CHOICES[name].label}
      empty="Choose"
      options={CHOICES[name].options}
      value={value.form[name] ?? ''}
      onChange={change(name)}
      problem={problem(name)}
    />
  );
  const rated = z.safeParse(z.pick(escalationFormSchema, { severity: true, impact: true }), value.form);
  return (
    <Form<Record<string, never>> onSubmit={() => file.run(value)}>
      {({ formProps }) => (
        <form {...formProps} noValidate aria-label="File L3 bug">
          <NotKept isKept={isKept} />
          {restoredAt !== null && <p role="status">What you typed before is back.</p>}
          {text('summary')}
          {text('userSees')}
          {text('steps')}
          {text('observed')}
          {text('expected')}
          {text('lookedUp', chosen.lookUp)}
          {text('reproduced', chosen.reproduce)}
          <div className={styles.row}>
            {choice('severity')}
            {choice('impact')}
            {choice('reach')}
          </div>
          <FilledIn
            chosen={chosen}
            priority={rated.success ? priorityOf(rated.data.severity, rated.data.impact) : null}
          />
          {file.refusal !== null && <RefusalMessage refusal={file.refusal} onRetry={() => void file.run(value)} />}
          <FormFooter>
            <Button type="submit" appearance="primary" isLoading={file.isRunning}>
              File bug
            </Button>
          </FormFooter>
        </form>
      )}
    </Form>
  );
};
