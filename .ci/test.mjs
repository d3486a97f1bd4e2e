import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

/**
 * `npm test`: every check, in one go; a failing one doesn't keep the others from being seen. Closes with `N passed, N failed`:
 * each check counts as one test, and the tests of Jest and Playwright as themselves.
 * `--no-browser` leaves the browser's journeys out; in CI, or with `--forge`, Forge's own bundler has its say too.
 */
const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/test');
const browser = !process.argv.includes('--no-browser');
const forge = process.env.CI !== undefined || process.argv.includes('--forge');
const total = { passed: 0, failed: 0, skipped: [] };

const TYPES = ['.', 'static', 'host', 'host/shell', 'demo', 'test'].map((room) => join(room, 'tsconfig.json'));

const say = (line) => process.stdout.write(`${line}\n`);
const bin = (path) => join(ROOT, 'node_modules', path);

/** Runs a script. Its output goes to the screen, or, `held`, is handed back, so that two at a time stay readable. */
const run = (args, { env = {}, held = false } = {}) =>
  new Promise((done) => {
    const start = Date.now();
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', held ? 'pipe' : 'inherit', held ? 'pipe' : 'inherit'],
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => done({ good: false, output: error.message, ms: Date.now() - start }));
    child.on('close', (code) => done({ good: code === 0, output, ms: Date.now() - start }));
  });

/** One heading, the work beneath it, and how it ended; whatever `work` throws is a failure of this step only. */
const step = async (name, work) => {
  const start = Date.now();
  say(`\n== ${name}`);
  let result;
  try {
    result = await work();
  } catch (error) {
    result = { good: false, output: `${error instanceof Error ? error.message : String(error)}\n` };
  }
  process.stdout.write(result.output ?? '');
  say(`== ${name}: ${result.good ? 'ok' : 'FAILED'} (${((result.ms ?? Date.now() - start) / 1000).toFixed(1)} s)`);
  return result.good;
};

const check = async (name, work) => {
  total[(await step(name, work)) ? 'passed' : 'failed'] += 1;
};

/** A runner's tests, as its report has them. A runner that fails beside its tests, or runs none, counts as one failure. */
const tests = async (name, work, readReport) => {
  let seen = { passed: 0, failed: 0, skipped: [] };
  const good = await step(name, async () => {
    const result = await work();
    seen = readReport(); // throws where the runner left none
    return seen.passed + seen.failed > 0 ? result : { good: false, output: 'No test ran.\n' };
  });
  total.passed += seen.passed;
  total.failed += seen.failed + (good || seen.failed > 0 ? 0 : 1);
  total.skipped.push(...seen.skipped);
};

const report = (name) => {
  const path = join(OUT, name);
  if (!existsSync(path)) throw new Error('No report was written: the runner ended before any test ran.');
  return JSON.parse(readFileSync(path, 'utf8'));
};

const jestReport = () => {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = report('jest.json');
  const skipped = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ fullName, status }) => `${fullName} (${status === 'todo' ? 'to be written' : 'marked as skipped'})`);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped };
};

const playwrightReport = () => {
  const { stats, suites } = report('playwright.json');
  const skippedIn = ({ title, specs = [], suites: inner = [] }) =>
    [
      ...specs
        .filter((spec) => spec.tests.some(({ status }) => status === 'skipped'))
        .map((spec) => {
          const reason = spec.tests.flatMap(({ annotations }) => annotations).find(({ type }) => type !== 'slow');
          return `${spec.title} (${reason?.description ?? reason?.type ?? 'a test before it failed'})`;
        }),
      ...inner.flatMap(skippedIn),
    ].map((name) => `${title} > ${name}`);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: suites.flatMap(skippedIn),
  };
};

const checkAll = async () => {
  await check('format', () => run([bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']));

  // One core for the linter, the other for the types.
  const lint = run([bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'], { held: true });
  for (const project of TYPES)
    await check(`types: ${project}`, () => run([bin('typescript/bin/tsc'), '-p', project, '--noEmit'], { held: true }));
  await check('lint, with the import walls', () => lint);

  await check('build', () => run(['.ci/build.mjs']));
  await tests(
    'tests',
    () =>
      run([
        bin('jest/bin/jest.js'),
        ...['--config', 'test/jest.config.mjs', '--json', '--outputFile', join(OUT, 'jest.json')],
      ]),
    jestReport,
  );
  if (browser)
    await tests(
      'journeys in the browser',
      async () => {
        const { ensureChromium } = await import('./chromium.mjs');
        const env = { CHROMIUM_PATH: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: join(OUT, 'playwright.json') };
        const config = ['--config', 'test/e2e/playwright.config.ts', '--reporter', 'list,json'];
        return run([bin('@playwright/test/cli.js'), 'test', ...config], { env });
      },
      playwrightReport,
    );
  if (forge) await check("Forge's own bundler and linter", () => run(['.ci/check-forge/run.cjs']));
};

process.chdir(ROOT);
try {
  ensureInstalled();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await checkAll();
} catch (error) {
  total.failed += 1;
  say(error instanceof Error ? error.message : String(error));
}
say('');
for (const skipped of total.skipped) say(`skipped: ${skipped}`);
const { passed, failed, skipped } = total;
say(`${passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`);
process.exitCode = total.failed === 0 ? 0 : 1;
