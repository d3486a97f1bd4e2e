import '../components/in-dialog.css';
import { mount } from '../components/page';
import { SpokenTitle } from '../components/spoken-title';
import { readContext } from '../forge/context';
import { handedRelease } from '../forge/modal';
import { closeView, refreshView } from '../forge/router';
import { FileBugScreen } from './file-bug-screen';

/** The ticket behind the dialog shows its new note; that it can't be refreshed must not keep the dialog open. */
const close = async (): Promise<void> => {
  await Promise.allSettled([refreshView()]);
  await closeView();
};

void mount(readContext, (context) => (
  <>
    <SpokenTitle>File L3 bug</SpokenTitle>
    <FileBugScreen context={context} initialReleaseId={handedRelease(context)} close={() => void close()} />
  </>
));
