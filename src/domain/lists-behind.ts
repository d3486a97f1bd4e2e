import type { Head } from './head';
import type { HistoryEntry } from './history';
import type { Question } from './question';

/**
 * Do the lists still lack something that the head knows of? They are read by index, which lags behind writes for a moment, while the
 * head is read as it is (Forge docs: storage-reference, consistency). Every change of a head leaves a trace in one of the lists.
 * @param history newest first
 */
export const listsAreBehind = (
  head: Head,
  questions: readonly Question[],
  history: readonly HistoryEntry[],
): boolean => {
  const open = questions.filter(({ ended }) => ended === null).length;
  const traces = [
    history[0]?.at ?? '',
    head.session?.started?.at ?? '', // that it began is on the head alone until it ends
    ...questions.flatMap(({ askedAt, assigned, ended }) => [askedAt, assigned?.at ?? '', ended?.at ?? '']),
  ];
  return open !== head.openQuestions || traces.every((at) => at < head.updatedAt);
};
