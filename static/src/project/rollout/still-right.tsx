import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import { RefusalMessage } from '../../components/refusal-message';
import { useAction } from '../../components/use-action';
import { flag } from '../../forge/flags';
import { call } from '../call';
import { PLACES, type PanelPart } from '../screen';

/** For who writes: the handoff was looked at again, and nothing in it has to change. Open questions are answered, not looked at. */
export const StillRight = ({ view, reload }: PanelPart) => {
  const releaseId = view.release.id;
  const revision = view.head?.revision ?? 0;
  const verify = useAction(
    useCallback(() => call('verifyHandoff', { releaseId, revision }), [releaseId, revision]),
    useCallback(async () => {
      flag('Noted: still right');
      await reload();
    }, [reload]),
    `#${PLACES.top}`,
  );
  if (!view.rights.write || view.staleness.every(({ code }) => code === 'questions')) return null;
  return (
    <>
      <Button isLoading={verify.isRunning} onClick={() => void verify.run()}>
        Still right
      </Button>
      {verify.refusal !== null && <RefusalMessage refusal={verify.refusal} onRetry={() => void verify.run()} />}
    </>
  );
};
