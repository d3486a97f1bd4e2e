import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { createRouter } from '../forge/router';
import { ProjectPage } from './project-page';

void mount(
  async () => ({ context: await readContext(), router: await createRouter() }),
  ({ context, router }) => <ProjectPage context={context} router={router} />,
);
