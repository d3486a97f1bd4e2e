import type { Clock } from '../contracts';
import { badRequest } from './kvs-error';
import { KVS_LIMITS } from './limits';
import { isObject } from './values';
import type { Json } from './values';

/** One stored value. Times are ms since 1970. */
export interface Stored {
  readonly value: Json;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expireTime?: number;
}

/** The whole store: plain JSON. An entity's values are found under its name, the app's plain keys and secrets beside them. */
export interface KvsState {
  plain: Record<string, Stored>;
  secret: Record<string, Stored>;
  entities: Record<string, Record<string, Stored>>;
}

export const emptyKvs = (): KvsState => ({ plain: {}, secret: {}, entities: {} });

const MS_PER = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 };

/** Forge may serve an expired value for hours. The host always does, so that nobody comes to rely on prompt removal. */
export const isGone = (stored: Stored, now: number) =>
  stored.expireTime !== undefined && now > stored.expireTime + KVS_LIMITS.ttlLateHours * MS_PER.HOURS;

function expiry(ttl: unknown, now: number): number | undefined {
  if (ttl === undefined) return undefined;
  const unit =
    isObject(ttl) && typeof ttl.unit === 'string' && ttl.unit in MS_PER ? MS_PER[ttl.unit as keyof typeof MS_PER] : 0;
  const ms = isObject(ttl) && Number.isInteger(ttl.value) ? Number(ttl.value) * unit : 0;
  if (ms <= 0 || ms > KVS_LIMITS.ttlDays * MS_PER.DAYS) {
    throw badRequest(
      'INVALID_TTL',
      `A TTL is a whole number of SECONDS, MINUTES, HOURS or DAYS, at most ${KVS_LIMITS.ttlDays} days.`,
    );
  }
  return now + ms;
}

export function newRecord(value: Json, ttl: unknown, previous: Stored | undefined, clock: Clock): Stored {
  const now = clock.now();
  const expireTime = expiry(ttl, now);
  return {
    value,
    createdAt: previous?.createdAt ?? now,
    updatedAt: now,
    ...(expireTime !== undefined && { expireTime }),
  };
}

/** What a read answers: the value, and the metadata that was asked for. */
export function shown(key: string, stored: Stored, metadataFields: unknown) {
  const asked = Array.isArray(metadataFields) ? (metadataFields as unknown[]) : [];
  return {
    key,
    value: stored.value,
    ...(asked.includes('CREATED_AT') && { createdAt: stored.createdAt }),
    ...(asked.includes('UPDATED_AT') && { updatedAt: stored.updatedAt }),
    ...(asked.includes('EXPIRE_TIME') &&
      stored.expireTime !== undefined && { expireTime: new Date(stored.expireTime).toISOString() }),
  };
}
