import '../components/in-dialog.css';
import { mount } from '../components/page';
import { SpokenTitle } from '../components/spoken-title';
import { readContext } from '../forge/context';
import { handedOn } from '../forge/modal';
import { tellFilingChanged } from '../forge/own-events';
import { closeView, refreshView } from '../forge/router';
import { FileBugScreen } from './file-bug-screen';

/** The ticket behind the dialog shows its new note, and the panel what waits; that they can't be refreshed must not keep the dialog open. */
const close = async (): Promise<void> => {
  await Promise.allSettled([refreshView(), tellFilingChanged()]);
  await closeView();
};

void mount(readContext, (context) => (
  <>
    <SpokenTitle>File L3 bug</SpokenTitle>
    <FileBugScreen
      context={context}
      initialReleaseId={handedOn(context)?.releaseId ?? null}
      initialPreparedId={handedOn(context)?.preparedId ?? null}
      close={() => void close()}
    />
  </>
));
