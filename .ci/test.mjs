import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

/**
 * `npm test`: every check, in one go; a failing one doesn't keep the others from being seen. Closes with `N passed, N failed`.
 * `--no-browser` leaves the browser's journeys out; in CI Forge's own bundler has its say too.
 */
const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/test');
const browser = !process.argv.includes('--no-browser');
const forge = process.env.CI !== undefined || process.argv.includes('--forge');
const total = { passed: 0, failed: 0, skipped: 0 };

const run = (args, env = {}) =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', () => done(false));
    child.on('exit', (code) => done(code === 0));
  });

const bin = (path) => join(ROOT, 'node_modules', path);

const step = async (name, work) => {
  const start = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const good = await work();
  total[good ? 'passed' : 'failed'] += 1;
  process.stdout.write(`== ${name}: ${good ? 'ok' : 'FAILED'} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`);
};

const countJest = () => {
  const report = JSON.parse(readFileSync(join(OUT, 'jest.json'), 'utf8'));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  for (const test of report.testResults.flatMap(({ assertionResults }) => assertionResults))
    if (test.status === 'pending' || test.status === 'todo') {
      total.skipped += 1;
      process.stdout.write(`skipped: ${test.fullName}\n`);
    }
};

const countPlaywright = () => {
  const { stats } = JSON.parse(readFileSync(join(OUT, 'playwright.json'), 'utf8'));
  total.passed += stats.expected;
  total.failed += stats.unexpected + stats.flaky;
  total.skipped += stats.skipped;
};

const TYPES = [
  'tsconfig.json',
  'static/tsconfig.json',
  'host/tsconfig.json',
  'host/shell/tsconfig.json',
  'demo/tsconfig.json',
  'test/tsconfig.json',
];

process.chdir(ROOT);
ensureInstalled();
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

await step('format', () => run([bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']));
await step('lint, with the import walls', () => run([bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.']));
for (const project of TYPES)
  await step(`types: ${project}`, () => run([bin('typescript/bin/tsc'), '-p', project, '--noEmit']));
await step('build', async () => {
  const { build } = await import('./build.mjs');
  try {
    await build();
    return true;
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
    return false;
  }
});
await step('tests', async () => {
  const good = await run([
    bin('jest/bin/jest.js'),
    '--config',
    'test/jest.config.mjs',
    '--json',
    '--outputFile',
    join(OUT, 'jest.json'),
  ]);
  countJest();
  return good;
});
if (browser)
  await step('journeys in the browser', async () => {
    const { ensureChromium } = await import('./chromium.mjs');
    const good = await run(
      [bin('@playwright/test/cli.js'), 'test', '--config', 'test/e2e/playwright.config.ts', '--reporter', 'list,json'],
      {
        CHROMIUM_PATH: ensureChromium(),
        PLAYWRIGHT_JSON_OUTPUT_NAME: join(OUT, 'playwright.json'),
      },
    );
    countPlaywright();
    return good;
  });
if (forge) await step("Forge's own bundler and linter", () => run([join(ROOT, '.ci/check-forge/run.cjs')]));

const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
