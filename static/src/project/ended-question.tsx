import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Question } from '../../../src/domain/question';
import { isWebAddress } from '../../../src/domain/readiness';
import { SECTION_TITLES } from '../../../src/domain/wording';
import { openIssue, openWebAddress } from '../forge/router';
import { ChangedBetween } from './changed-between';
import styles from './project.module.css';
import type { PanelPart } from './screen';

/** Where a gap is taken up: by an issue, or somewhere on the web. */
const Reference = ({ to }: { to: string }) => {
  const isAddress = isWebAddress(to);
  return (
    <a
      href={isAddress ? to : `/browse/${to}`}
      onClick={(event) => {
        event.preventDefault();
        void (isAddress ? openWebAddress(to) : openIssue(to));
      }}
    >
      <bdi>{to}</bdi>
    </a>
  );
};

/** How a question ended, and what in the handoff answers it. */
export const EndedQuestion = ({
  screen,
  view,
  question,
  ended,
}: PanelPart & { question: Question; ended: NonNullable<Question['ended']> }) => {
  const [isOpen, setOpen] = useState(false);
  const { answer, revision } = ended;
  if (answer.kind === 'gap')
    return answer.reference === '' ? (
      <p>Gap in the release brief. Where it is taken up is read in the product project; ask the PO.</p>
    ) : (
      <p>
        Gap in the release brief: <Reference to={answer.reference} />
      </p>
    );
  const isNew = question.revision < revision;
  return (
    <>
      <p>
        Answered in the handoff: {SECTION_TITLES[answer.section]}, revision {revision}
        {!isNew && '. It stood there when it was asked.'}
      </p>
      {isNew && (
        <Button spacing="compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide what was written' : 'What was written for it'}
        </Button>
      )}
      {isOpen && (
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
