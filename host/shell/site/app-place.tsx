import type { PageAddress } from '../../bridge/commands';
import type { InstalledModule } from '../../contracts';
import { AppFrame } from './app-frame';
import { Problem } from './messages';
import { RestError } from './rest';
import { navigate, onMove } from './router';
import { manifestText } from './session';

interface AppPlaceProps {
  /** Undefined: the app has no such page, or the person may not see it. */
  readonly module: InstalledModule | undefined;
  /** Path of the page on the site; what follows it is the app's own to route. */
  readonly base: string;
  readonly extension?: Readonly<Record<string, unknown>>;
}

/** A whole page of the app at every address below its own. */
export function AppPlace({ module, base, extension = {} }: AppPlaceProps) {
  if (!module || !`${location.pathname}/`.startsWith(`${base}/`)) {
    return <Problem error={new RestError(404, ["This page can't be found or you may not see it."])} />;
  }
  return (
    <AppFrame
      module={module}
      extension={{ type: module.type, ...extension }}
      title={manifestText(module.manifest.title, module.title)}
      height="100%"
      address={() => addressBelow(base)}
    />
  );
}

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
