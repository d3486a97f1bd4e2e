const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join, resolve } = require('node:path');
const { gzipSync } = require('node:zlib');

/**
 * `npm run check:forge`: what `forge lint` and `forge deploy` would say of the app, offline. The real schema, the real client-side
 * linters, and the real bundler; its output is loaded and must export what manifest.yml names. And what the functions weigh.
 * CommonJS, because Forge's bundler looks for `require.main`. The packages live here and not among the app's: they bring native ones that don't build everywhere.
 */
const HERE = __dirname;
const ROOT = resolve(HERE, '../..');
const MANIFEST = readFileSync(join(ROOT, 'manifest.yml'), 'utf8');

const install = () => {
  if (existsSync(join(HERE, 'node_modules/.package-lock.json'))) return;
  process.stdout.write("Installing Forge's bundler and linter ...\n");
  const { status } = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm install in .ci/check-forge failed; its message is above.');
};

const quiet = { info() {}, warn: console.warn, error: console.error, debug() {}, trace() {} };

/** The manifest against Forge's own schema and rules. */
const validateManifest = async () => {
  const { ProcessorBuilder, ValidationTypes } = require('@forge/manifest');
  for (const type of Object.values(ValidationTypes)) {
    const processor = ProcessorBuilder.instance()
      .withValidation(type)
      .withOptions({ deprecatedRuntimes: ['nodejs20.x'] })
      .build();
    const { success, errors = [] } = await processor.process();
    for (const { level, line, message } of errors)
      process.stdout.write(`manifest.yml:${line ?? 0} ${level} ${message}\n`);
    if (!success || errors.length > 0) throw new Error(`manifest.yml doesn't pass "${type}"`);
  }
  return 'valid';
};

const manifestOf = () => {
  const { ManifestParserBuilder } = require('@forge/manifest');
  const parser = new ManifestParserBuilder().withInterpolators().build();
  return parser.parseManifest({ content: MANIFEST, filePath: 'manifest.yml' });
};

const sourcesIn = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });

/** Forge's client-side linters; which scope a REST call needs comes from Atlassian's OpenAPI, where it is there. */
const lintApp = async () => {
  const openapi = [process.env.JIRA_OPENAPI, join(ROOT, '../shared/platform/jira-openapi.json')].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (openapi === undefined) process.stdout.write("JIRA_OPENAPI names no file: scopes of REST calls aren't linted.\n");
  const stub = join(mkdtempSync(join(tmpdir(), 'cs-handoff-lint-')), 'empty.json');
  writeFileSync(stub, '{"paths":{}}');
  process.env.USE_LOCAL_SWAGGER = '1'; // else the linter asks the network
  for (const product of ['CONF', 'CONF_V2', 'JSM', 'JSW', 'BB']) process.env[`LOCAL_${product}_SWAGGER`] = stub;
  process.env.LOCAL_JIRA_SWAGGER = openapi ?? stub;
  const { getClientSideLintersOnly, lint, reportLintResults, problemCount } = require('@forge/lint');
  if (typeof getClientSideLintersOnly !== 'function')
    throw new Error('@forge/lint has changed: no client-side linters');
  const statsig = { getDeprecatedRuntimes: () => Promise.resolve([]) };
  const results = await lint(sourcesIn('src'), manifestOf(), 'DEVELOPMENT', quiet, statsig, {
    linter: { mode: 'client-side' },
  });
  reportLintResults({ ...quiet, info: console.log }, results);
  const { errors, warnings } = problemCount(results);
  if (errors + warnings > 0) throw new Error(`forge lint: ${errors} errors, ${warnings} warnings`);
  return 'no issues';
};

/** The two globals that the packages look for when a bundle is loaded (no call is made). */
const LOAD = `
globalThis.__forge_runtime__ = { proxy: { token: '', url: '' }, tracing: {}, appContext: {}, lambdaContext: {} };
globalThis.__forge_fetch__ = () => Promise.reject(new Error('no call is expected'));
console.log(Object.entries(require(process.argv[1])).map(([name, value]) => name + ':' + typeof value).sort().join(' '));
`;

