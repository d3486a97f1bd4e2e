import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { codeOf } from '../message-of';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Vite names built assets by their content; everything else may change with the next build. */
const HASHED = /\/assets\/.*-[\w-]{8}\.\w+$/;

export interface StaticFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

/** The file of `dir` at a URL path, or undefined: also for a path that leads out of `dir`. */
export async function staticFile(dir: string, urlPath: string): Promise<StaticFile | undefined> {
  const file = normalize(join(dir, urlPath));
  if (!file.startsWith(normalize(dir) + sep) || file.includes('\0')) return undefined;
  try {
    const content = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const cache = HASHED.test(urlPath) ? 'public, max-age=31536000, immutable' : 'no-cache';
    return { content, headers: { 'content-type': type, 'cache-control': cache, 'x-content-type-options': 'nosniff' } };
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(codeOf(error)))) return undefined;
    throw error;
  }
}
