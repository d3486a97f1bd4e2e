import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../../src/api/calls';
import { plural } from '../../../../src/domain/wording';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import { RefusalMessage } from '../../components/refusal-message';
import { useReading } from '../../components/use-reading';
import { usePeople } from '../../forge/people';
import { call } from '../call';
import { ProcessSection } from '../process-section';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

/** Who has read which revision: for CS Lead and writers, read when they ask. */
export const Readings = ({ view }: PanelPart) => {
  const [isShown, setShown] = useState(false);
  return (
    <ProcessSection id="readings" title="Readings">
      {isShown ? (
        <List releaseId={view.release.id} />
      ) : (
        <>
          <p>Who of the support team has read which revision.</p>
          <div className={styles.actions}>
            <Button onClick={() => setShown(true)}>Show who has read it</Button>
          </div>
        </>
      )}
    </ProcessSection>
  );
};

const List = ({ releaseId }: { releaseId: string }) => {
  const { value, refusal, reload } = useReading(useCallback(() => call('listReadings', { releaseId }), [releaseId]));
  const nameOf = usePeople([...(value?.readings ?? []).map(({ accountId }) => accountId), ...(value?.team ?? [])]);
  if (value === null)
    return refusal === null ? (
      <p role="status">Looking who has read it …</p>
    ) : (
      <RefusalMessage refusal={refusal} onRetry={() => void reload()} />
    );
  const { readings, team, revision } = value;
  const readBy = new Set(readings.filter((one) => one.revision === revision).map(({ accountId }) => accountId));
  const isOf = new Set(readings.map(({ accountId }) => accountId));
  const never = team.filter((accountId) => !isOf.has(accountId));
  return (
    <>
      {refusal !== null && <RefusalMessage refusal={refusal} onRetry={() => void reload()} />}
      <p role="status">
        {team.length === 0
          ? `${plural(readBy.size, 'person has', 'people have')} read revision ${revision}.`
          : `${team.filter((accountId) => readBy.has(accountId)).length} of ${team.length} of the support team have read revision ${revision}.`}
      </p>
      <TeamsUnseen {...value} />
      <ul className={styles.plainList}>
        {readings.map((one) => (
          <li key={one.accountId} className={styles.record}>
            <PersonName accountId={one.accountId} nameOf={nameOf} />: revision {one.revision}
            {one.revision < revision && ', not the changes since'}, <time dateTime={one.at}>{momentText(one.at)}</time>
          </li>
        ))}
        {never.map((accountId) => (
          <li key={accountId} className={styles.record}>
            <PersonName accountId={accountId} nameOf={nameOf} />: not yet
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button spacing="compact" onClick={() => void reload()}>
          Look again
        </Button>
      </div>
    </>
  );
};

const TeamsUnseen = ({ team, unseenTeams }: CallOutput<'listReadings'>) => {
  if (unseenTeams > 0)
    return (
      <p className={styles.quiet}>
        {plural(unseenTeams, 'support project isn’t', 'support projects aren’t')} counted: Jira shows you their people
        only if you may browse them, and only three are looked up. Their readings are in the list all the same.
      </p>
    );
  return team.length > 0 ? null : (
    <p className={styles.quiet}>
      No support project reads this one. A project admin maps it in the settings of CS Handoff.
    </p>
  );
};
