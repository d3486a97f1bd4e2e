import { useSyncExternalStore } from 'react';

const listeners = new Set<(source: unknown) => void>();
const notify = (source: unknown) => {
  for (const listener of [...listeners]) listener(source);
};

/** Where the browser is: path with query and hash. */
const currentPath = (): string => location.pathname + location.search + location.hash;

/**
 * Moves the address bar. `state` is kept with the history entry. `source` names who moved it, so that an app page that
 * pushed its own route isn't told of it again.
 */
export function navigate(
  path: string,
  { replace = false, state = null, source = null }: { replace?: boolean; state?: unknown; source?: unknown } = {},
): void {
  if (replace) history.replaceState(state, '', path);
  else history.pushState(state, '', path);
  notify(source);
}

/** Calls back with the mover after each move; null is a person: a link, back, forward. */
export function onMove(listener: (source: unknown) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const usePath = (): string => useSyncExternalStore(onMove, currentPath);

/** Every plain left click on a link of this site moves within the page; Atlaskit's links need no router of their own. */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target || link.origin !== location.origin) return;
  event.preventDefault();
  navigate(link.pathname + link.search + link.hash);
  window.scrollTo(0, 0);
}

export function startRouter(): void {
  window.addEventListener('popstate', () => notify(null));
  document.addEventListener('click', followLink);
}
