import { mount } from '../components/page';
import { SpokenTitle } from '../components/spoken-title';
import { readContext } from '../forge/context';
import { BugPanel } from './bug-panel';

void mount(readContext, (context) => (
  <>
    <SpokenTitle>Chain level</SpokenTitle>
    <BugPanel context={context} />
  </>
));
