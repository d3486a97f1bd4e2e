import type { Head } from './head';
import type { Question } from './question';

type OpenFacts = Pick<Head, 'openQuestions' | 'openSince'>;

/** What the head says of its open questions once so many more were asked. */
export const withAsked = ({ openQuestions, openSince }: OpenFacts, count: number, at: string): OpenFacts => ({
  openQuestions: openQuestions + count,
  openSince: count === 0 || (openSince !== null && openSince < at) ? openSince : at,
});

/**
 * What the head says of its open questions once one of them ended. The count is exact. Since when the oldest one is open comes from a
 * list, which lags behind for a moment: advice, nothing is decided by it.
 */
export const withEnded = (head: OpenFacts, endedId: string, listed: readonly Question[]): OpenFacts => {
  const openQuestions = Math.max(0, head.openQuestions - 1);
  const others = listed.filter(({ id, ended }) => ended === null && id !== endedId).map(({ askedAt }) => askedAt);
  return { openQuestions, openSince: openQuestions === 0 ? null : (others.sort()[0] ?? head.openSince) };
};
