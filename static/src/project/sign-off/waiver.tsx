import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { Waiver } from '../../../../src/domain/head';
import { isOwnRelease } from '../../../../src/domain/waiver';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { flag } from '../../forge/flags';
import { call } from '../call';
import styles from '../project.module.css';
import { KEPT_INSIDE, PLACES, type PanelPart } from '../screen';
import { WaiverForm } from './waiver-form';

/** Never silent: everyone who opens the panel sees that the gate is waived, by whom, why, and until when. */
export const WaiverBanner = ({ screen, view, nameOf, reload, waiver }: PanelPart & { waiver: Waiver }) => {
  const releaseId = view.release.id;
  const end = useAction(
    useCallback(() => call('endWaiver', { releaseId }), [releaseId]),
    useCallback(async () => {
      flag('Waiver ended');
      await reload();
    }, [reload]),
    `#${PLACES.missing}`,
  );
  const mayEnd = view.rights.waive || waiver.by === screen.accountId;
  return (
    <Message
      kind="warning"
      actions={
        mayEnd ? (
          <Button spacing="compact" isLoading={end.isRunning} onClick={() => void end.run()}>
            End the waiver now
          </Button>
        ) : undefined
      }
    >
      <h2 id={PLACES.waiver} tabIndex={-1} className={styles.boxTitle}>
        The gate is waived
      </h2>
      <p>
        <PersonName accountId={waiver.by} nameOf={nameOf} /> lets this release pass until{' '}
        <time dateTime={waiver.expiresAt}>{momentText(waiver.expiresAt)}</time>, whether or not its handoff is ready.
      </p>
      {waiver.reason === '' ? (
        <p className={styles.quiet}>{KEPT_INSIDE}</p>
      ) : (
        <blockquote dir="auto" className={styles.written}>
          {waiver.reason}
        </blockquote>
      )}
      {end.refusal !== null && <RefusalMessage refusal={end.refusal} onRetry={() => void end.run()} />}
    </Message>
  );
};

const whyNot = ({ screen, view }: PanelPart): string =>
  isOwnRelease(view.head ?? { po: view.release.driver, formerPos: [] }, screen.accountId, view.settings)
    ? 'You can’t waive the gate, because you are or were the PO of this release. Somebody else with the permission “Waive the CS handoff gate” can; a project admin can allow it to POs in the settings of CS Handoff.'
    : 'Whoever holds the permission “Waive the CS handoff gate” in this project, or is named in the settings of CS Handoff, can waive the gate. A Jira admin grants the permission.';

/** The way to a waiver while the gate is closed, or why this person has none. Who reads through a support project has no part in the gate. */
export const WaiveGate = (part: PanelPart) => {
  const { screen, view } = part;
  if (view.blockers.length === 0 || view.release.projectId !== screen.project.id) return null;
  if (view.rights.waive) return <WaiverForm {...part} />;
  return view.waiver === null ? <p className={styles.quiet}>{whyNot(part)}</p> : null;
};
