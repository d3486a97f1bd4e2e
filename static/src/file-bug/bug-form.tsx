import Button from '@atlaskit/button/new';
import Form, { FormFooter } from '@atlaskit/form';
import { useEffect, useRef } from 'react';
import * as z from 'zod/mini';
import type { CallOutput } from '../../../src/api/calls';
import { bugText } from '../../../src/domain/bug-report';
import { escalationFields, priorityOf } from '../../../src/domain/escalation';
import type { FiledBug } from '../../../src/domain/filed-bug';
import type { Prepared } from '../../../src/domain/prepared';
import { SelectField, TextArea, TextField } from '../components/field';
import { Message } from '../components/message';
import { NotKept } from '../components/not-kept';
import { PersonName } from '../components/person-name';
import { fieldProblemText, problemAt } from '../components/refusal-copy';
import { RestoredLine } from '../components/restored-line';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { InProgress } from './before';
import { BugLink } from './bug-link';
import { Carried } from './carried';
import { CopyText } from './copy-text';
import { CustomerStep } from './customer-step';
import { CHOICES, TEXTS, type ChoiceField, type TextName } from './fields';
import styles from './file-bug.module.css';
import { FilledIn } from './filled-in';
import { NeededFields } from './needed-fields';
import { planOf, type Chosen, type Plan } from './plan';
import { Refused } from './refused';
import { SimilarBugs } from './similar-bugs';
import { useBugDraft } from './use-bug-draft';
import { useJoin } from './use-join';
import { useSubmit, type Outcome } from './use-submit';

const problemText = (problem: ReturnType<typeof problemAt>, name: string): string | undefined => {
  if (problem === 'not-valid' && name in CHOICES) return 'Choose one.';
  if (problem === 'missing' && name === 'bypass') return 'Say why, or fill in what Support L1 and L2 found out.';
  return fieldProblemText(problem);
};

const SUBMIT: Record<Exclude<Plan, 'copy'>, string> = {
  file: 'File bug',
  dialog: 'Go on in Jira’s dialog',
  prepare: 'Prepare it',
};

