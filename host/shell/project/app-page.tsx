import type { PageAddress } from '../../bridge/parent';
import { AppFrame } from '../site/app-frame';
import { type Project, projectPath } from '../site/jira';
import { Problem } from '../site/messages';
import { RestError } from '../site/rest';
import { navigate, onMove } from '../site/router';
import { manifestText, modulesOf, useSession } from '../site/session';
import { ProjectFrame } from './project-frame';

/** The app's page of a project, at every address below `…/apps/{appId}/{environmentId}`. */
export function AppPage({ projectKey }: { readonly projectKey: string }) {
  const session = useSession();
  const { appId, environmentId } = session.app;
  const [module] = modulesOf(session, 'jira:projectPage');
  const title = module && manifestText(module.manifest.title, module.title);
  return (
    <ProjectFrame projectKey={projectKey} current={title ?? ''} edgeToEdge>
      {(project) => {
        const base = `${projectPath(project)}/apps/${appId}/${environmentId}`;
        if (!module || !`${location.pathname}/`.startsWith(`${base}/`)) {
          return <Problem error={new RestError(404, ["This page can't be found or you may not see it."])} />;
        }
        return (
          <AppFrame
            module={module}
            extension={projectExtension(project)}
            title={title ?? module.key}
            height="100%"
            address={() => addressBelow(base)}
          />
        );
      }}
    </ProjectFrame>
  );
}

const projectExtension = ({ id, key, projectTypeKey }: Project) => ({
  type: 'jira:projectPage',
  project: { id, key, type: projectTypeKey },
});

/** The address bar as the app sees it: relative to its own address. */
function addressBelow(base: string): PageAddress {
  const mover = Symbol(base);
  const current = () => {
    const kept = history.state as { state?: unknown; key?: string } | null;
    return {
      pathname: location.pathname.slice(base.length) || '/',
      search: location.search,
      hash: location.hash,
      state: kept?.state,
      key: kept?.key ?? 'initial',
    };
  };
  const moveTo =
    (replace: boolean): PageAddress['push'] =>
    ({ pathname, search, hash, state, key }) => {
      const path = base + (pathname === '/' ? '' : pathname) + search + hash;
      navigate(path, { replace, state: { state, key }, source: mover });
      return Promise.resolve();
    };
  return {
    place: current(),
    push: moveTo(false),
    replace: moveTo(true),
    go: (delta) => {
      history.go(delta);
      return Promise.resolve();
    },
    onPop: (listener) =>
      onMove((source) => {
        if (source !== mover && `${location.pathname}/`.startsWith(`${base}/`)) listener(current());
      }),
  };
}
