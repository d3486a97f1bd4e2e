import Button from '@atlaskit/button/new';
import type { Prepared } from '../../../src/domain/prepared';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { usePeople } from '../forge/people';

/** A bug that waits on this ticket, for whoever opens the form: to go on with it, or to know of it. */
export const WaitingHere = ({ waiting, fillIn }: { waiting: Prepared; fillIn: (() => void) | null }) => {
  const nameOf = usePeople([waiting.by, waiting.forAccount]);
  return (
    <Message
      kind="information"
      title="A bug is prepared on this ticket"
      actions={fillIn === null ? undefined : <Button onClick={fillIn}>Fill in what is prepared</Button>}
    >
      <p>
        <bdi>{waiting.form.summary}</bdi>
      </p>
      <p>
        Prepared by <PersonName accountId={waiting.by} nameOf={nameOf} /> {momentText(waiting.at)}, it waits for{' '}
        <PersonName accountId={waiting.forAccount} nameOf={nameOf} /> to file it.
      </p>
    </Message>
  );
};
