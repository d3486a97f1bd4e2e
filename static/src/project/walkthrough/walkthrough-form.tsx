import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { refuse, type FieldProblem } from '../../../../src/api/results';
import { ChosenPeople } from '../../components/chosen-people';
import { TextArea, TextField } from '../../components/field';
import { focusOn } from '../../components/focus';
import { momentOf } from '../../components/moments';
import { PeoplePicker } from '../../components/people-picker';
import { fieldProblemText, problemAt } from '../../components/refusal-copy';
import { NotKept } from '../../components/not-kept';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { usePeople } from '../../forge/people';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';

const draftSchema = z.object({
  when: z.string(),
  people: z.array(z.string()),
  questions: z.array(z.object({ id: z.string(), text: z.string() })),
});
type WalkthroughDraft = z.infer<typeof draftSchema>;

const WHEN = 'walkthrough-when';

/** Records a walkthrough that was held elsewhere, on the revision that is shown. */
export const WalkthroughForm = ({
  screen,
  view,
  reload,
  revision,
  close,
}: PanelPart & { revision: number; close: () => void }) => {
  const releaseId = view.release.id;
  const [empty] = useState<WalkthroughDraft>(() => ({
    when: '',
    people: [...new Set([view.head?.po, view.head?.csLead].filter((id) => id !== null && id !== undefined))],
    questions: [],
  }));
  const draft = useDraft(draftKey(screen.accountId, 'walkthrough', releaseId), draftSchema, empty);
  const { value, set, clear } = draft;
  const nameOf = usePeople(value.people);

  const record = useAction(
    useCallback(
      async (form: WalkthroughDraft) => {
        const input = parseInput(panelCalls.recordWalkthrough.input, {
          releaseId,
          at: momentOf(form.when),
          people: form.people,
          revision,
          questions: form.questions.filter((question) => question.text.trim() !== ''),
        });
        // The server knows a walkthrough of the future only as outdated; here the field can say it.
        if (input.ok && Date.parse(input.value.at) > Date.now())
          return refuse('bad-input', { fields: [{ path: ['at'], problem: 'not-valid' }] });
        return input.ok ? call('recordWalkthrough', input.value) : input;
      },
      [releaseId, revision],
    ),
    useCallback(async () => {
      clear();
      flag('Walkthrough recorded');
      await reload();
      close();
    }, [clear, reload, close]),
    `#${PLACES.walkthrough}`,
  );
  const fields: readonly FieldProblem[] | undefined = record.refusal?.fields;

  const change = (part: Partial<WalkthroughDraft>) => set({ ...value, ...part });
  return (
    <form
      className={styles.form}
      aria-label="Record a walkthrough"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void record.run(value);
      }}
    >
      <NotKept isKept={draft.isKept} />
      <RestoredLine restoredAt={draft.restoredAt} discard={clear} />
      <TextField
        id={WHEN}
        label="When"
        type="datetime-local"
        value={value.when}
        onChange={(when) => change({ when })}
        problem={problemAt(fields, ['at']) && 'Say when it was held: a day and time that is past.'}
      />
      <ChosenPeople
        label="Took part"
        people={value.people}
        nameOf={nameOf}
        onChange={(people) => change({ people: [...people] })}
      />
      <PeoplePicker
        label="Who took part"
        projectKey={view.projectKey}
        anyone // who reads in a support project only
        taken={value.people}
        onPick={(person) => change({ people: [...value.people, person.accountId] })}
        problem={problemAt(fields, ['people']) && 'Name at least one person, and at most 30.'}
      />
      <p>They read revision {revision}.</p>
      {value.questions.map((question, at) => (
        <div key={question.id} className={styles.item}>
          <TextArea
            id={`asked-${question.id}`}
            label={`Question asked ${at + 1}`}
            value={question.text}
            onChange={(text) =>
              change({ questions: value.questions.map((each) => (each.id === question.id ? { ...each, text } : each)) })
            }
            problem={fieldProblemText(problemAt(fields, ['questions', at, 'text']))}
          />
          <Button
            spacing="compact"
            appearance="subtle"
            onClick={() => change({ questions: value.questions.filter((each) => each.id !== question.id) })}
          >
            Remove question asked {at + 1}
          </Button>
        </div>
      ))}
      <div className={styles.actions}>
        <Button
          isDisabled={value.questions.length >= 15}
          onClick={() => {
            const id = crypto.randomUUID();
            change({ questions: [...value.questions, { id, text: '' }] });
            focusOn(`#asked-${id}`);
          }}
        >
          Add a question that was asked
        </Button>
        <Button type="submit" appearance="primary" isLoading={record.isRunning}>
          Record walkthrough
        </Button>
        <Button appearance="subtle" onClick={close}>
          Not now
        </Button>
      </div>
      {record.refusal !== null && <RefusalMessage refusal={record.refusal} onRetry={() => void record.run(value)} />}
    </form>
  );
};
