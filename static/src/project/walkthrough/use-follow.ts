import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../../src/api/results';
import type { News } from '../../../../src/api/walkthrough-calls';
import { call } from '../call';

/** How often, in ms, others' questions are looked for while this is open and the page can be seen. */
const EVERY = 3_000;
/** A list that still doesn't fit its count after so many looks isn't waited for any longer. */
const MOST_LOOKS = 5;

/** What others do in a walkthrough, within seconds; null before the first news. */
export const useFollow = (
  releaseId: string,
  projectId: string,
  known: number,
): { readonly news: News | null; readonly refusal: Refusal | null; readonly look: () => Promise<void> } => {
  const [state, setState] = useState<{ news: News | null; refusal: Refusal | null }>({ news: null, refusal: null });
  const facts = useRef(known);
  const looks = useRef(0);
  const look = useCallback(async () => {
    if (document.visibilityState !== 'visible') return;
    const result = await call('followWalkthrough', { releaseId, throughProjectId: projectId, facts: facts.current });
    if (!result.ok) {
      setState((before) => ({ ...before, refusal: result }));
      return;
    }
    const { news } = result.value;
    if (news !== null) {
      looks.current = news.behind ? looks.current + 1 : 0;
      if (!news.behind || looks.current >= MOST_LOOKS) facts.current = news.facts;
    }
    setState((before) => {
      const isNewer = news !== null && (before.news === null || news.facts >= before.news.facts);
      return isNewer || before.refusal !== null ? { news: isNewer ? news : before.news, refusal: null } : before;
    });
  }, [releaseId, projectId]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), EVERY);
    const seenAgain = () => void look();
    document.addEventListener('visibilitychange', seenAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seenAgain);
    };
  }, [look]);
  return { ...state, look };
};
