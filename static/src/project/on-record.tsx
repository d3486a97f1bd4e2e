import type { HistoryEntry } from '../../../src/domain/history';
import { momentText } from '../components/moments';
import { PeopleNames } from '../components/people-names';
import { PersonName } from '../components/person-name';
import { ProcessSection } from './process-section';
import styles from './project.module.css';
import type { PanelPart } from './screen';

const WHAT: Record<HistoryEntry['what'], string> = {
  saved: 'Saved',
  'saved-minor': 'Saved, a minor edit',
  'handed-over': 'Handed over to CS',
  'walkthrough-planned': 'Walkthrough planned',
  'walkthrough-called-off': 'Walkthrough called off',
  walkthrough: 'Walkthrough held',
  signed: 'Signed',
  refused: 'Refused',
  people: 'People changed',
  rollout: 'Rollout step',
  'step-ended': 'Rollout step ended',
  verified: 'Still right, looked at again',
  done: 'Closed',
  'l3-filed': 'L3 bug filed',
  'ladder-skipped': 'Support L1 and L2 skipped for a P0',
  waived: 'Gate waived',
  'waiver-ended': 'Waiver ended',
  'released-anyway': 'Released with the gate closed',
  'release-changed': 'Release changed in Jira',
  merged: 'Release merged',
  'release-deleted': 'Release deleted in Jira',
  restored: 'Restored',
};

const ROLES = [
  ['po', 'PO'],
  ['csLead', 'CS Lead'],
] as const;

/** Everything that happened to the handoff, newest first. */
export const OnRecord = ({ view, nameOf }: PanelPart) => {
  const entries = view.history;
  return (
    <ProcessSection id="on-record" title="On record">
      {entries.length === 0 ? (
        <p>Every save and every decision will be kept here, with who and when.</p>
      ) : (
        <ol className={styles.plainList}>
          {entries.map((entry) => (
            <li key={`${entry.what}-${entry.at}-${entry.revision}`} className={styles.record}>
              <p>
                {WHAT[entry.what]} (revision {entry.revision}),{' '}
                <PersonName accountId={entry.by} nameOf={nameOf} nobody="seen in Jira" />,{' '}
                <time dateTime={entry.at}>{momentText(entry.at)}</time>
              </p>
              {ROLES.filter(([role]) => entry.named?.[role] !== undefined).map(([role, title]) => (
                <p key={role}>
                  {title}: <PersonName accountId={entry.named?.[role] ?? null} nameOf={nameOf} />
                </p>
              ))}
              {entry.held !== undefined && (
                <p>
                  Revision {entry.held.revision} was read, with{' '}
                  <PeopleNames people={entry.held.people} nameOf={nameOf} />
                </p>
              )}
              {entry.detail !== '' && (
                <p dir="auto" className={styles.written}>
                  {entry.detail}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </ProcessSection>
  );
};
