import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { startOwnHost } from './own-host';

const ROOT = resolve(import.meta.dirname, '../..');

/** An app of test/fixtures on a host of its own, its screens built as such an app would build them: pages as they are, scripts bundled. */
export const startFixtureApp = async (
  name: string,
): Promise<{ readonly siteUrl: string; readonly stop: () => void }> => {
  const root = mkdtempSync(join(tmpdir(), `${name}-`));
  const dir = join(root, 'app');
  cpSync(join(ROOT, 'test/fixtures', name), dir, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const files = readdirSync(join(dir, 'static'));
  for (const page of files.filter((file) => file.endsWith('.html')))
    cpSync(join(dir, 'static', page), join(dir, 'static/dist', page));
  await build({
    entryPoints: files.filter((file) => file.endsWith('.js')).map((file) => join(dir, 'static', file)),
    ...{ bundle: true, format: 'esm', outdir: join(dir, 'static/dist'), logLevel: 'error' },
  });
  const host = await startOwnHost(dir);
  const stop = () => {
    host.stop();
    rmSync(root, { recursive: true });
  };
  return { siteUrl: host.siteUrl, stop };
};
