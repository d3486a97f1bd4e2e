import { spawnSync } from 'node:child_process';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';

/** `npm run screenshots`: makes the README's pictures from the demo site. */
ensureInstalled();
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'test/e2e/playwright.config.ts', 'screenshots.spec.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, SCREENSHOTS: '1', CHROMIUM_PATH: ensureChromium() },
  },
);
process.exitCode = status ?? 1;
