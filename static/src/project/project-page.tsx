import { lazy, Suspense, useEffect, useRef } from 'react';
import { refuse } from '../../../src/api/results';
import { focusOn } from '../components/focus';
import { RefusalMessage } from '../components/refusal-message';
import type { ScreenContext } from '../forge/context';
import type { Router } from '../forge/router';
import { Panel } from './panel';
import styles from './project.module.css';
import { ReleasesPage } from './releases/releases-page';
import type { Screen } from './screen';

// Not everybody who looks at the releases opens it.
const InboxPage = lazy(async () => ({ default: (await import('./releases/inbox-page')).InboxPage }));

const RELEASE = /^\/release\/(\d{1,19})\/?$/;

const INBOX = /^\/inbox\/?$/;
/** Where a link leads within the page: an id of its own parts, and nothing else that an address may say. */
const PLACE = /^[\w-]{1,100}$/;

const Listed = ({ screen, isInbox }: { screen: Screen; isInbox: boolean }) =>
  isInbox ? (
    <Suspense fallback={<p role="status">Loading your inbox …</p>}>
      <InboxPage screen={screen} />
    </Suspense>
  ) : (
    <ReleasesPage screen={screen} />
  );

/**
 * The project page: at `/` the list of releases, at `/inbox` what the person is reminded of, at `/release/<id>` the panel of one release,
 * with `?edit` its editor, with `?walkthrough` the one under way, with `?at=<place>` one of its parts.
 */
export const ProjectPage = ({ context, router }: { context: ScreenContext; router: Router }) => {
  const { pathname, search } = router.usePlace();
  const { accountId, extension } = context;
  const shown = useRef(pathname);
  const params = new URLSearchParams(search);
  const place = params.get('at') ?? '';
  useEffect(() => {
    if (shown.current === pathname) return; // Jira's own page has the keyboard until somebody moves within this one
    shown.current = pathname;
    focusOn(PLACE.test(place) ? `#${place}` : 'h1');
  }, [pathname, place]);
  if (accountId === undefined || extension.project === undefined)
    return <RefusalMessage refusal={refuse('not-for-you')} />;
  const screen: Screen = { accountId, project: extension.project, router };
  const releaseId = RELEASE.exec(pathname)?.[1];
  return (
    <main className={styles.main}>
      {releaseId === undefined ? (
        <Listed screen={screen} isInbox={INBOX.test(pathname)} />
      ) : (
        <Panel
          key={releaseId}
          screen={screen}
          releaseId={releaseId}
          editing={params.has('edit')}
          walking={params.get('walkthrough')}
        />
      )}
    </main>
  );
};
