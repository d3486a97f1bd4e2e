import type { Clock } from '../contracts';
import { limit } from '../limits';
import { KvsError } from './kvs-error';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** How long the window of each rate is. */
const WINDOW_MS = {
  'kvs.requestsPerSecond': SECOND_MS,
  'kvs.readUnitsPerMinute': MINUTE_MS,
  'kvs.writeUnitsPerMinute': MINUTE_MS,
  'kvs.keyReadBytesPerSecond': SECOND_MS,
  'kvs.keyWriteBytesPerSecond': SECOND_MS,
  'kvs.indexReadBytesPerSecond': SECOND_MS,
} as const;

type RateName = keyof typeof WINDOW_MS;

/** Units of `bytes`: each begun 10 KB is one, and an empty request too (limits-kvs-ce, "Request size rounding"). */
export const unitsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / limit('kvs.unitBytes')));

/**
 * What an installation used of each rate, by the site's time. Forge doesn't say how its windows lie; here they begin with each second and minute.
 * `use` refuses with 429 what would pass the limit, and what it refuses counts nothing; `of` is the key or index value of a rate that is kept per such.
 */
export function createRates(clock: Clock) {
  const windows = new Map<RateName, { readonly start: number; readonly used: Map<string, number> }>();
  return function use(name: RateName, amount: number, of = ''): void {
    const start = Math.floor(clock.now() / WINDOW_MS[name]);
    const known = windows.get(name);
    const window = known?.start === start ? known : { start, used: new Map<string, number>() };
    windows.set(name, window);
    const total = (window.used.get(of) ?? 0) + amount;
    if (total > limit(name)) throw new KvsError(429, 'RATE_LIMIT_EXCEEDED', `Too many requests: ${name}.`);
    window.used.set(of, total);
  };
}

export type UseRate = ReturnType<typeof createRates>;
