import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { startHost } from '../../host/host';
import { loadApp } from '../../host/runtime/manifest';

const ROOT = join(__dirname, '../..');

/** Our own app on a started host, its functions as Forge would bundle them. Its pages are blank: no test here opens one. */
export async function startOurApp() {
  const folder = mkdtempSync(join(tmpdir(), 'our-app-'));
  const appDir = join(folder, 'app');
  const hostDist = join(folder, 'dist');
  for (const part of ['src', 'manifest.yml', 'package.json'])
    cpSync(join(ROOT, part), join(appDir, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(appDir, 'node_modules'));
  const app = loadApp(appDir);
  for (const { dir, entry } of app.resources.values())
    for (const page of Object.values(entry)) {
      mkdirSync(dirname(join(dir, page)), { recursive: true });
      writeFileSync(join(dir, page), '<!doctype html><html><head></head><body></body></html>');
    }
  await build({
    entryPoints: { 'host/sandbox-worker': join(ROOT, 'host/runtime/sandbox-worker.ts') },
    ...{ bundle: true, platform: 'node', format: 'esm', outdir: hostDist, outExtension: { '.js': '.mjs' } },
  });
  const host = await startHost({ port: 0, appDir, hostDist });
  return {
    siteUrl: host.siteUrl,
    /** Keys of the modules whose screens may call each function. */
    modulesOf: (functionKey: string): string[] =>
      app.modules
        .filter(({ manifest }) => (manifest.resolver as { function: string } | undefined)?.function === functionKey)
        .map(({ key }) => key),
    stop: async () => {
      await host.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
