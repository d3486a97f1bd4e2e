import { mount } from '../components/page';
import { GetStartedPage } from './get-started-page';

void mount(
  () => Promise.resolve(),
  () => <GetStartedPage />,
);
