import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import * as z from 'zod/mini';
import { parseInput } from '../../../src/api/parse-input';
import { ticketCalls, type TicketHandoff, type TicketQuestion } from '../../../src/api/ticket-calls';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { SelectField, TextArea } from '../components/field';
import { momentText } from '../components/moments';
import { NotKept } from '../components/not-kept';
import { PersonName } from '../components/person-name';
import { allPlaces, placeOf } from '../components/place-text';
import { Reference } from '../components/reference';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { useDraft } from '../components/use-draft';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { askDraft } from './ask-draft';
import { GivenAnswer } from './given-answer';
import { call } from './call';
import styles from './issue.module.css';

export type TicketQuestionsProps = {
  readonly context: ScreenContext;
  readonly questions: readonly TicketQuestion[];
  readonly handoffs: readonly TicketHandoff[];
  /** The handoff whose PO can be asked; null: none is shown. */
  readonly shown: TicketHandoff | null;
  readonly reload: () => Promise<void>;
};

/** What was asked from this ticket, with its answers, and where more is asked. */
export const TicketQuestions = (props: TicketQuestionsProps) => {
  const { questions, handoffs, shown } = props;
  const nameOf = usePeople(questions.flatMap(({ askedBy, owner, ended }) => [askedBy, owner, ended?.by]));
  return (
    <section aria-labelledby="asked-here" className={styles.card}>
      <h2 id="asked-here" tabIndex={-1}>
        Questions from this ticket
      </h2>
      {questions.map((question) => (
        <div key={question.id} className={styles.item}>
          <p dir="auto" className={styles.text}>
            {question.text}
          </p>
          <p className={styles.why}>
            Asked by <PersonName accountId={question.askedBy} nameOf={nameOf} />, {momentText(question.askedAt)}
          </p>
          <Outcome
            question={question}
            nameOf={nameOf}
            handoff={handoffs.find(({ head }) => head.handoffId === question.handoffId)}
          />
        </div>
      ))}
      {shown !== null && <AskForm key={shown.head.handoffId} {...props} shown={shown} />}
    </section>
  );
};

const Outcome = ({
  question: { ended, owner },
  nameOf,
  handoff,
}: {
  question: TicketQuestion;
  nameOf: (accountId: string) => string | undefined;
  /** The one that has the answer, where it is still read here. */
  handoff: TicketHandoff | undefined;
}) => {
  if (ended === null)
    return (
      <p>
        Open: the answer is owed by{' '}
        <PersonName accountId={owner} nameOf={nameOf} nobody="the PO, and nobody is named" />.
      </p>
    );
  const { answer, revision, by, at } = ended;
  return (
    <>
      <p dir="auto">
        {answer.kind === 'answered' &&
          `Answered in the handoff: ${SECTION_TITLES[answer.section]}, revision ${revision}`}
        {answer.kind === 'gap' &&
          (answer.reference === '' ? (
            'A gap in the release brief: the PO has taken it up. Where, is read in the product project.'
          ) : (
            <>
              A gap in the release brief: <Reference to={answer.reference} />
            </>
          ))}
      </p>
      <p className={styles.why}>
        By <PersonName accountId={by} nameOf={nameOf} />, {momentText(at)}
      </p>
      {answer.kind === 'answered' && handoff !== undefined && (
        <GivenAnswer handoff={handoff} section={answer.section} revision={revision} />
      )}
    </>
  );
};

/** The id belongs to the words: sent again they are one question, changed they are another one. */
const draftSchema = z.object({ id: z.string(), text: z.string(), about: z.string() });

type AskDraft = z.infer<typeof draftSchema>;

const AskForm = ({ context, shown, reload }: TicketQuestionsProps & { shown: TicketHandoff }) => {
  const { issue, project } = context.extension;
  const { releaseId, releaseName, revision } = shown.head;
  const [empty] = useState<AskDraft>(() => ({ id: crypto.randomUUID(), text: '', about: '' }));
  const { value, set, clear, isKept } = useDraft(askDraft(context), draftSchema, empty);
  const places = allPlaces(shown.document);
  const about = places.some((place) => place.value === value.about) ? value.about : '';
  const ask = useAction(
    useCallback(
      ({ id, text }: AskDraft, place: string) => {
        const input = parseInput(ticketCalls.askFromTicket.input, {
          ...{ issueId: issue?.id, projectId: project?.id, releaseId },
          question: { id, text, place: placeOf(place), revision },
        });
        return input.ok ? call('askFromTicket', input.value) : Promise.resolve(input);
      },
      [issue, project, releaseId, revision],
    ),
    useCallback(async () => {
      clear({ id: crypto.randomUUID(), text: '', about: '' });
      await reload();
    }, [clear, reload]),
  );
  return (
    <form
      aria-label="Ask the PO"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask.run(value, about);
      }}
    >
      <NotKept isKept={isKept} />
      <TextArea
        id="ask-po"
        label="Your question"
        help={
          <>
            Goes to the PO of <bdi>{releaseName}</bdi>. The answer appears here, for everybody on this ticket. Name no
            customer: all who read the product’s handoff see it.
          </>
        }
        value={value.text}
        onChange={(text) => set({ id: crypto.randomUUID(), text, about })}
        problem={ask.refusal?.code === 'bad-input' ? 'Type a question of at most 2,000 characters.' : undefined}
      />
      <SelectField
        label="It is about"
        options={places}
        value={about}
        onChange={(chosen) => set({ id: crypto.randomUUID(), text: value.text, about: chosen })}
      />
      <div className={styles.actions}>
        <Button type="submit" isLoading={ask.isRunning}>
          Ask the PO
        </Button>
      </div>
      {ask.refusal !== null && ask.refusal.code !== 'bad-input' && (
        <RefusalMessage refusal={ask.refusal} onRetry={() => void ask.run(value, about)} />
      )}
    </form>
  );
};
