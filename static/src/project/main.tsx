import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { createRouter } from '../forge/router';

void mount(
  async () => ({ context: await readContext(), router: await createRouter() }),
  () => <p>…</p>,
);
