import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A host beside the journeys' one, empty, with the app of a folder on it; as `node dist/host/main.mjs --app` starts it. */
export const startOwnHost = async (appDir = ROOT) => {
  const host = spawn(process.execPath, ['dist/host/main.mjs', '--app', appDir], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [host.stdout, host.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  host.stderr.pipe(process.stderr);
  const siteUrl = await new Promise<string>((done, fail) => {
    host.stdout.on('data', () => {
      const found = /http:\/\/localhost:\d+/.exec(printed);
      if (found) done(found[0]);
    });
    host.once('exit', (code) => fail(new Error(`The host ended with ${String(code)}.`)));
  });
  return {
    siteUrl,
    stop: () => void host.kill(),
    /** All that it has printed so far. */
    printed: () => printed,
  };
};
