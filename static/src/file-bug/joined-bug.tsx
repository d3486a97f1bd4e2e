import Button from '@atlaskit/button/new';
import { useState, type ReactNode } from 'react';
import { bugText } from '../../../src/domain/bug-report';
import { plural } from '../../../src/domain/wording';
import { focusOn } from '../components/focus';
import { Message } from '../components/message';
import { BugLink } from './bug-link';
import { CopyText } from './copy-text';
import styles from './file-bug.module.css';
import { DONE, type Joined } from './joined';
import { OutcomeMessage } from './outcome-message';

/** Why something that was chosen isn't on the bug, and what can be done. */
const whyNot = ({ bugKey, escalationId }: Joined['bug']): string => {
  if (bugKey === null) return 'you may not see the bug. Ask somebody who may to add them there';
  if (escalationId === null) return 'somebody else had added this ticket before. Add them to the bug yourself';
  return 'you may not comment there. Ask for the permission “Add comments” in its project';
};

/** What has become of the ticket, of what was chosen to come along, and of the words that weren't sent. */
export const JoinedBug = ({
  outcome: { bug, told, rest, words },
  siteUrl,
  actions,
}: {
  outcome: Joined;
  siteUrl: string;
  actions: ReactNode;
}) => {
  const { bugKey, noteFailed, linkFailed, already } = bug;
  const link = bugKey === null ? 'the bug' : <BugLink siteUrl={siteUrl} bugKey={bugKey} />;
  const [comments, attachments] = [rest.comments.length > 0, rest.attachments.length > 0];
  const what = comments && attachments ? 'comments and attachments' : comments ? 'comments' : 'attachments';
  return (
    <>
      <OutcomeMessage
        title={already ? 'Your ticket hangs on this bug already' : 'Your ticket is added to the bug'}
        actions={actions}
      >
        {already ? (
          <p>Nothing was done again: {link} has this ticket, with its note.</p>
        ) : (
          <p>
            This ticket now counts on {link}, and hears what becomes of it.{' '}
            {noteFailed
              ? 'The internal note could not be left on the ticket: you may not comment there. Tell your team yourself.'
              : 'It has an internal note about it, which the customer doesn’t see.'}
          </p>
        )}
        {linkFailed && (
          <p>
            Jira didn’t let the two be linked: you may not link there. What becomes of the bug is told on this ticket
            all the same.
          </p>
        )}
        {told > 0 && (
          <p>
            {plural(told, 'comment', 'comments')} of the ticket, as you chose, {told === 1 ? 'is' : 'are'} told in a
            comment of yours there.
          </p>
        )}
        {(comments || attachments) && (
          <p>
            The {what} that you chose did not come along: {whyNot(bug)}.
          </p>
        )}
        <p>Added by mistake? Remove the link in Jira; the record here keeps who added it, and when.</p>
      </OutcomeMessage>
      {words !== null && <WordsLeft words={words} isSeen={bugKey !== null} />}
    </>
  );
};

/** The bug has its own words; what was typed for a new one stays the person's. */
const WordsLeft = ({ words, isSeen }: { words: NonNullable<Joined['words']>; isSeen: boolean }) => {
  const [isDiscarded, setDiscarded] = useState(false);
  if (isDiscarded)
    return (
      <p role="status" className={styles.said}>
        What you typed is discarded.
      </p>
    );
  const { typed, isKept, discard } = words;
  return (
    <Message
      kind="information"
      title="What you typed was not sent"
      actions={
        <Button
          onClick={() => {
            discard();
            setDiscarded(true);
            focusOn(`#${DONE}`, document.activeElement);
          }}
        >
          Discard what I typed
        </Button>
      }
    >
      <p>
        The bug has its own words.{' '}
        {isKept
          ? 'Yours stay in this browser, and are back when you open the form on this ticket: in case yours is another problem after all.'
          : 'This browser can’t keep yours: copy them before you close this window.'}{' '}
        {isSeen && 'If they say something new, tell it in a comment on the bug.'}
      </p>
      <CopyText
        text={bugText(typed)}
        next={isSeen ? 'Paste it into a comment on the bug.' : 'Paste it where you want to keep it.'}
      />
    </Message>
  );
};
