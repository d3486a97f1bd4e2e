import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { focusOn } from './focus';
import { Message } from './message';
import { momentText } from './moments';

/** Says that typing of an earlier visit came back, and offers to throw it away; asks before it does. */
export const RestoredLine = ({ restoredAt, discard }: { restoredAt: string | null; discard: () => void }) => {
  const ask = `discard-${useId().replaceAll(/\W/g, '')}`;
  const [asking, setAsking] = useState(false);
  if (restoredAt === null) return null;
  return (
    <Message
      kind="information"
      actions={
        asking ? (
          <>
            <Button
              spacing="compact"
              appearance="danger"
              autoFocus
              onClick={() => {
                setAsking(false);
                discard();
              }}
            >
              Yes, discard it
            </Button>
            <Button
              spacing="compact"
              onClick={() => {
                setAsking(false);
                focusOn(`#${ask}`);
              }}
            >
              No, keep it
            </Button>
          </>
        ) : (
          <Button id={ask} spacing="compact" onClick={() => setAsking(true)}>
            Discard
          </Button>
        )
      }
    >
      <p>
        {asking
          ? 'Discard your unsaved text? It can’t be brought back.'
          : `Your unsaved text from ${momentText(restoredAt)} was restored.`}
      </p>
    </Message>
  );
};
