import Button from '@atlaskit/button/new';
import { Message } from '../components/message';
import { PersonName } from '../components/person-name';
import { usePeople } from '../forge/people';
import { BugLink } from './bug-link';
import type { Outcome } from './use-submit';

/** Where the keyboard goes once it is done. */
export const DONE = 'done';

/** What has become of it, with all that didn't work. */
export const Done = ({ outcome, siteUrl, close }: { outcome: Outcome; siteUrl: string; close: () => void }) => {
  const nameOf = usePeople([outcome.kind === 'prepared' ? outcome.filer : null]);
  const actions = (
    <Button appearance="primary" onClick={close}>
      Close
    </Button>
  );
  if (outcome.kind === 'prepared') {
    const filer = <PersonName accountId={outcome.filer} nameOf={nameOf} />;
    return (
      <Message kind="success" title="The bug is prepared" actions={actions}>
        <p>
          It waits on this ticket for {filer} to file it.{' '}
          {outcome.noteFailed
            ? 'The internal note could not be left on the ticket: you may not comment there. Tell them yourself.'
            : 'An internal note on the ticket tells them. The customer doesn’t see it.'}
        </p>
      </Message>
    );
  }
  const { bugKey, byApp, noteFailed, linkFailed } = outcome.bug;
  if (outcome.kind === 'joined') {
    const bug = bugKey === null ? 'the bug' : <BugLink siteUrl={siteUrl} bugKey={bugKey} />;
    return (
      <div id={DONE} tabIndex={-1}>
        <Message
          kind="success"
          title={outcome.bug.already ? 'Your ticket hangs on this bug already' : 'Your ticket is added to the bug'}
          actions={actions}
        >
          {outcome.bug.already ? (
            <p>Nothing was done again: {bug} has this ticket, with its note.</p>
          ) : (
            <p>
              This ticket now counts on {bug}, and hears what becomes of it.{' '}
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
          {outcome.bug.commentsFailed === true && (
            <p>The comments that you chose could not be told on the bug: you may not comment there.</p>
          )}
          <p>Added by mistake? Remove the link in Jira; the record here keeps who added it, and when.</p>
        </Message>
      </div>
    );
  }
  return (
    <Message kind="success" title="The bug is filed" actions={actions}>
      <p>
        {bugKey !== null && <BugLink siteUrl={siteUrl} bugKey={bugKey} />}{' '}
        {noteFailed
          ? 'The internal note could not be left on the ticket: you may not comment there. Tell your team yourself.'
          : 'The ticket has an internal note about it. The customer doesn’t see it.'}
      </p>
      {linkFailed && (
        <p>
          Jira didn’t let it be linked to the ticket: the type of link is gone, or linking isn’t allowed there. Ask an
          admin of the product project to look at the settings of CS Handoff; the bug names the ticket.
        </p>
      )}
      {byApp && (
        <p>
          The app filed it for you, and it names you.
          {bugKey === null && ' It is in a project that you may not see, so its key isn’t shown to you.'}
        </p>
      )}
    </Message>
  );
};
