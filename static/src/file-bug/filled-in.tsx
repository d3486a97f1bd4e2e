import type { ReactNode } from 'react';
import type { Priority } from '../../../src/domain/escalation';
import styles from './file-bug.module.css';
import type { Chosen } from './may-not-file';

/** What the handoff fills in, shown before it is sent; nobody types it. */
export const FilledIn = ({ chosen, priority }: { chosen: Chosen; priority: Priority | null }) => (
  <section aria-labelledby="filled-in" className={styles.filledIn}>
    <h2 id="filled-in">Filled in from the handoff</h2>
    <dl>
      <Row term="Project and type">
        <bdi>{chosen.target?.name}</bdi>, <bdi>{chosen.issueType?.name}</bdi>
      </Row>
      <Row term="Labels">
        {chosen.labels.map((label) => (
          <code key={label}>{label}</code>
        ))}
      </Row>
      <Row term="Affects version">
        <bdi>{chosen.affects?.name ?? 'None: the target project has no release of this name'}</bdi>
      </Row>
      <Row term="Priority">{priority ?? 'Follows from severity and impact'}</Row>
    </dl>
  </section>
);

const Row = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
