import { DAY } from './day';
import type { Head, Waiver } from './head';
import type { Settings } from './settings';

/** A waiver is for one release and not for good. */
export const MOST_WAIVER_DAYS = 30;

/** Is it in force? It ends by itself: from the moment of its expiry on the gate asks again for everything. */
export const isInForce = (waiver: Waiver | null, now: number): waiver is Waiver =>
  waiver !== null && now < Date.parse(waiver.expiresAt);

export const mayLastUntil = (expiresAt: string, now: number): boolean => {
  const ends = Date.parse(expiresAt);
  return ends > now && ends <= now + MOST_WAIVER_DAYS * DAY;
};

/** Who owes the handoff, or owed it until they gave the role away, doesn't let it pass without it, unless the settings allow that. */
export const isOwnRelease = (
  { po, formerPos }: Pick<Head, 'po' | 'formerPos'>,
  accountId: string,
  settings: Pick<Settings, 'poMayWaive'>,
): boolean => (po === accountId || formerPos.includes(accountId)) && !settings.poMayWaive;
