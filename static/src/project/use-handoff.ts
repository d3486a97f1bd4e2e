import { useCallback, useEffect, useRef } from 'react';
import type { HandoffView } from '../../../src/api/panel-calls';
import { today } from '../components/moments';
import { useReading, type Reading } from '../components/use-reading';
import { call } from './call';

/** After how long, in ms, what was just written is looked for again, and how often at most. */
const LOOK_AGAIN = 600;
const MOST_LOOKS = 5;

/**
 * Reads a release's handoff, and again while its lists lag behind what was just written.
 * @param projectId the project in whose page it is read; it matters when it isn't the release's own
 */
export const useHandoff = (releaseId: string, projectId: string): Reading<HandoffView> => {
  const reading = useReading(
    useCallback(
      () => call('openHandoff', { releaseId, throughProjectId: projectId, today: today() }),
      [releaseId, projectId],
    ),
  );
  const { value, reload } = reading;
  const looks = useRef(0);
  useEffect(() => {
    if (value?.behind !== true) looks.current = 0;
    else if (looks.current < MOST_LOOKS) {
      looks.current += 1;
      const timer = setTimeout(() => void reload(), LOOK_AGAIN);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [value, reload]);
  return reading;
};
