import type { HandoffDocument } from '../../../src/domain/document';
import { SECTION_TITLES } from '../../../src/domain/wording';
import styles from './issue.module.css';
import { L3Target, Outcomes } from './outcomes';

/** The section as it is written: what Support L1 and L2 do, where Support L3 files, and what counts as what. */
export const EscalationPath = ({ escalation }: { escalation: HandoffDocument['escalation'] }) => (
  <section>
    <h2>{SECTION_TITLES.escalation}</h2>
    <Tier title="Support L1: how to look it up" text={escalation.lookUp} />
    <Tier title="Support L2: how to reproduce" text={escalation.reproduce} />
    <h3>Support L3: file a bug</h3>
    <L3Target escalation={escalation} />
    <Outcomes escalation={escalation} />
  </section>
);

const Tier = ({ title, text }: { title: string; text: string }) => (
  <>
    <h3>{title}</h3>
    <p dir="auto" className={styles.text}>
      {text}
    </p>
  </>
);
