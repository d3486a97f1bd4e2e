import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import { Message } from '../components/message';
import { RefusalMessage } from '../components/refusal-message';
import type { Action } from '../components/use-action';

/** Asks before something that can't be undone, where its button is; the keyboard stands on the answer. */
export const Ask = ({
  title,
  yes,
  action,
  cancel,
  children,
}: {
  title: string;
  yes: string;
  action: Action<[]>;
  cancel: () => void;
  children: ReactNode;
}) => (
  <>
    <Message
      kind="information"
      title={title}
      actions={
        <>
          <Button appearance="primary" autoFocus isLoading={action.isRunning} onClick={() => void action.run()}>
            {yes}
          </Button>
          <Button appearance="subtle" onClick={cancel}>
            Not now
          </Button>
        </>
      }
    >
      {children}
    </Message>
    {action.refusal !== null && <RefusalMessage refusal={action.refusal} onRetry={() => void action.run()} />}
  </>
);
