import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import * as z from 'zod/mini';
import { panelCalls } from '../../../src/api/panel-calls';
import { parseInput } from '../../../src/api/parse-input';
import { SECTIONS } from '../../../src/domain/document';
import type { Question } from '../../../src/domain/question';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { SelectField, TextField } from '../components/field';
import { NotKept } from '../components/not-kept';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { draftKey, useDraft } from '../components/use-draft';
import { flag } from '../forge/flags';
import { call } from './call';
import styles from './project.module.css';
import { RestoredLine } from './restored-line';
import { PLACES, type PanelPart } from './screen';

const draftSchema = z.object({ kind: z.enum(['answered', 'gap']), section: z.string(), reference: z.string() });
type AnswerDraft = z.infer<typeof draftSchema>;
const EMPTY: AnswerDraft = { kind: 'answered', section: '', reference: '' };
const SECTION_OPTIONS = SECTIONS.map((section) => ({ value: section, label: SECTION_TITLES[section] }));

/** Ends one question: answered in the handoff, or a gap in the release brief. */
export const AnswerForm = ({ screen, view, reload, question }: PanelPart & { question: Question }) => {
  const releaseId = view.release.id;
  const { value, set, clear, restoredAt, isKept } = useDraft(
    draftKey(screen.accountId, 'answer', question.id),
    draftSchema,
    EMPTY,
  );
  const answer = useAction(
    useCallback(
      ({ kind, section, reference }: AnswerDraft) => {
        const input = parseInput(panelCalls.answerQuestion.input, {
          releaseId,
          questionId: question.id,
          answer: kind === 'answered' ? { kind, section } : { kind, reference },
        });
        return input.ok ? call('answerQuestion', input.value) : Promise.resolve(input);
      },
      [releaseId, question.id],
    ),
    useCallback(async () => {
      clear();
      flag('Question answered');
      await reload();
    }, [clear, reload]),
    `#${PLACES.questions}`,
  );
  const isBad = answer.refusal?.code === 'bad-input';
  const kindName = `kind-${question.id}`;
  return (
    <form
      className={styles.form}
      aria-label="Answer this question"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void answer.run(value);
      }}
    >
      <NotKept isKept={isKept} />
      <RestoredLine restoredAt={restoredAt} discard={clear} />
      <fieldset className={styles.choices}>
        <legend>How does it end?</legend>
        <label>
          <input
            type="radio"
            name={kindName}
            checked={value.kind === 'answered'}
            onChange={() => set({ ...value, kind: 'answered' })}
          />{' '}
          Answered in the handoff
        </label>
        <label>
          <input
            type="radio"
            name={kindName}
            checked={value.kind === 'gap'}
            onChange={() => set({ ...value, kind: 'gap' })}
          />{' '}
          Gap in the release brief
        </label>
      </fieldset>
      {value.kind === 'answered' ? (
        <SelectField
          label="Section with the answer"
          empty="Choose a section"
          options={SECTION_OPTIONS}
          value={value.section}
          onChange={(section) => set({ ...value, section })}
          problem={isBad ? 'Choose the section that answers it.' : undefined}
        />
      ) : (
        <TextField
          label="Where it is taken up"
          help="An issue key or a link."
          value={value.reference}
          onChange={(reference) => set({ ...value, reference })}
          problem={isBad ? 'Say where it is taken up, in at most 500 characters.' : undefined}
        />
      )}
      <div className={styles.actions}>
        <Button type="submit" isLoading={answer.isRunning}>
          Answer
        </Button>
      </div>
      {answer.refusal !== null && <RefusalMessage refusal={answer.refusal} onRetry={() => void answer.run(value)} />}
    </form>
  );
};
