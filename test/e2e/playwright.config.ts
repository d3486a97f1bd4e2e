import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
/** As many as the machine has cores; a single journey needs one (E2E_WORKERS=1). */
const workers = Number(process.env.E2E_WORKERS ?? 2);
/** The site of the first worker; each worker has its own, since journeys change the site and its clock. */
const firstPort = Number(process.env.E2E_PORT ?? 8653);
const portOf = (worker: number) => firstPort + worker;
const folderOf = (worker: number) => mkdtempSync(join(tmpdir(), `cs-handoff-e2e-${worker}-`));

const ignored = process.env.SCREENSHOTS === undefined ? ['screenshots.spec.ts'] : [];
// Each worker reads this file again, with its number in the environment; what starts the sites has none.
const worker = process.env.TEST_PARALLEL_INDEX;

/** Each journey makes the releases that it changes. The servers end with the run. */
export default defineConfig({
  testDir: import.meta.dirname,
  testIgnore: ignored,
  outputDir: join(root, 'test-results'),
  fullyParallel: false,
  workers,
  // A hang fails; two cores that are busy with each other don't.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    baseURL: `http://localhost:${portOf(Number(worker ?? 0))}`,
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
  webServer: Array.from({ length: worker === undefined ? workers : 0 }, (_, nth) => ({
    command: `node .ci/start.mjs --port ${portOf(nth)} --data ${folderOf(nth)} --fresh`,
    cwd: root,
    url: `http://localhost:${portOf(nth)}/host/clock`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  })),
});
