import type { HandoffDocument } from '../../../src/domain/document';
import { SECTION_TITLES } from '../../../src/domain/wording';
import styles from './issue.module.css';

/** What Support L1 and L2 do, where Support L3 files, and what counts as what. */
export const EscalationPath = ({ escalation }: { escalation: HandoffDocument['escalation'] }) => {
  const { targetProject, issueType, chainLabel } = escalation;
  const outcomes = [
    { name: 'Bug', outcome: escalation.bug },
    { name: 'Feature request', outcome: escalation.featureRequest },
    { name: 'Working as intended', outcome: escalation.workingAsIntended },
  ];
  return (
    <section>
      <h2>{SECTION_TITLES.escalation}</h2>
      <Tier title="Support L1: how to look it up" text={escalation.lookUp} />
      <Tier title="Support L2: how to reproduce" text={escalation.reproduce} />
      <h3>Support L3: file a bug</h3>
      <p className={styles.text}>
        {targetProject === null || issueType === null ? (
          'No target is named yet. Ask the PO of this handoff.'
        ) : (
          <>
            <bdi>{issueType.name}</bdi> in <bdi>{targetProject.name}</bdi>, with the label <code>{chainLabel}</code>
          </>
        )}
      </p>
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
    </section>
  );
};

const Tier = ({ title, text }: { title: string; text: string }) => (
  <>
    <h3>{title}</h3>
    <p dir="auto" className={styles.text}>
      {text}
    </p>
  </>
);
