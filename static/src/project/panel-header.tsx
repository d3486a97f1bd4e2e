import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import { dueText } from '../../../src/domain/wording';
import { momentText } from '../components/moments';
import { PeoplePicker } from '../components/people-picker';
import { PersonName } from '../components/person-name';
import { RefusalMessage } from '../components/refusal-message';
import { Stale } from '../components/stale';
import { StateLozenge } from '../components/state-lozenge';
import { useAction } from '../components/use-action';
import { call } from './call';
import styles from './project.module.css';
import { PLACES, type PanelPart } from './screen';

const ROLES = [
  ['po', 'PO'],
  ['csLead', 'CS Lead'],
] as const;
type Role = (typeof ROLES)[number][0];

const changeButton = (role: Role): string => `change-${role}`;

const daysBeforeText = (days: number): string => {
  if (days === 0) return 'on the day of release';
  return days > 0 ? `${days} days before release` : `${-days} days after release`;
};

/** Name, state and people of a release's handoff. */
export const PanelHeader = ({ view, nameOf, reload }: PanelPart) => {
  const { release, head, due, rights, settings } = view;
  const people = { po: head?.po ?? release.driver, csLead: head?.csLead ?? settings.csLead };
  const [changing, setChanging] = useState<Role | null>(null);
  const setPeople = useAction(
    useCallback(
      (role: Role, who: string | null) => call('setPeople', { releaseId: release.id, [role]: who }),
      [release.id],
    ),
    useCallback(async () => {
      setChanging(null);
      await reload();
    }, [reload]),
    changing === null ? undefined : `#${changeButton(changing)}`,
  );
  return (
    <header>
      <h1 id={PLACES.top} tabIndex={-1} dir="auto">
        {release.name}
      </h1>
      <div className={styles.facts}>
        <StateLozenge state={view.state} />
        <span>{release.releaseDate === null ? 'No release date' : `Release on ${release.releaseDate}`}</span>
        {due !== null && <span>{dueText(due)}</span>}
        {head !== null && <span>Revision {head.revision}</span>}
        {head?.handedOver && (
          <span>
            Handed over {momentText(head.handedOver.at)}
            {head.handedOver.daysBefore !== null && `, ${daysBeforeText(head.handedOver.daysBefore)}`}
          </span>
        )}
      </div>
      <Stale reasons={view.staleness} />
      <dl className={styles.people}>
        {ROLES.map(([role, title]) => (
          <div key={role}>
            <dt>{title}</dt>
            <dd>
              <PersonName accountId={people[role]} nameOf={nameOf} />
              {rights.write && head !== null && (
                <Button
                  id={changeButton(role)}
                  appearance="subtle"
                  spacing="compact"
                  aria-expanded={changing === role}
                  onClick={() => setChanging(changing === role ? null : role)}
                >
                  Change {title}
                </Button>
              )}
              {changing === role && (
                <div>
                  <PeoplePicker
                    label={`New ${title}`}
                    projectKey={view.projectKey}
                    anyone={role === 'csLead'} // who reads in a support project only
                    taken={people[role] === null ? [] : [people[role]]}
                    onPick={(person) => void setPeople.run(role, person.accountId)}
                  />
                  {people[role] !== null && (
                    <Button spacing="compact" onClick={() => void setPeople.run(role, null)}>
                      Name nobody
                    </Button>
                  )}
                  {setPeople.isRunning && <p role="status">Saving …</p>}
                </div>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {setPeople.refusal !== null && <RefusalMessage refusal={setPeople.refusal} />}
    </header>
  );
};
