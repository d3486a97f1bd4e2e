import type { Question } from '../../../src/domain/question';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { AnswerForm } from './answer-form';
import { ProcessSection } from './process-section';
import styles from './project.module.css';
import { isSeenFromOutside, PLACES, type PanelPart } from './screen';

const endText = ({ answer, revision }: NonNullable<Question['ended']>): string => {
  if (answer.kind === 'answered')
    return `Answered in the handoff: ${SECTION_TITLES[answer.section]}, revision ${revision}`;
  return answer.reference === ''
    ? 'Gap in the release brief. Where it is taken up is read in the product project; ask the PO.'
    : `Gap in the release brief: ${answer.reference}`;
};

/** What CS asked; the open ones first. */
export const Questions = (part: PanelPart) => {
  const { view, nameOf } = part;
  const isEnded = (question: Question) => Number(question.ended !== null);
  const questions = view.questions.toSorted((a, b) => isEnded(a) - isEnded(b) || a.askedAt.localeCompare(b.askedAt));
  return (
    <ProcessSection id={PLACES.questions} title="Questions">
      {questions.length === 0 ? (
        <p>
          {isSeenFromOutside(part) && !view.rights.sign
            ? 'What CS asked is read in the product project: there it can name issues that not everybody here may see.'
            : 'No questions yet. Each question of CS ends as an answer in the handoff or as a gap in the release brief; either makes the release better.'}
        </p>
      ) : (
        <ul className={styles.plainList}>
          {questions.map((question) => (
            <li key={question.id} className={styles.item}>
              <p dir="auto" className={styles.written}>
                {question.text}
              </p>
              <p className={styles.quiet}>
                Asked by <PersonName accountId={question.askedBy} nameOf={nameOf} />, {momentText(question.askedAt)}
              </p>
              {question.ended !== null && <p dir="auto">{endText(question.ended)}</p>}
              {question.ended === null && view.rights.write && <AnswerForm {...part} question={question} />}
              {question.ended === null && !view.rights.write && <p>Open: the PO owes the answer.</p>}
            </li>
          ))}
        </ul>
      )}
    </ProcessSection>
  );
};
