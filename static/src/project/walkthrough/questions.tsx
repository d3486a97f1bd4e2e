import type { Question } from '../../../../src/domain/question';
import { agoText, momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { allPlaces, placeText } from '../../components/place-text';
import { openIssue } from '../../forge/router';
import { AnswerIt } from './answer-form';
import { AskField } from './ask-field';
import { EndedQuestion } from './ended-question';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import { QuestionOwner } from './question-owner';
import { seesQuestions, PLACES, questionPlace, type PanelPart } from '../screen';
import { useOutbox } from './use-outbox';

/** What a question is about, and who asked it when and where. */
const Origin = ({ view, nameOf, question }: PanelPart & { question: Question }) => {
  const { place, ticket, askedAt } = question;
  return (
    <p className={styles.quiet}>
      {place !== null && (
        <>
          About <bdi>{placeText(view.document, place)}</bdi>.{' '}
        </>
      )}
      Asked by <PersonName accountId={question.askedBy} nameOf={nameOf} />,{' '}
      <time dateTime={askedAt} title={momentText(askedAt)}>
        {agoText(askedAt, new Date())}
      </time>
      {question.revision > 0 && `, on revision ${question.revision}`}
      {ticket !== null && (
        <>
          , from{' '}
          <a
            href={`/browse/${ticket.key}`}
            onClick={(event) => {
              event.preventDefault();
              void openIssue(ticket.key);
            }}
          >
            {ticket.key}
          </a>
        </>
      )}
    </p>
  );
};

/** What CS asked; the open ones first. */
export const Questions = (part: PanelPart) => {
  const { screen, view, reload } = part;
  const outbox = useOutbox(screen.accountId, view.release.id, reload);
  const isEnded = (question: Question) => Number(question.ended !== null);
  const questions = view.questions.toSorted((a, b) => isEnded(a) - isEnded(b) || a.askedAt.localeCompare(b.askedAt));
  const isOver = view.head?.ended !== null;
  const mayAsk = !isOver && (view.rights.write || view.rights.sign);
  return (
    <ProcessSection id={PLACES.questions} title="Questions">
      {questions.length === 0 ? (
        <p>
          {seesQuestions(part)
            ? 'No questions yet. Each question of CS ends as an answer in the handoff or as a gap in the release brief; either makes the release better.'
            : 'What CS asked is read in the product project: there it can name issues that not everybody here may see.'}
        </p>
      ) : (
        <ul className={styles.plainList}>
          {questions.map((question) => (
            <li key={question.id} id={questionPlace(question.id)} tabIndex={-1} className={styles.item}>
              <p dir="auto" className={styles.written}>
                {question.text}
              </p>
              <Origin {...part} question={question} />
              {question.ended === null ? (
                <>
                  <QuestionOwner {...part} question={question} />
                  {view.rights.write && <AnswerIt {...part} question={question} />}
                </>
              ) : (
                <EndedQuestion {...part} question={question} ended={question.ended} />
              )}
            </li>
          ))}
        </ul>
      )}
      {(mayAsk || outbox.unsent.length > 0) && <AskField {...part} outbox={outbox} places={allPlaces(view.document)} />}
    </ProcessSection>
  );
};
