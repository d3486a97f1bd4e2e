import { openIssue } from '../forge/router';
import styles from './file-bug.module.css';

/** A bug's key that opens the bug; the address is whole, since the frame has an origin of its own. */
export const BugLink = ({ siteUrl, bugKey }: { siteUrl: string; bugKey: string }) => (
  <a
    className={styles.link}
    href={new URL(`/browse/${encodeURIComponent(bugKey)}`, siteUrl).href}
    onClick={(event) => {
      event.preventDefault();
      void openIssue(bugKey);
    }}
  >
    {bugKey}
  </a>
);
