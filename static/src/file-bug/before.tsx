import type { Claim, Escalation } from '../../../src/domain/escalation';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import type { ScreenContext } from '../forge/context';
import { usePeople } from '../forge/people';
import { BugLink } from './bug-link';

/** Bugs that were filed from this ticket: one may be all that is needed. */
export const FiledBefore = ({ filed, siteUrl }: { filed: readonly Escalation[]; siteUrl: string }) => {
  const nameOf = usePeople(filed.map(({ by }) => by));
  if (filed.length === 0) return null;
  return (
    <Message kind="information" title="Filed from this ticket before">
      <ul>
        {filed.map((escalation) => (
          <li key={escalation.id}>
            <BugLink siteUrl={siteUrl} bugKey={escalation.bugKey} />, {momentText(escalation.at)}, by{' '}
            <PersonName accountId={escalation.by} nameOf={nameOf} />
          </li>
        ))}
      </ul>
      <p>File another one only for another problem.</p>
    </Message>
  );
};

/** A filing whose outcome isn't known yet: this form's own, which goes on, or another one, which stands in the way. */
export const InProgress = ({
  claim,
  escalationId,
  context,
}: {
  claim: Claim;
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
