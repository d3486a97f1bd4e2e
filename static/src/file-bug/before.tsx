import type { InProgress as Filing } from '../../../src/domain/escalation';
import type { FiledBug } from '../../../src/domain/filed-bug';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { BugLink } from './bug-link';

/** Bugs that were filed from this ticket: one may be all that is needed. */
export const FiledBefore = ({ filed, siteUrl }: { filed: readonly FiledBug[]; siteUrl: string }) => {
  const nameOf = usePeople(filed.map(({ by }) => by));
  if (filed.length === 0) return null;
  return (
    <Message kind="information" title="Filed from this ticket before">
      <ul>
        {filed.map(({ id, by, at, bugKey }) => (
          <li key={id}>
            {bugKey === null ? 'A bug' : <BugLink siteUrl={siteUrl} bugKey={bugKey} />}, {momentText(at)}, by{' '}
            <PersonName accountId={by} nameOf={nameOf} />
          </li>
        ))}
      </ul>
      <p>
        File another one only for another problem.
        {filed.some(({ bugKey }) => bugKey === null) &&
          ' A bug without a link is in a project that you may not see: whoever filed it can tell you how it stands.'}
      </p>
    </Message>
  );
};

/** A filing whose outcome isn't known yet: this form's own, which goes on, or another one, which stands in the way. */
export const InProgress = ({
  claim,
  escalationId,
  context,
}: {
  claim: Filing;
  escalationId: string;
  context: ScreenContext;
}) => {
  const nameOf = usePeople([claim.by]);
  const since = momentText(claim.startedAt);
  if (claim.escalationId === escalationId)
    return (
      <Message kind="information" title="Your bug is not filed to the end yet">
        <p>You started it {since}. Press File bug to finish it; no second bug will be made.</p>
      </Message>
    );
  return (
    <Message kind="information" title="A bug is being filed for this ticket">
      <p>
        {claim.by === context.accountId ? (
          'You started it in another window or browser'
        ) : (
          <>
            <PersonName accountId={claim.by} nameOf={nameOf} /> started it
          </>
        )}{' '}
        {since}. Until its outcome is known, 15 minutes at most, no other bug can be filed from this ticket. What you
        type here is kept.
      </p>
    </Message>
  );
};
