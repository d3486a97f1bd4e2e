import Button from '@atlaskit/button/new';
import Form, { FormFooter } from '@atlaskit/form';
import { useCallback, useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';
import type { CallOutput } from '../../../src/api/calls';
import { parseInput } from '../../../src/api/parse-input';
import type { Refusal } from '../../../src/api/results';
import { escalationFormSchema, priorityOf, type Escalation } from '../../../src/domain/escalation';
import { SelectField, TextArea, TextField } from '../components/field';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { NotKept } from '../components/not-kept';
import { fieldProblemText, problemAt } from '../components/refusal-copy';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import type { ScreenContext } from '../forge/context';
import { call } from '../forge/invoke';
import { panelUrl } from '../forge/router';
import { InProgress } from './before';
import { BugLink } from './bug-link';
import { CHOICES, TEXTS, UNTYPED, type ChoiceField, type TextName } from './fields';
import styles from './file-bug.module.css';
import { FilledIn } from './filled-in';
import type { Chosen } from './may-not-file';
import { useBugDraft } from './use-bug-draft';

const problemText = (problem: ReturnType<typeof problemAt>, name: string): string | undefined =>
  problem === 'not-valid' && name in CHOICES ? 'Choose one.' : fieldProblemText(problem);

/** A filing in progress carries the moment of its start, which becomes words here. */
const inWords = (refusal: Refusal): Refusal =>
  refusal.code === 'filing-in-progress' && refusal.detail !== undefined
    ? { ...refusal, detail: `It was started ${momentText(refusal.detail)}.` }
    : refusal;

export const BugForm = ({
  context,
  project,
  prepared,
  chosen,
  filed,
  filedMeanwhile,
}: {
  context: ScreenContext;
  /** The ticket's. */
  project: { id: string; key: string };
  prepared: CallOutput<'prepareEscalation'>;
  chosen: Chosen;
  filed: (bug: CallOutput<'fileBug'>) => void;
  filedMeanwhile: () => Promise<Escalation | null>;
}) => {
  const { ticket, choices, inProgress } = prepared;
  const { releaseId, handoffId } = chosen;
  const draft = useBugDraft(context.accountId ?? '', ticket, releaseId);
  const { escalationId, typed, keepId, clearTyped, clearId } = draft;
  const [another, setAnother] = useState<Escalation | null>(null);
  const productKey = choices.find((choice) => choice.releaseId === releaseId)?.projectKey ?? project.key;

  const file = useAction(
    useCallback(async () => {
      setAnother(null);
      const form = parseInput(escalationFormSchema, { ...UNTYPED, ...typed });
      if (!form.ok) return form;
      keepId(escalationId);
      return call('fileBug', {
        escalationId,
        issueId: ticket.id,
        projectId: project.id,
        releaseId,
        handoffId,
        form: form.value,
        // The bug's readers are the product's engineers; the ticket's own project is for who may not see theirs.
        panelUrl: (await panelUrl(productKey, releaseId)) ?? (await panelUrl(project.key, releaseId)),
      });
    }, [typed, keepId, escalationId, ticket.id, project, productKey, releaseId, handoffId]),
    useCallback(
      (bug: CallOutput<'fileBug'>) => {
        clearTyped();
        clearId();
        filed(bug);
      },
      [clearTyped, clearId, filed],
    ),
  );

  /** Where another filing stood in the way, its bug may be all that is needed: the person decides, then presses File bug. */
  const retry = async () => {
    const meanwhile = file.refusal?.code === 'filing-in-progress' ? await filedMeanwhile() : null;
    if (meanwhile === null) await file.run();
    else setAnother(meanwhile);
  };

  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (file.refusal !== null) area.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [file.refusal]);

  const problem = (name: string) => {
    const fields = file.refusal?.fields;
    return problemText(problemAt(fields, [name]) ?? problemAt(fields, ['form', name]), name);
  };
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
          <BugLink siteUrl={context.siteUrl} bugKey={sent.bugKey} /> carries what you typed; only the answer did not
          reach you.
        </p>
      </Message>
    );
  const rated = z.safeParse(z.pick(escalationFormSchema, { severity: true, impact: true }), typed);
  return (
    <div ref={area}>
      {inProgress !== null && <InProgress claim={inProgress} escalationId={escalationId} context={context} />}
      <Form<Record<string, never>> onSubmit={() => file.run()}>
        {({ formProps }) => (
          <form {...formProps} noValidate aria-label="File L3 bug">
            <NotKept isKept={draft.isKept} />
            {draft.isRestored && <p role="status">What you typed before is back.</p>}
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
            {another !== null && (
              <Message kind="information" title="A bug was filed from this ticket meanwhile">
                <p>
                  <BugLink siteUrl={context.siteUrl} bugKey={another.bugKey} />. Press File bug only if yours is another
                  problem.
                </p>
              </Message>
            )}
            {another === null && file.refusal !== null && (
              <RefusalMessage refusal={inWords(file.refusal)} onRetry={() => void retry()} />
            )}
            <FormFooter>
              <Button type="submit" appearance="primary" isLoading={file.isRunning}>
                File bug
              </Button>
            </FormFooter>
          </form>
        )}
      </Form>
    </div>
  );
};
