import Heading from '@atlaskit/heading';
import { useCallback } from 'react';
import type { InstalledModule } from '../../contracts';
import { adminPath, appPath } from './app-paths';
import { AppPlace } from './app-place';
import { visible } from './display-conditions';
import { isAdmin } from './jira';
import { Await, Problem } from './messages';
import { RestError, useLoad } from './rest';
import { type ActiveSession, manifestText, modulesOf, useSession } from './session';
import styles from './site.module.css';

/** The app's page that belongs to no project. */
export function GlobalPage() {
  const session = useSession();
  return (
    <main id="content" className={styles.edge}>
      <AppPlace module={modulesOf(session, 'jira:globalPage')[0]} base={appPath(session, 'jira:globalPage')} />
    </main>
  );
}

/** Manage apps: the installed app with its admin pages, each at an address of its own; for Jira admins. */
export function AdminPages({ pathname }: { readonly pathname: string }) {
  const session = useSession();
  const load = useCallback(async () => {
    const allowed = await isAdmin();
    return { allowed, pages: allowed ? await visible(modulesOf(session, 'jira:adminPage')) : [] };
  }, [session]);
  const [loaded] = useLoad(load, '');
  return (
    <Await loaded={loaded}>
      {({ allowed, pages }) => {
        if (!allowed)
          return <Problem error={new RestError(404, ["This page can't be found or you may not see it."])} />;
        const open = modulesOf(session, 'jira:adminPage').find((module) =>
          isBelow(pathname, adminPath(session, module)),
        );
        if (!open) return <AppList session={session} pages={pages} />;
        return (
          <main id="content" className={styles.edge}>
            <AppPlace module={open} base={adminPath(session, open)} />
          </main>
        );
      }}
    </Await>
  );
}

const isBelow = (pathname: string, base: string) => `${pathname}/`.startsWith(`${base}/`);

interface AppListProps {
  readonly session: ActiveSession;
  readonly pages: readonly InstalledModule[];
}

function AppList({ session, pages }: AppListProps) {
  return (
    <main id="content" className={styles.plain}>
      <Heading size="large" as="h1">
        Apps
      </Heading>
      {pages.length === 0 && <p>The installed app has no page for admins.</p>}
      <ul>
        {pages.map((module) => (
          <li key={module.key}>
            <a href={adminPath(session, module)}>{manifestText(module.manifest.title, module.title)}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}
