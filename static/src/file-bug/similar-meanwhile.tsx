import Button from '@atlaskit/button/new';
import type { SimilarFiling } from '../../../src/domain/filed-bug';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { REFUSAL_COPY } from '../components/refusal-copy';
import { RefusalMessage } from '../components/refusal-message';
import { usePeople } from '../forge/people';
import { BugLink } from './bug-link';
import { ComesAlong, NotAlong } from './comes-along';
import type { Join } from './use-join';

const ALONG = 'comes-along-meanwhile';

/** Somebody files, or has just filed, the same from another ticket: both ways on. */
export const SimilarMeanwhile = ({
  similar,
  siteUrl,
  join,
  onRetry,
}: {
  similar: SimilarFiling;
  siteUrl: string;
  join: Join;
  onRetry: (seen?: readonly string[]) => Promise<void>;
}) => {
  const { id, by, at, ticketKey, bugId, bugKey, summary } = similar;
  const nameOf = usePeople([by]);
  const { title, next } = REFUSAL_COPY['similar-meanwhile'];
  const isFiled = bugId !== null;
  const mayJoin = join.hindrance === null;
  return (
    <Message
      kind="warning"
      title={title}
      actions={
        <>
          {isFiled ? (
            mayJoin && (
              <Button
                appearance="primary"
                isLoading={join.isRunning}
                aria-describedby={ALONG}
                onClick={() => void join.run(bugId)}
              >
                Add my ticket to this one
              </Button>
            )
          ) : (
            <Button appearance="primary" onClick={() => void onRetry()}>
              Look again
            </Button>
          )}
          <Button isDisabled={join.isRunning} onClick={() => void onRetry([id])}>
            Mine is another one: file it
          </Button>
        </>
      }
    >
      <p>
        <PersonName accountId={by} nameOf={nameOf} /> {isFiled ? 'filed' : 'is filing'}{' '}
        {bugKey === null ? 'a bug' : <BugLink siteUrl={siteUrl} bugKey={bugKey} />}
        {ticketKey !== null && (
          <>
            {' '}
            from <BugLink siteUrl={siteUrl} bugKey={ticketKey} />
          </>
        )}
        {isFiled ? ' ' : ', since '}
        {momentText(at)}
        {summary !== null && (
          <>
            : <bdi>{summary}</bdi>
          </>
        )}
        .
      </p>
      <p>{isFiled ? next : 'There is no bug yet that your ticket could be added to: look again in a moment.'}</p>
      {isFiled && mayJoin && (bugKey === null ? <NotAlong id={ALONG} /> : <ComesAlong id={ALONG} join={join} />)}
      {bugId !== null && join.pressed === bugId && join.refusal !== null && (
        <RefusalMessage refusal={join.refusal} onRetry={() => void join.run(bugId)} />
      )}
    </Message>
  );
};
