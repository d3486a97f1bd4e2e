import { useEffect, useRef } from 'react';
import { refuse } from '../../../src/api/results';
import { focusOn } from '../components/focus';
import { RefusalMessage } from '../components/refusal-message';
import type { ScreenContext } from '../forge/context';
import type { Router } from '../forge/router';
import { Panel } from './panel';
import styles from './project.module.css';
import { ReleasesPage } from './releases-page';
import { questionPlace, type Screen } from './screen';

const RELEASE = /^\/release\/(\d{1,19})\/?$/;

/** The project page: at `/` the list of releases, at `/release/<id>` the panel of one, with `?edit` its editor, with `?walkthrough` the one under way, with `?question` at one. */
export const ProjectPage = ({ context, router }: { context: ScreenContext; router: Router }) => {
  const { pathname, search } = router.usePlace();
  const { accountId, extension } = context;
  const params = new URLSearchParams(search);
  const asked = params.get('question')?.replace(/[^\w-]/g, '') ?? null;
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return; // Jira's own page has the keyboard until somebody moves within this one
    shown.current = pathname;
    focusOn(asked === null ? 'h1' : `#${questionPlace(asked)}`);
  }, [pathname, asked]);
  if (accountId === undefined || extension.project === undefined)
    return <RefusalMessage refusal={refuse('not-for-you')} />;
  const screen: Screen = { accountId, project: extension.project, router };
  const releaseId = RELEASE.exec(pathname)?.[1];
  return (
    <main className={styles.main}>
      {releaseId === undefined ? (
        <ReleasesPage screen={screen} />
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
