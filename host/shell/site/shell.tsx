import Heading from '@atlaskit/heading';
import { useEffect } from 'react';
import { IssuePage } from '../issue/issue-page';
import { PortalPage } from '../portal/portal-page';
import { AppPage } from '../project/app-page';
import { IssueList } from '../project/issue-list';
import { ProjectFrame } from '../project/project-frame';
import { ProjectsPage } from '../project/projects-page';
import { ReleasePage } from '../project/release-page';
import { ReleasesPage } from '../project/releases-page';
import { WorkflowsPage } from '../workflow/workflows-page';
import { ChoosePerson } from './choose-person';
import { Layers } from './layers';
import { Await, Problem } from './messages';
import { RestError, useLoad } from './rest';
import { usePath } from './router';
import { AdminPages, GlobalPage } from './site-pages';
import { type ActiveSession, loadSession, SessionContext } from './session';
import styles from './site.module.css';
import { TopBar } from './top-bar';

export function Shell() {
  const [session] = useLoad(loadSession, '');
  return (
    <Await loaded={session}>
      {(value) => (value.me ? <Site session={{ ...value, me: value.me }} /> : <ChoosePerson people={value.people} />)}
    </Await>
  );
}

function Site({ session }: { readonly session: ActiveSession }) {
  return (
    <SessionContext.Provider value={session}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <TopBar />
      <Screen />
      <Layers />
    </SessionContext.Provider>
  );
}

/** Jira's own addresses where they are known. */
const PROJECT =
  /^\/jira\/(?:software(?:\/c)?|core(?:\/c)?|servicedesk)\/projects\/([^/]+)(?:\/([^/]+)(?:\/([^/]+)\/([^/]+))?)?/;

function Screen() {
  const { pathname } = new URL(usePath(), location.origin);
  // Within an app's page the title is the app's to change.
  const screen = pathname.replace(/(\/apps\/[^/]+\/[^/]+)\/.*/, '$1');
  useEffect(() => {
    document.title = 'Jira';
  }, [screen]);
  const [, issueKey] = /^\/browse\/([^/]+)$/.exec(pathname) ?? [];
  if (issueKey) return <IssuePage key={issueKey} issueKey={decodeURIComponent(issueKey)} />;
  const [, requestKey] = /^\/portal\/([^/]+)$/.exec(pathname) ?? [];
  if (requestKey) return <PortalPage key={requestKey} issueKey={decodeURIComponent(requestKey)} />;
  const [, releaseProject, versionId] = /^\/projects\/([^/]+)\/versions\/([^/]+)$/.exec(pathname) ?? [];
  if (releaseProject && versionId) {
    return (
      <ProjectFrame projectKey={releaseProject} current="Releases">
        {(project) => <ReleasePage key={versionId} project={project} versionId={versionId} />}
      </ProjectFrame>
    );
  }
  const [, projectKey, place = 'issues'] = PROJECT.exec(pathname) ?? [];
  if (projectKey && place === 'apps')
    return <AppPage key={projectKey} projectKey={projectKey} type="jira:projectPage" />;
  if (projectKey && place === 'settings') {
    return <AppPage key={`${projectKey} settings`} projectKey={projectKey} type="jira:projectSettingsPage" />;
  }
  if (pathname.startsWith('/jira/settings/apps')) return <AdminPages pathname={pathname} />;
  if (pathname.startsWith('/jira/apps/')) return <GlobalPage />;
  if (projectKey && place === 'releases') {
    return (
      <ProjectFrame projectKey={projectKey} current="Releases">
        {(project) => <ReleasesPage project={project} />}
      </ProjectFrame>
    );
  }
  if (projectKey && place === 'workflows') {
    return (
      <ProjectFrame projectKey={projectKey} current="Workflows">
        {(project) => <WorkflowsPage project={project} />}
      </ProjectFrame>
    );
  }
  if (projectKey && place === 'issues') {
    return (
      <ProjectFrame projectKey={projectKey} current="Issues">
        {(project) => (
          <>
            <Heading size="large" as="h1">
              {project.name}
            </Heading>
            <IssueList jql={`project = "${project.key}" ORDER BY key DESC`} />
          </>
        )}
      </ProjectFrame>
    );
  }
  return (
    <main id="content" className={styles.plain}>
      {pathname === '/' || pathname === '/projects' ? (
        <ProjectsPage />
      ) : (
        <Problem error={new RestError(404, NO_PAGE)} />
      )}
    </main>
  );
}

const NO_PAGE = ["This page can't be found or you may not see it."];
