import { router, view } from '@forge/bridge';
import { useSyncExternalStore } from 'react';
import { isWebAddress } from '../../../src/domain/readiness';

type History = Awaited<ReturnType<typeof view.createHistory>>;

/** Path of a release's panel inside the project page. */
export const releasePath = (releaseId: string): string => `/release/${releaseId}`;

/** The page's own address, relative to the app; only pages have one. */
export const createRouter = async () => {
  const history: History = await view.createHistory();
  let place = { pathname: history.location.pathname, search: history.location.search };
  const listeners = new Set<() => void>();
  history.listen(({ pathname, search }) => {
    place = { pathname, search };
    for (const listener of listeners) listener();
  });
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    usePlace: () => useSyncExternalStore(subscribe, () => place),
    go: (path: string): void => history.push(path),
    replace: (path: string): void => history.replace(path),
  };
};
export type Router = Awaited<ReturnType<typeof createRouter>>;

/** Absolute address of a release's panel. Null: the person may not see that project's page. */
export const panelUrl = async (projectKey: string, releaseId: string): Promise<string | null> => {
  try {
    const url = await router.getUrl({
      target: 'module',
      moduleKey: 'handoffs',
      projectKey,
      path: releasePath(releaseId),
    });
    return url === null ? null : String(url);
  } catch {
    return null;
  }
};

/** Absolute address of a page of the app in a project. Null: this person has no such page. */
export const moduleUrl = async (moduleKey: string, projectKey: string): Promise<string | null> => {
  try {
    const url = await router.getUrl({ target: 'module', moduleKey, projectKey });
    return url === null ? null : String(url);
  } catch {
    return null;
  }
};

/** Opens a page of the app in a project, in a new tab. */
export const openModule = (moduleKey: string, projectKey: string): Promise<void> =>
  router.open({ target: 'module', moduleKey, projectKey });

/** Opens a release's panel in a new tab. */
export const openPanel = (projectKey: string, releaseId: string): Promise<void> =>
  router.open({ target: 'module', moduleKey: 'handoffs', projectKey, path: releasePath(releaseId) });

export const openIssue = (issueKey: string): Promise<void> => router.open({ target: 'issue', issueKey });

/** Opens an address that a person wrote, in a new tab; anything but http(s) is ignored. Jira asks first, and rejects where they stay. */
export const openWebAddress = async (address: string): Promise<void> => {
  if (isWebAddress(address)) await router.open(address.trim()).catch(() => undefined);
};

export const setWindowTitle = (title: string): Promise<void> => view.changeWindowTitle(title);
export const closeView = (payload?: unknown): Promise<void> => view.close(payload);
export const refreshView = (): Promise<void> => view.refresh();
