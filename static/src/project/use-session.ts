import { useEffect, useRef } from 'react';
import type { HandoffView } from '../../../src/api/panel-calls';
import type { Session } from '../../../src/domain/head';
import { call } from './call';

/** How often, in ms, an open panel looks whether a walkthrough has begun or ended, as long as it can be seen: each look costs an invocation. */
const EVERY = { planned: 8_000, unplanned: 24_000 };

const momentsOf = (session: Session | null): string => `${session?.id} ${session?.at} ${session?.started?.at}`;

/**
 * Reads the handoff anew once somebody has begun, planned or ended its walkthrough: who waits for it with the panel open sees it within
 * seconds, if it was planned. Nothing else makes it read anew, so that what a person looks at stays.
 * @param view null: nobody here takes part in one
 */
export const useSession = (view: HandoffView | null, projectId: string, reload: () => Promise<void>): void => {
  const head = view?.head ?? null;
  const releaseId = view?.release.id ?? '';
  const isHeld = head !== null && head.ended === null && (head.session !== null || view?.release.released === false);
  const every = head?.session == null ? EVERY.unplanned : EVERY.planned;
  const seen = momentsOf(head?.session ?? null);
  const facts = useRef(0);
  useEffect(() => {
    facts.current = head?.facts ?? 0;
  }, [head]);
  useEffect(() => {
    if (!isHeld) return undefined;
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const input = { releaseId, throughProjectId: projectId, facts: facts.current };
      const result = await call('followWalkthrough', input);
      // What failed once is asked again soon; of what fails for long, the person hears where they do something.
      if (!result.ok || result.value.news === null) return;
      const { session, facts: newest } = result.value.news;
      if (newest < facts.current) return; // it was overtaken by a reading
      facts.current = newest;
      if (momentsOf(session) !== seen) await reload();
    };
    const timer = setInterval(() => void look(), every);
    const seenAgain = () => void look();
    document.addEventListener('visibilitychange', seenAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seenAgain);
    };
  }, [isHeld, every, releaseId, projectId, seen, reload]);
};
