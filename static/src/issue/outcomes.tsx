import type { HandoffDocument } from '../../../src/domain/document';
import styles from './issue.module.css';

/** What counts as bug, feature request and working as intended, with who is told. */
export const Outcomes = ({ escalation }: { escalation: HandoffDocument['escalation'] }) => {
  const outcomes = [
    { name: 'Bug', outcome: escalation.bug },
    { name: 'Feature request', outcome: escalation.featureRequest },
    { name: 'Working as intended', outcome: escalation.workingAsIntended },
  ];
  return (
    <>
      <h3>What counts as what</h3>
      <dl className={styles.outcomes}>
        {outcomes
          .filter(({ outcome }) => outcome.means.trim() !== '')
          .map(({ name, outcome }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto" className={styles.text}>
                {outcome.means}
              </dd>
              {outcome.tell.trim() !== '' && (
                <dd>
                  Tell: <bdi>{outcome.tell}</bdi>
                </dd>
              )}
            </div>
          ))}
      </dl>
    </>
  );
};

/** Where Support L3 files. */
export const L3Target = ({ escalation: { targetProject, issueType, chainLabel } }: Parameters<typeof Outcomes>[0]) => (
  <p className={styles.text}>
    {targetProject === null || issueType === null ? (
      'No target is named yet. Ask the PO of this handoff.'
    ) : (
      <>
        <bdi>{issueType.name}</bdi> in <bdi>{targetProject.name}</bdi>, with the label <code>{chainLabel}</code>
      </>
    )}
  </p>
);
