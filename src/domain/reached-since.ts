import { HOUR } from './day';
import type { Head } from './head';

/** In ms: the tickets of the first 72 hours tell most of a release. */
export const FIRST_WAVE = 72 * HOUR;

/** When customers first had it, also by a head of before that was kept. A rollout that stands at 0 % hasn't left the own company. */
export const reachedSince = ({ reachedSince: since, releaseTold, rollout }: Head): string | null =>
  since ?? releaseTold?.at ?? (rollout !== null && rollout.percent > 0 ? rollout.at : null);
