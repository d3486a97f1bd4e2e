import { PersonName } from '../components/person-name';
import { momentText } from '../components/moments';
import { ProcessSection } from './process-section';
import { PLACES, type PanelPart } from './screen';
import { WalkthroughForm } from './walkthrough-form';

/** The session in which PO and CS Lead read the handoff together. */
export const Walkthrough = ({ isWriting, ...part }: PanelPart & { isWriting: boolean }) => {
  const { view, nameOf } = part;
  const { head, rights } = view;
  const mayRecord = head !== null && (rights.write || rights.sign);
  const held = head?.walkthrough ?? null;
  return (
    <ProcessSection id={PLACES.walkthrough} title="Walkthrough">
      {held === null ? (
        <p>PO and CS Lead read the handoff together, 30 minutes. What CS asks there is recorded here. Not held yet.</p>
      ) : (
        <p>
          Held {momentText(held.at)}, on revision {held.revision}, with{' '}
          {held.people.map((accountId, at) => (
            <span key={accountId}>
              {at > 0 && ', '}
              <PersonName accountId={accountId} nameOf={nameOf} />
            </span>
          ))}
          .
        </p>
      )}
      {mayRecord && isWriting && <p>Press “Back to reading” to record one: it is held on a saved revision.</p>}
      {mayRecord && !isWriting && <WalkthroughForm {...part} revision={head.revision} />}
    </ProcessSection>
  );
};
