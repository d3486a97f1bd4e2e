import type { Head } from '../../../../src/domain/head';
import { blockerText, ownerText } from '../../../../src/domain/wording';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { PersonName } from '../../components/person-name';
import styles from '../project.module.css';
import type { PanelPart } from '../screen';

/** Jira lets no app veto its Release button: that a release went out with its gate closed is told to everyone who opens the panel. */
export const ReleasedAnyway = ({ nameOf, went }: PanelPart & { went: NonNullable<Head['releasedAnyway']> }) => (
  <Message kind="warning" title="Released with the gate closed">
    <p>
      <PersonName accountId={went.by} nameOf={nameOf} nobody="Somebody" /> released it in Jira on {momentText(went.at)}.
      Missing at that moment:
    </p>
    <ul className={styles.blockers}>
      {went.blockers.map((blocker, nth) => (
        <li key={nth} dir="auto">
          {blockerText(blocker)} — {ownerText(blocker, nameOf)}
        </li>
      ))}
    </ul>
    {went.told && <p>Jira told the PO and the CS Lead, as far as they may see an issue of the release.</p>}
    <p>
      Jira’s own Release button asks no app. The gate holds on workflow transitions that carry the rule “CS handoff is
      ready”. Customer support still needs what is missing: mend it now.
    </p>
  </Message>
);
