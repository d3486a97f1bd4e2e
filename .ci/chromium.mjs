import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const onPath = () => {
  for (const name of NAMES) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
};

const playwrights = () => {
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
};

const attempt = (command, args, timeout) => spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout }).status === 0;

/** Path of a Chromium: one that is there, else Playwright's, else Debian's package as root. @throws with what to do */
export const ensureChromium = () => {
  const there = (process.env.CHROMIUM_PATH || undefined) ?? onPath() ?? playwrights();
  if (there !== undefined) return there;
  process.stderr.write('No Chromium here: fetching one ...\n');
  if (attempt('npx', ['playwright', 'install', 'chromium'], 120_000) && playwrights() !== undefined)
    return playwrights();
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const install = ['install', '-y', '--no-install-recommends', 'chromium'];
    attempt('apt-get', ['update'], 300_000) && attempt('apt-get', install, 600_000);
  }
  const installed = onPath();
  if (installed === undefined)
    throw new Error(
      'The browser tests need a Chromium. Install one, or set CHROMIUM_PATH to its path, then run this again.',
    );
  return installed;
};
