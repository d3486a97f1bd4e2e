import type { BugView } from '../../../src/api/bug-calls';
import { momentText } from '../components/moments';
import { PersonName } from '../components/person-name';
import styles from './bug.module.css';
import { CAUSE_WORDS, LEVEL_WORDS } from './words';

/** What it was triaged as before, the newest first. */
export const Earlier = ({
  earlier,
  nameOf,
}: {
  earlier: BugView['earlier'];
  nameOf: (accountId: string) => string | undefined;
}) =>
  earlier.length === 0 ? null : (
    <section aria-labelledby="earlier-levels" className={styles.earlier}>
      <h2 id="earlier-levels">Before</h2>
      <ul>
        {earlier.toReversed().map(({ level, cause, by, at }) => (
          <li key={at}>
            {LEVEL_WORDS[level].name}, {CAUSE_WORDS[cause].name}{' '}
            <span className={styles.quiet}>
              by <PersonName accountId={by} nameOf={nameOf} />, {momentText(at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
