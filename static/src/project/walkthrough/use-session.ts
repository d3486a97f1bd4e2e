import { useEffect, useRef } from 'react';
import type { HandoffView } from '../../../../src/api/panel-calls';
import type { Session } from '../../../../src/domain/head';
import { call } from '../call';

/** How often, in ms, an open panel looks whether a walkthrough has begun or ended, as long as it can be seen. */
const EVERY = 8_000;

const MINUTE = 60_000;
/** In ms: from when before its hour until when after it a planned walkthrough is waited for. Each look costs an invocation. */
const AWAITED = { before: 15 * MINUTE, after: 60 * MINUTE };

/** Under way, or about to be. */
const isAwaited = (session: Session | null, now: number): boolean => {
  if (session === null) return false;
  if (session.started !== null) return true;
  const begins = Date.parse(session.at);
  return begins - AWAITED.before <= now && now <= begins + AWAITED.after;
};

const momentsOf = (session: Session | null): string => `${session?.id} ${session?.at} ${session?.started?.at}`;

/**
 * Reads the handoff anew once somebody has begun, planned or ended its walkthrough: who waits for a planned one with the panel open sees
 * it within seconds, and whoever comes back to the panel at once. Nothing else makes it read anew, so that what a person looks at stays.
 * @param view null: nobody here takes part in one
 */
export const useSession = (view: HandoffView | null, projectId: string, reload: () => Promise<void>): void => {
  const head = view?.head ?? null;
  const session = head?.session ?? null;
  const releaseId = view?.release.id ?? '';
  const isHeld = head !== null && head.ended === null && (session !== null || view?.release.released === false);
  const seen = momentsOf(session);
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
      const { session: theirs, facts: newest } = result.value.news;
      if (newest < facts.current) return; // it was overtaken by a reading
      facts.current = newest;
      if (momentsOf(theirs) !== seen) await reload();
    };
    const timer = setInterval(() => {
      if (isAwaited(session, Date.now())) void look();
    }, EVERY);
    const seenAgain = () => void look();
    document.addEventListener('visibilitychange', seenAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seenAgain);
    };
  }, [isHeld, session, releaseId, projectId, seen, reload]);
};
