import Button from '@atlaskit/button/new';
import { PersonName } from '../components/person-name';
import { usePeople } from '../forge/people';
import { BugLink } from './bug-link';
import { JoinedBug } from './joined-bug';
import { OutcomeMessage } from './outcome-message';
import type { Outcome } from './use-submit';

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
      <OutcomeMessage title="The bug is prepared" actions={actions}>
        <p>
          It waits on this ticket for {filer} to file it.{' '}
          {outcome.noteFailed
            ? 'The internal note could not be left on the ticket: you may not comment there. Tell them yourself.'
            : 'An internal note on the ticket tells them. The customer doesn’t see it.'}
        </p>
      </OutcomeMessage>
    );
  }
  if (outcome.kind === 'joined') return <JoinedBug {...{ outcome, siteUrl, actions }} />;
  const { bugKey, byApp, noteFailed, linkFailed } = outcome.bug;
  return (
    <OutcomeMessage title="The bug is filed" actions={actions}>
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
    </OutcomeMessage>
  );
};
