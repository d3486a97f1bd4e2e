import { signOffIsCurrent } from '../../../../src/domain/gate';
import type { Head } from '../../../../src/domain/head';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { ChangedSince } from './changed-since';
import { revisionsOf } from './revision-lines';
import type { PanelPart } from '../screen';

/** What changed since it was signed or refused: minor edits, each with who called it that, or what is to be signed anew. */
export const SinceSignOff = ({
  screen,
  view,
  nameOf,
  head,
  signOff,
}: PanelPart & { head: Head; signOff: NonNullable<Head['signOff']> }) => {
  const isCurrent = signOffIsCurrent(head);
  const since = revisionsOf(head, view.history).filter(({ revision }) => revision > signOff.revision);
  return (
    <>
      {isCurrent ? (
        <>
          <p>Minor edits since. {signOff.kind === 'signed' ? 'The sign-off' : 'The refusal'} stands:</p>
          <ul>
            {since.map(({ revision, entry }) => (
              <li key={revision}>
                Revision {revision}
                {entry !== undefined && (
                  <>
                    , said to be minor by <PersonName accountId={entry.by} nameOf={nameOf} />, {momentText(entry.at)}
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          What changed since revision {signOff.revision}, which was {signOff.kind}, is to be signed or refused anew.
        </p>
      )}
      <ChangedSince
        key={String(isCurrent)}
        screen={screen}
        view={view}
        from={signOff.revision}
        to={head.revision}
        isOpenAtFirst={view.rights.sign && !isCurrent}
      />
    </>
  );
};
