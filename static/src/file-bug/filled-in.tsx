import type { ReactNode } from 'react';
import type { Priority } from '../../../src/domain/escalation';
import styles from './file-bug.module.css';
import type { Chosen } from './plan';

/** Only who may file learns of the target project's releases. */
const NO_RELEASE: Record<Chosen['way']['by'], string> = {
  self: 'None: the target project has no release of this name',
  app: 'The target project’s release of this name, if there is one',
  filer: 'Filled in when it is filed',
  nobody: 'Filled in when it is filed',
};

/** Only who files themselves is told which priorities the project has. */
const priorityText = ({ way, priorities }: Chosen, priority: Priority): string =>
  way.by !== 'self' || priorities.some(({ name }) => name === priority)
    ? priority
    : `Left to Jira: the target project doesn’t offer “${priority}”`;

/** What the handoff fills in, shown before it is sent; nobody types it. */
export const FilledIn = ({ chosen, priority }: { chosen: Chosen; priority: Priority | null }) => (
  <section aria-labelledby="filled-in" className={styles.filledIn}>
    <h2 id="filled-in">Filled in from the handoff</h2>
    <dl>
      <Row term="Project and type">
        <span>
          <bdi>{chosen.target?.name}</bdi>, <bdi>{chosen.issueType?.name}</bdi>
        </span>
      </Row>
      <Row term="Labels">
        {chosen.labels.map((label) => (
          <code key={label}>{label}</code>
        ))}
      </Row>
      <Row term="Affects version">
        {chosen.affects !== null ? <bdi>{chosen.affects.name}</bdi> : NO_RELEASE[chosen.way.by]}
      </Row>
      <Row term="Priority">
        {priority === null ? 'Follows from severity and impact' : priorityText(chosen, priority)}
      </Row>
    </dl>
  </section>
);

const Row = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
