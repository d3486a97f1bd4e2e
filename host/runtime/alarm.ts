import type { MovableClock } from '../clock';

/** The longest a timer of Node can wait, in ms. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/**
 * One timer on the site's clock. `ring` is called when the time it was last set to has come, also when the clock was moved there; it sets the
 * alarm anew if it wants more.
 */
export function createAlarm(clock: MovableClock, ring: () => void) {
  let at: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  function wait() {
    clearTimeout(timer);
    if (at === undefined) return;
    const ms = at - clock.now();
    if (ms > 0) timer = setTimeout(wait, Math.min(ms, MAX_WAIT_MS));
    else {
      at = undefined;
      ring();
    }
  }
  const unsubscribe = clock.onMoved(wait);

  return {
    /** `undefined`: never. */
    set: (time: number | undefined) => {
      at = time;
      wait();
    },
    stop: () => {
      clearTimeout(timer);
      at = undefined;
      unsubscribe();
    },
  };
}
