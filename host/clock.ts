import type { Clock } from './contracts';

export interface MovableClock extends Clock {
  /** The offset from real time in ms as one Float64, shared with the sandboxes so that all see the same time at once. */
  readonly shared: SharedArrayBuffer;
  /** Makes it that time now, after which time goes on; `null` returns to real time. */
  moveTo(now: number | null): void;
  /** Calls `listener` after each move. Returns how to stop that. */
  onMoved(listener: () => void): () => void;
}

/** The site's clock. `kept` is where the offset (ms) survives a restart. */
export function createClock(kept: { clockOffsetMs: number }): MovableClock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const offset = new Float64Array(shared);
  const listeners = new Set<() => void>();
  offset[0] = kept.clockOffsetMs;
  return {
    shared,
    now: () => Math.round(Date.now() + (offset[0] ?? 0)),
    moveTo: (now) => {
      kept.clockOffsetMs = now === null ? 0 : now - Date.now();
      offset[0] = kept.clockOffsetMs;
      for (const listener of [...listeners]) listener();
    },
    onMoved: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
