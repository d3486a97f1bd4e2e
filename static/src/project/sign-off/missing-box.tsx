import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { Blocker } from '../../../../src/domain/gate';
import { blockerText, ownerText } from '../../../../src/domain/wording';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import styles from '../project.module.css';
import { PLACES, sectionPlace, type PanelPart } from '../screen';
import { WaiveGate, WaiverBanner } from './waiver';

/** Where a blocker is mended: the place, and whether that is in the form. */
const placeOf = (blocker: Blocker): readonly [place: string, inEditor: boolean] => {
  switch (blocker.code) {
    case 'not-started':
      return [sectionPlace('whatsNew'), true];
    case 'section-missing':
      return [sectionPlace(blocker.section), true];
    case 'not-handed-over':
    case 'cs-days':
      return [PLACES.top, false];
    case 'no-walkthrough':
      return [PLACES.walkthrough, false];
    case 'open-questions':
      return [PLACES.questions, false];
    case 'not-signed':
    case 'refused':
    case 'changed-since-signing':
      return [PLACES.signOff, false];
  }
};

/** Why the gate is closed, who owes each point, and the way to where it is mended. */
export const MissingBox = ({ mend, ...part }: PanelPart & { mend: (place: string, inEditor: boolean) => void }) => {
  const { view, nameOf, reload } = part;
  const { head, blockers, release, rights } = view;
  const done = useCallback(async () => {
    flag('Handed over to CS');
    await reload();
  }, [reload]);
  const revision = head?.revision ?? 0;
  const handOver = useAction(
    useCallback(() => call('handOver', { releaseId: release.id, revision }), [release.id, revision]),
    done,
    `#${PLACES.missing}`,
  );
  const mayHandOver = rights.write && head !== null && head.handedOver === null && head.missing.length === 0;
  return (
    <section aria-labelledby={PLACES.missing} className={styles.noPrint}>
      {view.waiver !== null && <WaiverBanner {...part} waiver={view.waiver} />}
      {blockers.length === 0 ? (
        <Message kind="success">
          <h2 id={PLACES.missing} tabIndex={-1} className={styles.boxTitle}>
            Ready
          </h2>
          <p>Nothing is missing: the release may go on.</p>
        </Message>
      ) : (
        <Message kind="warning">
          <h2 id={PLACES.missing} tabIndex={-1} className={styles.boxTitle}>
            What is missing
          </h2>
          <ul className={styles.blockers}>
            {blockers.map((blocker) => {
              const [place, inEditor] = placeOf(blocker);
              return (
                <li key={`${blocker.code}-${place}`}>
                  <a
                    href={`#${place}`}
                    dir="auto"
                    onClick={(event) => {
                      event.preventDefault();
                      mend(place, inEditor);
                    }}
                  >
                    {blockerText(blocker)}
                  </a>
                  <span>
                    {' '}
                    — <bdi>{ownerText(blocker, nameOf)}</bdi>
                  </span>
                  {blocker.code === 'cs-days' && <span> (until {momentText(blocker.opensAt)})</span>}
                </li>
              );
            })}
          </ul>
          {!release.released && (
            <p>
              The gate stops workflow transitions that carry the rule “CS handoff is ready”. Jira’s own Release button
              asks no app: whoever releases there goes past it, and that stays on record here.
            </p>
          )}
        </Message>
      )}
      {mayHandOver && (
        <div className={styles.actions}>
          <Button appearance="primary" isLoading={handOver.isRunning} onClick={() => void handOver.run()}>
            Hand over
          </Button>
          <span>All six sections are filled. From then on CS reads it.</span>
        </div>
      )}
      {handOver.refusal !== null && <RefusalMessage refusal={handOver.refusal} onRetry={() => void handOver.run()} />}
      <WaiveGate {...part} />
    </section>
  );
};
