import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { HandoffView } from '../../../../src/api/panel-calls';
import { isLive } from '../../../../src/domain/state';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { ChangedSince } from '../revisions/changed-since';
import styles from '../project.module.css';
import { PLACES, type PanelPart } from '../screen';

/** The person has read an earlier revision than the one that is shown. */
export const isChangedSinceRead = ({ head, reading }: HandoffView): boolean =>
  head !== null && isLive(head) && reading !== null && reading.revision < head.revision;

/** What this person has confirmed to have read of a handoff that CS has, what changed since then, and the way to confirm. */
export const MyReading = ({ screen, view, reload }: PanelPart) => {
  const { head, reading } = view;
  const releaseId = view.release.id;
  const revision = head?.revision ?? 0;
  const throughProjectId = screen.project.id;
  const confirm = useAction(
    useCallback(
      () => call('confirmReading', { releaseId, throughProjectId, revision }),
      [releaseId, throughProjectId, revision],
    ),
    useCallback(async () => {
      flag(`Noted: you have read revision ${revision}`);
      await reload();
    }, [revision, reload]),
    `#${PLACES.myReading}`,
  );
  if (head === null || !isLive(head)) return null;
  const button = (
    <Button isLoading={confirm.isRunning} onClick={() => void confirm.run()}>
      I have read {reading === null ? 'it' : `revision ${revision}`}
    </Button>
  );
  return (
    <section aria-label="Your reading" className={`${styles.reading ?? ''} ${styles.noPrint ?? ''}`}>
      {isChangedSinceRead(view) && reading !== null ? (
        <>
          <Message kind="information" title="Changed since you read it">
            <p>
              You read revision {reading.revision}, and it is at revision {revision} now.
            </p>
          </Message>
          {/* Who signs sees it at the sign-off. */}
          <ChangedSince
            screen={screen}
            view={view}
            from={reading.revision}
            to={revision}
            isOpenAtFirst={!view.rights.sign}
          />
          <div className={styles.actions}>{button}</div>
        </>
      ) : (
        <p id={PLACES.myReading} tabIndex={-1} className={styles.quiet}>
          {reading === null
            ? 'Say so when you have read it: you are told here, and on tickets, when it changes, and CS Lead sees who knows it.'
            : `You have read revision ${reading.revision}, ${momentText(reading.at)}.`}
        </p>
      )}
      {reading === null && <div className={styles.actions}>{button}</div>}
      {confirm.refusal !== null && <RefusalMessage refusal={confirm.refusal} onRetry={() => void confirm.run()} />}
    </section>
  );
};
