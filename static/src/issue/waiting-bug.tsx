import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { Waiting } from '../../../src/domain/waiting';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import type { ScreenContext } from '../forge/context';
import { call } from './call';
import { usePeople } from '../forge/people';
import { FileBugButton } from './file-bug-button';

/** An L3 bug that waits on this ticket for a named person: everybody sees for whom; they, or an admin in their place, file it from here. */
export const WaitingBug = ({
  context,
  issueId,
  waiting,
  changed,
}: {
  context: ScreenContext;
  issueId: string;
  waiting: Waiting;
  changed: () => void;
}) => {
  const { id, releaseId, filer, by, at, part } = waiting;
  const nameOf = usePeople([by, filer]);
  const takeBack = useAction(
    useCallback(() => call('withdrawPrepared', { issueId, escalationId: id }), [issueId, id]),
    changed,
  );
  const isFiler = part === 'files';
  return (
    <Message
      kind="information"
      title={isFiler ? 'An L3 bug waits for you' : 'An L3 bug is prepared'}
      actions={
        part !== 'none' && (
          <>
            {part !== 'takes-back' && (
              <FileBugButton {...{ context, releaseId }} preparedId={id} label="File it" closed={changed} />
            )}
            <Button appearance="subtle" isLoading={takeBack.isRunning} onClick={() => void takeBack.run()}>
              {isFiler ? 'Decline it' : 'Take it back'}
            </Button>
          </>
        )
      }
    >
      <p>
        Prepared by <PersonName accountId={by} nameOf={nameOf} /> {momentText(at)}.{' '}
        {!isFiler && (
          <>
            It waits for <PersonName accountId={filer} nameOf={nameOf} /> to file it.
          </>
        )}
      </p>
      {takeBack.refusal !== null && <RefusalMessage refusal={takeBack.refusal} onRetry={() => void takeBack.run()} />}
    </Message>
  );
};
