import { useCallback, useEffect, useState } from 'react';
import type { HandoffView } from '../../../src/api/calls';
import type { Refusal } from '../../../src/api/results';
import { today } from '../components/moments';
import { call } from '../forge/invoke';

export type Handoff = {
  /** The newest view that was read; stays when a later reading fails. */
  readonly view: HandoffView | null;
  readonly refusal: Refusal | null;
  readonly reload: () => Promise<void>;
};

/** Reads a release's handoff. `projectId` is the project in whose page it is read; it matters when it isn't the release's own. */
export const useHandoff = (releaseId: string, projectId: string): Handoff => {
  const [state, setState] = useState<{ view: HandoffView | null; refusal: Refusal | null }>({
    view: null,
    refusal: null,
  });
  const reload = useCallback(async () => {
    const result = await call('openHandoff', { releaseId, throughProjectId: projectId, today: today() });
    setState((before) => (result.ok ? { view: result.value, refusal: null } : { view: before.view, refusal: result }));
  }, [releaseId, projectId]);
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the state is set after the answer, not in the effect
    void reload();
  }, [reload]);
  return { ...state, reload };
};
