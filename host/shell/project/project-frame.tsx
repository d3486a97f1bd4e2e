import { type ReactNode, useCallback } from 'react';
import AppIcon from '@atlaskit/icon/core/app';
import ListIcon from '@atlaskit/icon/core/list-bulleted';
import ReleaseIcon from '@atlaskit/icon/core/release';
import SettingsIcon from '@atlaskit/icon/core/settings';
import TasksIcon from '@atlaskit/icon/core/tasks';
import { appPath } from '../site/app-paths';
import { visible } from '../site/display-conditions';
import { getProject, isService, may, type Project, projectPath } from '../site/jira';
import { Await } from '../site/messages';
import { useLoad } from '../site/rest';
import { manifestText, modulesOf, useSession } from '../site/session';
import styles from '../site/site.module.css';
import frame from './project-frame.module.css';

interface ProjectFrameProps {
  readonly projectKey: string;
  /** Name of the navigation item that is open. */
  readonly current: string;
  readonly children: (project: Project, rights: { readonly administers: boolean }) => ReactNode;
  /** The page of an app fills the content area to its edges. */
  readonly edgeToEdge?: boolean;
}

/** What an app adds to a project's navigation; its settings only for those who administer the project. */
const PAGES = ['jira:projectPage', 'jira:projectSettingsPage'];

/** A project's navigation at the left, and one of its pages beside it. */
export function ProjectFrame({ projectKey, current, children, edgeToEdge = false }: ProjectFrameProps) {
  const session = useSession();
  const load = useCallback(
    async (key: string) => {
      const project = await getProject(key);
      const [permissions, pages] = await Promise.all([
        may(['ADMINISTER', 'ADMINISTER_PROJECTS'], `projectKey=${key}`),
        Promise.all(PAGES.map((type) => visible(modulesOf(session, type), project))),
      ]);
      const [admin, administers] = [permissions.has('ADMINISTER'), permissions.has('ADMINISTER_PROJECTS')];
      return { project, pages: pages.flat(), admin, administers };
    },
    [session],
  );
  const [loaded] = useLoad(load, projectKey);
  return (
    <Await loaded={loaded}>
      {({ project, pages, admin, administers }) => {
        const base = projectPath(project);
        const items = [
          { name: 'Issues', href: base, Icon: ListIcon },
          { name: 'Releases', href: `${base}/releases`, Icon: ReleaseIcon },
          ...pages
            .filter(({ type }) => type === 'jira:projectPage' || administers)
            .map(({ type, title, manifest }) => ({
              name: manifestText(manifest.title, title),
              href: appPath(session, type, project),
              Icon: type === 'jira:projectPage' ? AppIcon : SettingsIcon,
            })),
          ...(admin ? [{ name: 'Workflows', href: `${base}/workflows`, Icon: TasksIcon }] : []),
        ];
        return (
          <div className={frame.project}>
            <nav aria-label="Project" className={frame.sideNav}>
              <div className={frame.projectName}>
                <span aria-hidden className={frame.projectMark}>
                  {project.name.slice(0, 1)}
                </span>
                <span>
                  <span dir="auto">{project.name}</span>
                  <span className={styles.role}>{isService(project) ? 'Service project' : 'Software project'}</span>
                </span>
              </div>
              <ul>
                {items.map(({ name, href, Icon }) => (
                  <li key={name}>
                    <a href={href} aria-current={name === current ? 'page' : undefined}>
                      <Icon label="" />
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <main id="content" className={edgeToEdge ? styles.edge : styles.content}>
              {children(project, { administers })}
            </main>
          </div>
        );
      }}
    </Await>
  );
}
