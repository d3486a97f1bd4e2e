import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const port = 8653;
const data = mkdtempSync(join(tmpdir(), 'cs-handoff-e2e-'));

const ignored = process.env.SCREENSHOTS === undefined ? ['screenshots.spec.ts'] : [];

/** One site for all journeys; each journey makes the releases that it changes. The server ends with the run. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(root, 'test-results'),
  fullyParallel: false,
  // The journeys share one site and its clock, one after the other; what looks at the host itself moves no clock and goes beside them.
  workers: 2,
  projects: [
    { name: 'journeys', testIgnore: ['host-*.spec.ts', ...ignored], workers: 1 },
    { name: 'host', testMatch: 'host-*.spec.ts', workers: 1 },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Playwright's profiles are private windows, which block storage in frames of another site; a person's window doesn't.
        '--disable-features=TrackingProtection3pcd,ThirdPartyCookieBlocking',
      ],
    },
  },
  webServer: {
    command: `node .ci/start.mjs --port ${port} --data ${data} --fresh`,
    cwd: root,
    url: `http://localhost:${port}/host/clock`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
