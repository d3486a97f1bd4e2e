import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { panelCalls, type HandoffView } from '../../../../src/api/panel-calls';
import { parseInput } from '../../../../src/api/parse-input';
import { SECTIONS } from '../../../../src/domain/document';
import type { Question } from '../../../../src/domain/question';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { SelectField, TextField } from '../../components/field';
import type { Option } from '../../components/option';
import { focusOn } from '../../components/focus';
import { momentText } from '../../components/moments';
import { NotKept } from '../../components/not-kept';
import { RefusalMessage } from '../../components/refusal-message';
import { RestoredLine } from '../../components/restored-line';
import { useAction } from '../../components/use-action';
import { draftKey, hasDraft, useDraft } from '../../components/use-draft';
import { flag } from '../../forge/flags';
import { call } from '../call';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';

const draftSchema = z.object({
  kind: z.enum(['answered', 'gap']),
  section: z.string(),
  /** Empty: the current one. */
  revision: z._default(z.string(), ''),
  reference: z.string(),
});
type AnswerDraft = z.infer<typeof draftSchema>;
const EMPTY: AnswerDraft = { kind: 'answered', section: '', revision: '', reference: '' };
const SECTION_OPTIONS = SECTIONS.map((section) => ({ value: section, label: SECTION_TITLES[section] }));

/** Revisions that can have answered a question: those since it was asked, the newest first. */
const revisionsSince = ({ head, history }: HandoffView, { revision: asked }: Question): Option[] => {
  const newest = head?.revision ?? 0;
  return Array.from({ length: newest - Math.max(asked, 1) + 1 }, (_, nth) => {
    const revision = newest - nth;
    const saved = history.find((entry) => entry.revision === revision && entry.what.startsWith('saved'));
    const more = [saved === undefined ? '' : momentText(saved.at), saved?.detail ?? ''].filter((text) => text !== '');
    const label = [nth === 0 ? `Revision ${revision}, the current one` : `Revision ${revision}`, ...more].join(', ');
    return { value: nth === 0 ? '' : String(revision), label };
  });
};

/** The form that ends one question, on demand: there may be dozens of open ones. What was typed before opens it. */
export const AnswerIt = (part: PanelPart & { question: Question }) => {
  const { screen, question } = part;
  const [isOpen, setOpen] = useState(() => hasDraft(draftKey(screen.accountId, 'answer', question.id)));
  const button = `answer-${question.id}`;
  if (isOpen)
    return (
      <AnswerForm
        {...part}
        close={() => {
          setOpen(false);
          focusOn(`#${button}`);
        }}
      />
    );
  return (
    <Button
      id={button}
      spacing="compact"
      onClick={() => {
        setOpen(true);
        focusOn(`#${firstOf(question)}`);
      }}
    >
      Answer it
    </Button>
  );
};

const firstOf = ({ id }: Question): string => `ends-${id}`;

/** Ends one question: answered in the handoff, or a gap in the release brief. */
const AnswerForm = ({
  screen,
  view,
  reload,
  question,
  close,
}: PanelPart & { question: Question; close: () => void }) => {
  const releaseId = view.release.id;
  // Most often the answer stands in the section that was asked about.
  const [empty] = useState<AnswerDraft>(() => ({ ...EMPTY, section: question.place?.section ?? '' }));
  const { value, set, clear, restoredAt, isKept } = useDraft(
    draftKey(screen.accountId, 'answer', question.id),
    draftSchema,
    empty,
  );
  const answer = useAction(
    useCallback(
      ({ kind, section, revision, reference }: AnswerDraft) => {
        const input = parseInput(panelCalls.answerQuestion.input, {
          releaseId,
          questionId: question.id,
          answer:
            kind === 'answered'
              ? { kind, section, ...(revision !== '' && { revision: Number(revision) }) }
              : { kind, reference },
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
  const revisions = revisionsSince(view, question);
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
            id={firstOf(question)}
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
        <>
          <SelectField
            label="Section with the answer"
            empty="Choose a section"
            options={SECTION_OPTIONS}
            value={value.section}
            onChange={(section) => set({ ...value, section })}
            problem={isBad ? 'Choose the section that answers it.' : undefined}
          />
          {revisions.length > 1 && (
            <SelectField
              label="Answered by revision"
              options={revisions}
              value={value.revision}
              onChange={(revision) => set({ ...value, revision })}
            />
          )}
        </>
      ) : (
        <TextField
          label="Where it is taken up"
          help="An issue key, or a link."
          value={value.reference}
          onChange={(reference) => set({ ...value, reference })}
          problem={
            isBad ? 'Give an issue key such as ABC-12, or a link that begins with https:// or http://.' : undefined
          }
        />
      )}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={answer.isRunning}>
          Answer
        </Button>
        <Button appearance="subtle" onClick={close}>
          Not now
        </Button>
      </div>
      {answer.refusal !== null && <RefusalMessage refusal={answer.refusal} onRetry={() => void answer.run(value)} />}
    </form>
  );
};
