import Heading from '@atlaskit/heading';
import { adminPath, appPath } from './app-paths';
import { AppPlace } from './app-place';
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
  const [admin] = useLoad(isAdmin, '');
  return (
    <Await loaded={admin}>
      {(allowed) => {
        if (!allowed)
          return <Problem error={new RestError(404, ["This page can't be found or you may not see it."])} />;
        const open = modulesOf(session, 'jira:adminPage').find((module) =>
          isBelow(pathname, adminPath(session, module)),
        );
        if (!open) return <AppList session={session} />;
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

function AppList({ session }: { readonly session: ActiveSession }) {
  const pages = modulesOf(session, 'jira:adminPage');
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
