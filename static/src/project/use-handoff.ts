import { useCallback } from 'react';
import type { HandoffView } from '../../../src/api/calls';
import { today } from '../components/moments';
import { useReading, type Reading } from '../components/use-reading';
import { call } from '../forge/invoke';

/** Reads a release's handoff. `projectId` is the project in whose page it is read; it matters when it isn't the release's own. */
export const useHandoff = (releaseId: string, projectId: string): Reading<HandoffView> =>
  useReading(
    useCallback(
      () => call('openHandoff', { releaseId, throughProjectId: projectId, today: today() }),
      [releaseId, projectId],
    ),
  );