/** The functions' files below src, without extension, each with what manifest.yml wants it to export. */
const handlers = () => {
  const files = {};
  for (const [, file, name] of MANIFEST.matchAll(/handler: ([\w/-]+)\.(\w+)/g)) (files[file] ??= []).push(name);
  return files;
};

/** Builds each function's file as a deploy would, loads it, and compares its exports with the handlers that manifest.yml names. */
const bundle = async () => {
  const runtime = mkdtempSync(join(tmpdir(), 'cs-handoff-runtime-'));
  mkdirSync(join(runtime, 'dist'));
  for (const script of ['wrapper.js', 'loader.js'])
    writeFileSync(join(runtime, 'dist', script), "// stands in for Atlassian's own\n");
  const { getNodeBundler, LocalWrapperProvider } = require('@forge/bundler');
  const reader = { readFileAsync: (path) => Promise.resolve(readFileSync(path, 'utf8')) };
  const bundler = await getNodeBundler(
    quiet,
    new LocalWrapperProvider(reader, runtime),
    { readConfig: () => Promise.resolve(manifestOf()) },
    {}, // feature switches of Atlassian's; only the TypeScript bundler asks for one
  );
  const entryPoints = Object.keys(handlers()).map((file) => ({ name: file, path: join(ROOT, 'src', file) })); // as the CLI does
  const { outputDir } = await bundler.bundle({ appDirectory: ROOT, entryPoints });
  const built = Object.entries(handlers()).map(([file, names]) => {
    const path = join(outputDir, `${file}.cjs`);
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', LOAD, path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the bundle of ${file} can't be loaded: ${stderr}`);
    const wanted = names
      .map((name) => `${name}:function`)
      .sort()
      .join(' ');
    if (stdout.trim() !== wanted) throw new Error(`${file} exports ${stdout.trim()}; manifest.yml names ${wanted}`);
    return `${file} ${Math.round(statSync(path).size / 1024)} KiB`;
  });
  return built.join(', ');
};

/** A cold start loads the whole file of a function. In kB (1000 bytes), minified and gzipped. */
const SIZE_BUDGET = 60;
/**
 * Forge gives a module one function, and a dialog belongs to the module that opens it: what is read on a ticket and the way of its bug to engineering
 * can't be two files.
 */
const LARGER = { ticket: 68 };
const budgetOf = (name) => LARGER[name] ?? SIZE_BUDGET;

const weigh = async () => {
  const { build } = require(require.resolve('esbuild', { paths: [ROOT] })); // the app's, as in .ci/build.mjs
  const { outputFiles } = await build({
    entryPoints: Object.keys(handlers()).map((file) => join('src', `${file}.ts`)),
    absWorkingDir: ROOT,
    outdir: 'dist', // names the outputs; nothing is written
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
  });
  const sizes = outputFiles.map(({ path, contents }) => ({
    name: basename(path, '.js'),
    size: gzipSync(contents).length / 1000,
  }));
  const figures = `${sizes.map(({ name, size }) => `${name} ${size.toFixed(1)} of ${budgetOf(name)}`).join(', ')} kB gzip`;
  if (sizes.some(({ name, size }) => size >= budgetOf(name))) throw new Error(`a function is too heavy: ${figures}`);
  return figures;
};

const main = async () => {
  let failed = 0;
  install();
  process.chdir(ROOT);
  const [{ ensureInstalled }, { build }] = await Promise.all([import('../install.mjs'), import('../build.mjs')]);
  ensureInstalled();
  await build(['static']); // the manifest names its pages
  for (const [name, check] of Object.entries({ manifest: validateManifest, lint: lintApp, bundle, size: weigh })) {
    try {
      process.stdout.write(`check:forge ${name}: ${await check()}\n`);
    } catch (error) {
      failed += 1;
      process.stdout.write(`check:forge ${name} FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  process.exit(failed === 0 ? 0 : 1); // the bundler leaves watchers behind
};
main().catch((error) => {
  process.stdout.write(`check:forge FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
