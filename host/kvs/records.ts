import { limit } from '../limits';
import { badRequest } from './kvs-error';
import type { GetOptions, Ttl } from './requests';
import type { Json } from './values';

/** One stored value. Times are ms since 1970. */
export interface Stored {
  readonly value: Json;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expireTime?: number;
}

/** A write that queries may not show yet. */
interface RecentWrite {
  /** `null`: a plain key. */
  readonly entityName: string | null;
  readonly key: string;
  /** What was stored before it; `null`: nothing. */
  readonly before: Stored | null;
  /** Site's time in ms. */
  readonly at: number;
}

/** The whole store: plain JSON. An entity's values are found under its name, the app's plain keys and secrets beside them. */
export interface KvsState {
  plain: Record<string, Stored>;
  secret: Record<string, Stored>;
  entities: Record<string, Record<string, Stored>>;
  /** For how many ms of the site's time queries still answer as if a write hadn't been. */
  indexLagMs: number;
  /** Oldest first. */
  recent: RecentWrite[];
}

/** By how much queries of a started host lag, in ms. Forge says that they do and not by how much; so long that reading one's own write shows. */
export const INDEX_LAG_MS = 200;

/** An empty store, whose queries lag behind writes by `indexLagMs`. */
export const emptyKvs = (indexLagMs = 0): KvsState => ({ plain: {}, secret: {}, entities: {}, indexLagMs, recent: [] });

const MS_PER = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;

/** Forge may serve an expired value for hours. The host always does, so that nobody comes to rely on prompt removal. */
export const isGone = (stored: Stored, now: number) =>
  stored.expireTime !== undefined && now > stored.expireTime + limit('kvs.ttlLateHours') * MS_PER.HOURS;

function expiry({ unit, value }: Ttl, now: number): number {
  const ms = value * MS_PER[unit];
  if (!Number.isInteger(value) || ms <= 0 || ms > limit('kvs.ttlDays') * MS_PER.DAYS) {
    throw badRequest('INVALID_TTL', `A TTL is a whole number of units, at most ${limit('kvs.ttlDays')} days.`);
  }
  return now + ms;
}

/** The record that a write at `now` (ms) leaves. An overwritten value keeps its time of creation and loses its TTL. */
export const newRecord = (value: Json, ttl: Ttl | undefined, previous: Stored | undefined, now: number): Stored => ({
  value,
  createdAt: previous?.createdAt ?? now,
  updatedAt: now,
  ...(ttl !== undefined && { expireTime: expiry(ttl, now) }),
});

/** What a read answers: the value, and the metadata that was asked for. */
export const shown = (key: string, stored: Stored, asked: GetOptions['metadataFields'] = []) => ({
  key,
  value: stored.value,
  ...(asked.includes('CREATED_AT') && { createdAt: stored.createdAt }),
  ...(asked.includes('UPDATED_AT') && { updatedAt: stored.updatedAt }),
  ...(asked.includes('EXPIRE_TIME') &&
    stored.expireTime !== undefined && { expireTime: new Date(stored.expireTime).toISOString() }),
});
