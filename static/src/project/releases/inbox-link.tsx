import { useCallback } from 'react';
import { useReading } from '../../components/use-reading';
import { call } from '../call';
import { PageLink } from '../page-link';
import styles from '../project.module.css';
import type { Screen } from '../screen';

/** The way to one's inbox, with how many reminders are new. It stays a plain link where nobody knows how many. */
export const InboxLink = ({ screen }: { screen: Screen }) => {
  const { value } = useReading(useCallback(() => call('openInbox', {}), []));
  const count = value?.rows.filter(({ seen, isDone }) => !seen && !isDone).length ?? 0;
  return (
    <nav aria-label="Inbox">
      <PageLink router={screen.router} to="/inbox">
        Inbox
        {count > 0 && (
          <>
            {' '}
            <span className={styles.badge}>{count} new</span>
          </>
        )}
      </PageLink>
    </nav>
  );
};