/** The form, whatever becomes of what is typed: filed, created in Jira's dialog, prepared for somebody, or copied. */
export const BugForm = ({
  context,
  project,
  prepared,
  chosen,
  from,
  done,
  newestSince,
}: {
  context: ScreenContext;
  /** The ticket's. */
  project: { id: string; key: string };
  prepared: CallOutput<'prepareEscalation'>;
  chosen: Chosen;
  /** Filled in with what somebody prepared. */
  from: Prepared | null;
  done: (outcome: Outcome) => void;
  newestSince: () => Promise<FiledBug | null>;
}) => {
  const { siteUrl } = context;
  const draft = useBugDraft(context.accountId ?? '', prepared.ticket, chosen.releaseId, prepared.ladder, from);
  const { escalationId, typed } = draft;
  const plan = planOf(chosen);
  const send = useSubmit({
    accountId: context.accountId ?? '',
    project,
    siteUrl,
    prepared,
    chosen,
    draft,
    done,
    newestSince,
  });
  const join = useJoin({ accountId: context.accountId ?? '', project, prepared, chosen, draft, done });
  const { refusal } = send;
  const commentProblem = (id: string) =>
    problemAt(refusal?.fields, ['comments', id]) ?? problemAt(join.refusal?.fields, ['comments', id]);
  const nameOf = usePeople([from?.by]);

  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal !== null || join.refusal !== null)
      area.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal, join.refusal]);

  const problem = (name: string) =>
    problemText(problemAt(refusal?.fields, [name]) ?? problemAt(refusal?.fields, ['form', name]), name);
  const common = (name: TextName | ChoiceField) => ({
    value: typed[name] ?? '',
    onChange: (text: string) => draft.type(name, text),
    problem: problem(name),
  });
  const text = (name: TextName, help?: string) => {
    const Control = name === 'summary' ? TextField : TextArea;
    const shown = help === undefined || help.trim() === '' ? undefined : <bdi className={styles.help}>{help}</bdi>;
    return <Control label={TEXTS[name]} {...common(name)} help={shown} />;
  };
  const choice = (name: ChoiceField) => (
    <SelectField label={CHOICES[name].label} empty="Choose" options={CHOICES[name].options} {...common(name)} />
  );
  const sent = prepared.filed.find(({ id }) => id === escalationId);
  if (sent !== undefined)
    return (
      <Message
        kind="success"
        title="The bug that you sent is filed"
        actions={<Button onClick={draft.startAnother}>File another bug</Button>}
      >
        <p>
          {sent.bugKey === null ? 'It' : <BugLink siteUrl={siteUrl} bugKey={sent.bugKey} />} carries what you typed;
          only the answer did not reach you.
        </p>
      </Message>
    );
  const rated = z.safeParse(z.pick(escalationFields, { severity: true, impact: true }), typed);
  return (
    <div ref={area}>
      {prepared.inProgress !== null && (
        <InProgress claim={prepared.inProgress} escalationId={escalationId} context={context} />
      )}
      <Form<Record<string, never>> onSubmit={() => (plan === 'copy' ? undefined : send.run())}>
        {({ formProps }) => (
          <form {...formProps} noValidate aria-label="File L3 bug">
            <NotKept isKept={draft.isKept} />
            {from !== null && (
              <p role="status">
                Filled in with what <PersonName accountId={from.by} nameOf={nameOf} /> prepared.
              </p>
            )}
            <RestoredLine
              restoredAt={draft.restoredAt}
              discard={() => {
                draft.discard();
                area.current?.querySelector('input')?.focus();
              }}
            />
            {text('summary')}
            <SimilarBugs
              {...{ siteUrl, project, ticketId: prepared.ticket.id, chosen, join, onKnown: send.knows }}
              summary={typed.summary ?? ''}
            />
            {text('userSees')}
            <div className={styles.row}>
              {choice('severity')}
              {choice('impact')}
              {choice('reach')}
            </div>
            {typed.severity === 'P0' &&
              text(
                'bypass',
                'A P0 need not wait for Support L1 and L2: with a reason, which goes on record, what they looked up and reproduced may stay empty.',
              )}
            {text('steps')}
            {text('environment', 'Optional.')}
            {text('observed')}
            {text('expected')}
            {text('lookedUp', chosen.lookUp)}
            {text('reproduced', chosen.reproduce)}
            <CustomerStep steps={chosen.steps} value={draft.customer} onChange={draft.setCustomer} />
            {plan === 'file' && (
              <NeededFields
                needed={chosen.needed}
                values={draft.values}
                onChange={draft.setValues}
                problem={(id) => fieldProblemText(problemAt(refusal?.fields, ['values', id]))}
                projectId={chosen.target?.id ?? ''}
              />
            )}
            {(plan !== 'copy' || join.hindrance === null) && (
              <Carried
                ticketId={prepared.ticket.id}
                target={chosen.target?.name ?? ''}
                carry={draft.carry}
                onChange={draft.setCarry}
                problem={commentProblem}
              />
            )}
            <FilledIn
              chosen={chosen}
              priority={rated.success ? priorityOf(rated.data.severity, rated.data.impact) : null}
            />
            {draft.made.value !== '' && (
              <Message kind="information" title="Your bug is created, but not linked to this ticket yet">
                <p>Finish it: no second bug will be made.</p>
              </Message>
            )}
            {refusal !== null && (
              <Refused
                refusal={refusal}
                siteUrl={siteUrl}
                needed={chosen.needed}
                onRetry={send.run}
                join={join}
                text={bugText(typed)}
              />
            )}
            <FormFooter>
              {plan === 'copy' ? (
                <CopyText text={bugText(typed)} isPrimary />
              ) : (
                <Button type="submit" appearance="primary" isLoading={send.isRunning}>
                  {draft.made.value === '' ? SUBMIT[plan] : 'Finish'}
                </Button>
              )}
            </FormFooter>
          </form>
        )}
      </Form>
    </div>
  );
};
