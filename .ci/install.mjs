import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

const packagesOf = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;

/** Whether node_modules holds what package-lock.json names; by content, since file times lie after a checkout. */
function isInstalled() {
  try {
    const wanted = Object.entries(packagesOf('package-lock.json')).filter(([path]) => path !== '');
    const present = packagesOf('node_modules/.package-lock.json');
    return wanted.every(([path, { version, optional, devOptional, peer }]) => {
      const found = present[path];
      return found ? found.version === version : Boolean(optional ?? devOptional ?? peer);
    });
  } catch {
    return false;
  }
}

/** Installs what package-lock.json names, if it isn't there. Needs nothing but Node and npm. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`This needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  process.stderr.write('Installing what is missing ...\n');
  const npm = process.env.npm_execpath;
  // The lock's versions, as `npm ci` would install them. `npm ci` itself refuses a lock without the optional packages of platforms
  // that a registry doesn't carry, although this machine needs none of them.
  const args = ['install', '--no-save', '--no-audit', '--no-fund'];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error('npm install failed; its message is above.');
}
