import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { SettingsPage } from './settings-page';

void mount(readContext, (context) => <SettingsPage context={context} />);
