import Button from '@atlaskit/button/new';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { CallOutput } from '../../../src/api/calls';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import { focusOn } from '../components/focus';
import { RefusalMessage } from '../components/refusal-message';
import { useAction } from '../components/use-action';
import { call } from './call';
import styles from './issue.module.css';

export type FoundHandoffs = CallOutput<'findHandoffs'>;
/** A ticket, as every call names it. */
export type OnTicket = { readonly issueId: string; readonly projectId: string };

/** Where the handoff that is read begins. */
export const HANDOFF = 'handoff';

const LostChoice = lazy(async () => ({ default: (await import('./other-handoffs')).LostChoice }));
const OtherHandoffs = lazy(async () => ({ default: (await import('./other-handoffs')).OtherHandoffs }));

/** Which handoff is read on this ticket: the one that was chosen for it or the best match, another one that was opened, and how to choose otherwise. */
export const HandoffChoice = ({
  ticket: { issueId, projectId },
  found,
  shown,
  close,
  reload,
}: {
  ticket: OnTicket;
  found: FoundHandoffs;
  /** Null: none is live. */
  shown: TicketHandoff | null;
  /** Back to the one that is right for the ticket. */
  close: () => void;
  reload: () => Promise<void>;
}) => {
  const [isOpen, setOpen] = useState(false);
  const { handoffs, others, lostChoice } = found;
  const [first] = handoffs;
  const shownId = shown?.head.handoffId;
  const isElsewhere = first !== undefined && shown !== null && shownId !== first.head.handoffId;
  const choose = useAction(
    useCallback(
      (handoffId: string | null) => call('chooseHandoff', { issueId, projectId, handoffId }),
      [issueId, projectId],
    ),
    useCallback(async () => {
      setOpen(false);
      await reload();
      close();
    }, [close, reload]),
    `#${HANDOFF}`,
  );
  const all = [...handoffs, ...others];
  const takeBack = (
    <Button spacing="compact" appearance="subtle" isLoading={choose.isRunning} onClick={() => void choose.run(null)}>
      Take the choice back
    </Button>
  );
  return (
    <>
      {lostChoice !== null && (
        <Suspense>
          <LostChoice lost={lostChoice} actions={takeBack} />
        </Suspense>
      )}
      <div className={styles.choice}>
        {!isElsewhere && first?.reasons[0]?.code === 'chosen' && takeBack}
        {isElsewhere && (
          <>
            <Button
              spacing="compact"
              isLoading={choose.isRunning}
              onClick={() => void choose.run(shown.head.handoffId)}
            >
              Choose it for this ticket
            </Button>
            <Button
              spacing="compact"
              appearance="subtle"
              onClick={() => {
                close();
                focusOn(`#${HANDOFF}`);
              }}
            >
              Back to {first.head.releaseName}
            </Button>
          </>
        )}
        {all.length > 1 && (
          <Button spacing="compact" appearance="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Other handoffs ({all.length - 1})
          </Button>
        )}
      </div>
      {choose.refusal !== null && <RefusalMessage refusal={choose.refusal} />}
      {isOpen && (
        <Suspense fallback={<p role="status">Loading the others …</p>}>
          <OtherHandoffs
            others={all.filter(({ head }) => head.handoffId !== shownId)}
            isChoosing={choose.isRunning}
            choose={(handoffId) => void choose.run(handoffId)}
          />
        </Suspense>
      )}
    </>
  );
};
