import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from './manifest';
import { isRecord } from '../is-record';

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** Throws where a page that the manifest names is not built; a manifest alone can be read without. */
export function checkPages({ dir, modules, resources }: App): void {
  const whole = modules
    .flatMap(({ manifest }) => [manifest, ...Object.values(manifest).filter(isRecord)])
    .map(({ resource }) => resource);
  const missing = [...resources]
    .flatMap(([key, { dir: folder, entry }]) =>
      [...Object.values(entry), ...(whole.includes(key) ? ['index.html'] : [])].map((page) => join(folder, page)),
    )
    .filter((path) => !isFile(path))
    .map((path) => path.slice(dir.length + 1));
  if (missing.length > 0) throw new Error(`manifest.yml names pages that are not there: ${missing.join(', ')}.`);
}
