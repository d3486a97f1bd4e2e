import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import type { OtherHandoff } from '../../../src/api/ticket-calls';
import { Message } from '../components/message';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import { usePeople } from '../forge/people';
import type { FoundHandoffs } from './handoff-choice';
import styles from './issue.module.css';
import { Reasons } from './reasons';

/** The live handoffs behind the one that is read, the best first, each with what speaks for it. */
export const OtherHandoffs = ({
  others,
  isChoosing,
  choose,
}: {
  others: readonly OtherHandoff[];
  isChoosing: boolean;
  choose: (handoffId: string) => void;
}) => (
  <section aria-label="Other handoffs" className={styles.others}>
    <p className={styles.why}>The best match first. What you choose comes first on this ticket, for everybody.</p>
    <ul>
      {others.map(({ head: { handoffId, releaseName, projectKey }, reasons }) => (
        <li key={handoffId}>
          <div>
            <strong dir="auto">{releaseName}</strong> ({projectKey})
            <p className={styles.reasons}>
              <Reasons reasons={reasons} />
            </p>
          </div>
          <Button
            spacing="compact"
            aria-label={`Choose ${releaseName}`}
            isDisabled={isChoosing}
            onClick={() => choose(handoffId)}
          >
            Choose
          </Button>
        </li>
      ))}
    </ul>
  </section>
);

/** Somebody chose a handoff that agents don't see any more. */
export const LostChoice = ({
  lost: { by, at },
  actions,
}: {
  lost: NonNullable<FoundHandoffs['lostChoice']>;
  actions: ReactNode;
}) => {
  const nameOf = usePeople([by]);
  return (
    <Message kind="information" title="The handoff chosen for this ticket isn’t live any more" actions={actions}>
      <p>
        <PersonName accountId={by} nameOf={nameOf} /> chose it {momentText(at)}. Since then it was closed, its release
        is gone, or its product isn’t mapped to this project any more. The best match among those that are live stands
        in its place.
      </p>
    </Message>
  );
};
