import Button from '@atlaskit/button/new';
import { lazy, Suspense, useState } from 'react';
import type { ScreenContext } from '../forge/context';
import { openFileBug } from '../forge/modal';

/** Loaded only where Jira won't open a dialog for it. */
const FileBugScreen = lazy(async () => ({
  default: (await import('../file-bug/file-bug-screen')).FileBugScreen,
}));

/** Opens the form in a dialog over the ticket; where Jira refuses the dialog, right here. */
export const FileBugButton = ({
  context,
  releaseId,
  preparedId = null,
  label = 'File L3 bug',
  isMain = true,
  closed,
}: {
  context: ScreenContext;
  releaseId: string;
  /** A prepared bug that is to be filed. */
  preparedId?: string | null;
  label?: string;
  /** Of what is around it. */
  isMain?: boolean;
  closed: () => void;
}) => {
  const [isInline, setIsInline] = useState(false);
  const open = async () => {
    try {
      await openFileBug({ releaseId, preparedId }, closed);
    } catch (error) {
      console.error('Jira did not open the dialog', error);
      setIsInline(true);
    }
  };
  if (!isInline)
    return (
      <Button appearance={isMain ? 'primary' : 'default'} onClick={() => void open()}>
        {label}
      </Button>
    );
  const close = () => {
    setIsInline(false);
    closed();
  };
  return (
    <section aria-labelledby="file-l3-bug">
      <h2 id="file-l3-bug">File L3 bug</h2>
      <Suspense fallback={<p role="status">Preparing the form …</p>}>
        <FileBugScreen context={context} initialReleaseId={releaseId} initialPreparedId={preparedId} close={close} />
      </Suspense>
      <Button appearance="subtle" onClick={close}>
        Back to the handoff
      </Button>
    </section>
  );
};
