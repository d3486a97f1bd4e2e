import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** What every part depends on besides its own inputs. */
const SHARED_INPUTS = ['package-lock.json', '.ci/build.mjs', 'tsconfig.json'];

/** The parts of a build. Paths are relative to the project; a folder stands for every file in it. */
const PARTS = {
  host: {
    // All of the host but what runs in the browser.
    inputs: readdirSync(join(ROOT, 'host'))
      .filter((name) => name !== 'bridge' && name !== 'shell')
      .map((name) => `host/${name}`),
    outputs: ['dist/host/main.mjs', 'dist/host/sandbox-worker.mjs'],
    build: () =>
      bundle({
        entryPoints: { main: 'host/main.ts', 'sandbox-worker': 'host/runtime/sandbox-worker.ts' },
        outdir: 'dist/host',
        outExtension: { '.js': '.mjs' },
        format: 'esm',
        platform: 'node',
        target: 'node20',
        packages: 'external',
        sourcemap: true,
      }),
  },
  bridge: {
    inputs: ['host/bridge', 'host/contracts.ts'],
    outputs: ['dist/host/bridge.js', 'dist/host/theme.css'],
    build: async () => {
      await node('host/bridge/theme-css.mjs', 'dist/host/theme.css');
      await bundle({
        entryPoints: ['host/bridge/frame.ts'],
        outfile: 'dist/host/bridge.js',
        format: 'iife',
        platform: 'browser',
        target: 'es2022',
      });
    },
  },
  static: {
    inputs: ['static', 'src/domain', 'src/api'],
    outputs: ['static/dist'],
    build: () => vite('static'),
  },
  shell: {
    inputs: ['host/shell', 'host/bridge', 'host/contracts.ts'],
    outputs: ['dist/shell/index.html'],
    build: () => vite('host/shell'),
  },
  demo: {
    inputs: ['demo', 'src/domain', 'src/api'],
    outputs: ['dist/demo/seed.mjs'],
    build: () =>
      bundle({
        entryPoints: ['demo/seed.ts'],
        outfile: 'dist/demo/seed.mjs',
        format: 'esm',
        platform: 'node',
        target: 'node20',
        packages: 'external',
        sourcemap: true,
      }),
  },
};

async function bundle(options) {
  const { build } = await import('esbuild'); // loaded here, for it may have to be installed first
  await build({ absWorkingDir: ROOT, bundle: true, logLevel: 'warning', ...options });
}

/** Runs a script in a process of its own, so that two Vite builds use two cores. */
function node(script, ...args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] });
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${[script, ...args].join(' ')} ended with ${code}`)),
    );
  });
}

const vite = (folder) =>
  node('node_modules/vite/bin/vite.js', 'build', folder, '--config', `${folder}/vite.config.ts`, '--logLevel', 'warn');

/** Time of the newest file in `path` (ms); 0 where there is nothing. Outputs inside an input folder don't count. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inner = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules');
  return Math.max(stat.mtimeMs, ...inner.map((name) => newest(join(path, name))));
}

const stampOf = (name) => join(DIST, '.stamps', name);

function isStale(name) {
  const stamp = statSync(stampOf(name), { throwIfNoEntry: false });
  if (!stamp || PARTS[name].outputs.some((output) => !existsSync(join(ROOT, output)))) return true;
  return [...SHARED_INPUTS, ...PARTS[name].inputs].some((input) => newest(join(ROOT, input)) > stamp.mtimeMs);
}

async function buildPart(name) {
  const startedAt = new Date(); // an edit during the build makes the part stale again
  rmSync(stampOf(name), { force: true });
  await PARTS[name].build();
  mkdirSync(join(DIST, '.stamps'), { recursive: true });
  writeFileSync(stampOf(name), '');
  utimesSync(stampOf(name), startedAt, startedAt);
}

/** Builds the named parts (default: all) whose inputs are newer than their output, side by side. Resolves to what was built. */
export async function build(names = Object.keys(PARTS)) {
  const unknown = names.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`);
  const stale = names.filter(isStale);
  await Promise.all(stale.map(buildPart));
  return stale;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  const built = await build(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  process.stdout.write(built.length > 0 ? `Built ${built.join(', ')}.\n` : 'Nothing to build.\n');
}
