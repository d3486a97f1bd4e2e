import type { Channel } from './rpc';

/** A place inside the app, relative to the app's own address. The shape of the `history` package, version 4. */
export interface Place {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly state?: unknown;
  readonly key: string;
}
type Action = 'PUSH' | 'REPLACE' | 'POP';
type Listener = (place: Place, action: Action) => void;
type To = string | Partial<Place>;

/** What the page around the frame answers to createHistory: where the address bar is, and how to move it. */
export interface AddressBar {
  readonly place: Place;
  readonly push: (place: Place) => Promise<void>;
  readonly replace: (place: Place) => Promise<void>;
  readonly go: (delta: number) => Promise<void>;
}

const createHref = ({ pathname = '/', search = '', hash = '' }: Partial<Place>) => pathname + search + hash;

/** `view.createHistory()` reads `location` and calls `listen` synchronously, so the object lives here and only follows the address bar. */
export async function createFrameHistory(channel: Channel) {
  const listeners = new Set<Listener>();
  const arrive = (place: Place, action: Action) => {
    history.location = place;
    history.action = action;
    for (const listener of [...listeners]) listener(place, action);
  };
  const bar = (await channel.call('createHistory', {
    onPop: (place: Place) => arrive(place, 'POP'),
  })) as AddressBar;

  const placeOf = (to: To, state: unknown): Place => {
    const href = typeof to === 'string' ? to : createHref({ pathname: history.location.pathname, ...to });
    const { pathname, search, hash } = new URL(href, `http://app${history.location.pathname}`);
    const key = Math.random().toString(36).slice(2, 8);
    return { pathname, search, hash, key, state: typeof to === 'string' ? state : to.state };
  };

  const history = {
    length: 1,
    action: 'POP' as Action,
    location: bar.place,
    createHref,
    push(to: To, state?: unknown) {
      const place = placeOf(to, state);
      history.length += 1;
      void bar.push(place);
      arrive(place, 'PUSH');
    },
    replace(to: To, state?: unknown) {
      const place = placeOf(to, state);
      void bar.replace(place);
      arrive(place, 'REPLACE');
    },
    go: (delta: number) => void bar.go(delta),
    goBack: () => void bar.go(-1),
    goForward: () => void bar.go(1),
    block(): never {
      throw new Error('history.block is not simulated by the local host');
    },
    listen(listener: Listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return history;
}
