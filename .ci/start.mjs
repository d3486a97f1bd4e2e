import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const built = (path) => import(pathToFileURL(join(ROOT, 'dist', path)).href);

/** `npm start`: installs and builds what is missing, then runs the site with the demo on it. */
try {
  process.chdir(ROOT);
  ensureInstalled();
  await build();
  const { run } = await built('host/main.mjs');
  await run({
    args: process.argv.slice(2),
    name: 'CS Handoff demo site',
    port: 8620,
    dataDir: join(ROOT, '.host'),
    seed: async ({ siteUrl }) => {
      process.stderr.write('Filling the demo site ...\n');
      const { seed } = await built('demo/seed.mjs');
      await seed({ siteUrl });
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
