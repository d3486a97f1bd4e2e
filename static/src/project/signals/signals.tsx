import Button from '@atlaskit/button/new';
import { lazy, Suspense, useCallback, useState } from 'react';
import { focusOn } from '../../components/focus';
import { momentText } from '../../components/moments';
import { RefusalMessage } from '../../components/refusal-message';
import { useReading } from '../../components/use-reading';
import { call } from '../call';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

const SignalsReport = lazy(async () => ({ default: (await import('./signals-report')).SignalsReport }));

const PLACE = 'signals';

/** Beneath the dashboard link, which is the last of what one reads and prints: what tickets say of the release, read when somebody asks. */
export const Signals = (part: PanelPart) => {
  const [isShown, setShown] = useState(false);
  return (
    <ProcessSection id={PLACE} title="Signals of this release">
      {isShown ? (
        <Read {...part} />
      ) : (
        <>
          <p>What tickets say of it: how many came, what they hit, and what went up to engineering.</p>
          <div className={styles.actions}>
            <Button
              onClick={() => {
                setShown(true);
                focusOn(`#${PLACE}`);
              }}
            >
              Show the signals
            </Button>
          </div>
        </>
      )}
    </ProcessSection>
  );
};

const Read = (part: PanelPart) => {
  const { view, screen } = part;
  const [releaseId, throughProjectId] = [view.release.id, screen.project.id];
  const { value, refusal, reload } = useReading(
    useCallback(() => call('readSignals', { releaseId, throughProjectId }), [releaseId, throughProjectId]),
  );
  if (value === null)
    return refusal === null ? (
      <p role="status">Reading the signals …</p>
    ) : (
      <RefusalMessage refusal={refusal} onRetry={() => void reload()} />
    );
  return (
    <>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />}
      <Suspense fallback={<p role="status">Reading the signals …</p>}>
        <SignalsReport {...part} signals={value} />
      </Suspense>
      <div className={styles.actions}>
        <Button spacing="compact" onClick={() => void reload()}>
          Look again
        </Button>
        <span role="status">As of {momentText(value.now)}.</span>
      </div>
    </>
  );
};
