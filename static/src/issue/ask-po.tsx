import Button from '@atlaskit/button/new';
import { lazy, Suspense, useState } from 'react';
import { focusOn } from '../components/focus';
import { isBeingAsked } from './ask-draft';
import styles from './issue.module.css';
import type { TicketQuestionsProps } from './ticket-questions';

// Loaded where something was asked, or is to be.
const TicketQuestions = lazy(async () => ({ default: (await import('./ticket-questions')).TicketQuestions }));

/** The way to the PO for what the handoff doesn't say. */
export const AskPo = (props: TicketQuestionsProps) => {
  const { context, questions, shown } = props;
  const [isOpen, setOpen] = useState(() => isBeingAsked(context));
  return (
    <>
      {(questions.length > 0 || isOpen) && (
        <Suspense fallback={<p role="status">Loading the questions …</p>}>
          <TicketQuestions {...props} shown={isOpen ? shown : null} />
        </Suspense>
      )}
      {shown !== null && !isOpen && (
        <div className={styles.actions}>
          <Button
            appearance="subtle"
            onClick={() => {
              setOpen(true);
              focusOn('#ask-po');
            }}
          >
            Ask the PO something else
          </Button>
        </div>
      )}
    </>
  );
};
