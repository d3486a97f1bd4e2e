import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Question } from '../../../../src/domain/question';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { Reference } from '../../components/reference';
import { ChangedBetween } from '../revisions/changed-between';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

/** How a question ended, who said so and when, and what in the handoff answers it. */
export const EndedQuestion = ({
  screen,
  view,
  nameOf,
  question,
  ended,
}: PanelPart & { question: Question; ended: NonNullable<Question['ended']> }) => {
  const [isOpen, setOpen] = useState(false);
  const { answer, revision } = ended;
  const isNew = answer.kind === 'answered' && question.revision < revision;
  return (
    <>
      <p>
        {answer.kind === 'answered' &&
          `Answered in the handoff: ${SECTION_TITLES[answer.section]}, revision ${revision}`}
        {answer.kind === 'answered' && !isNew && '. It stood there when it was asked.'}
        {answer.kind === 'gap' &&
          (answer.reference === '' ? (
            'Gap in the release brief. Where it is taken up is read in the product project; ask the PO.'
          ) : (
            <>
              Gap in the release brief: <Reference to={answer.reference} />
            </>
          ))}
      </p>
      <p className={styles.quiet}>
        By <PersonName accountId={ended.by} nameOf={nameOf} />, {momentText(ended.at)}
      </p>
      {isNew && (
        <div className={styles.actions}>
          <Button spacing="compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide what was written' : 'What was written for it'}
          </Button>
        </div>
      )}
      {isNew && isOpen && (
        <div className={styles.changes}>
          <ChangedBetween
            releaseId={view.release.id}
            throughProjectId={screen.project.id}
            from={question.revision}
            to={revision}
            section={answer.section}
          />
        </div>
      )}
    </>
  );
};
