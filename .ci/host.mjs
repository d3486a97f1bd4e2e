import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';

/** `npm run host`: the host alone, with an empty site; `-- --app DIR` puts another app on it, `-- --help` tells of all it can. */
const ROOT = resolve(import.meta.dirname, '..');

try {
  process.chdir(process.env.INIT_CWD ?? ROOT); // a folder is named as seen from where the command was given
  ensureInstalled();
  await build(['host', 'bridge', 'shell', 'static']);
  const { run } = await import(pathToFileURL(join(ROOT, 'dist/host/main.mjs')).href);
  await run({ args: process.argv.slice(2), port: 8620 });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
