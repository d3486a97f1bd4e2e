import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import { Message } from '../components/message';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import type { ScreenContext } from '../forge/context';
import { openPanel } from '../forge/router';
import { call } from './call';
import styles from './issue.module.css';

const SAID = 'reading-said';

/** Whether the agent has read the handoff as it is now, what to do about it, and the button that says so. */
export const TicketReading = ({
  context,
  handoff: { head, reading },
  projectKey,
  reload,
}: {
  context: ScreenContext;
  handoff: TicketHandoff;
  projectKey: string;
  reload: () => Promise<void>;
}) => {
  const { issue, project } = context.extension;
  const { releaseId, revision } = head;
  const [issueId, projectId] = [issue?.id ?? '', project?.id ?? ''];
  const confirm = useAction(
    useCallback(
      () => call('confirmReadingOnTicket', { issueId, projectId, releaseId, revision }),
      [issueId, projectId, releaseId, revision],
    ),
    reload,
    `#${SAID}`,
  );
  const button = (
    <Button spacing="compact" isLoading={confirm.isRunning} onClick={() => void confirm.run()}>
      I have read {reading === null ? 'it' : `revision ${revision}`}
    </Button>
  );
  return (
    <>
      {reading !== null && reading.revision < revision ? (
        <Message
          kind="information"
          title={`Changed since you read it (revision ${reading.revision}, now ${revision})`}
          actions={
            <>
              <Button spacing="compact" onClick={() => void openPanel(projectKey, releaseId)}>
                See what changed
              </Button>
              {button}
            </>
          }
        />
      ) : (
        <p id={SAID} tabIndex={-1} className={styles.reading}>
          {reading === null ? button : `You have read this revision (${revision}).`}
        </p>
      )}
      {confirm.refusal !== null && <RefusalMessage refusal={confirm.refusal} onRetry={() => void confirm.run()} />}
    </>
  );
};
