import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { FileBugScreen } from './file-bug-screen';

void mount(readContext, (context) => <FileBugScreen context={context} />);
