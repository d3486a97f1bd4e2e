import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, sep } from 'node:path';
import type { Loader, Plugin } from 'esbuild';
import type { App } from './manifest';

const LOADERS: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.tsx': 'tsx', '.js': 'js', '.jsx': 'jsx' };

/** Code of the app's functions by the file its handlers name; each file with all it imports, as one CommonJS module. */
export type Bundles = Readonly<Record<string, string>>;

/**
 * Default imports of CommonJS packages as Forge's bundler reads them. An app's package.json that says "module" makes esbuild read them as Node does; it
 * doesn't look at package.json for files of a plugin's namespace.
 */
const asForge = (src: string): Plugin => ({
  name: 'as-forge',
  setup(build) {
    const isOwn = (path: string) => path.startsWith(src + sep) && extname(path) in LOADERS;
    build.onResolve({ filter: /./ }, async ({ path, resolveDir, kind, importer, pluginData }) => {
      if (pluginData === asForge || (kind !== 'entry-point' && !isOwn(importer))) return undefined;
      const found = await build.resolve(path, { resolveDir, kind, importer, pluginData: asForge });
      return isOwn(found.path) ? { ...found, namespace: 'app' } : found;
    });
    build.onLoad({ filter: /./, namespace: 'app' }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      loader: LOADERS[extname(path)] ?? 'js',
      resolveDir: dirname(path),
    }));
  },
});

/** Bundles the files that the manifest's handlers name. Rejects with a sentence where one isn't there or doesn't compile. */
export async function bundleFunctions({ dir, functions }: App): Promise<Bundles> {
  const src = join(dir, 'src');
  const files = [...new Set([...functions.values()].map(({ file }) => file))];
  const entryPoints = files.map((file) => {
    const path = Object.keys(LOADERS)
      .map((extension) => join(src, file + extension))
      .find(existsSync);
    if (path === undefined) throw new Error(`manifest.yml: the handler's file src/${file} is not there.`);
    return { in: path, out: file };
  });
  if (entryPoints.length === 0) return {};
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    ...{ entryPoints, absWorkingDir: dir, outdir: dir, write: false, bundle: true, logLevel: 'silent' },
    ...{ format: 'cjs', platform: 'node', target: 'node22', keepNames: true },
    plugins: [asForge(src)],
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(dir.length + 1, -'.js'.length), text]));
}
