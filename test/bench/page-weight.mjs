import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build as buildParts } from '../../.ci/build.mjs';
import { ensureInstalled } from '../../.ci/install.mjs';

/**
 * `npm run weigh`: the JavaScript that each page loads before anybody does anything, brotli, in kB (1000 bytes), beside its
 * ceiling and beside the floor: React and Forge's bridge alone, built by the same Vite config in the same run.
 * Ends with 1 when a page is over its ceiling.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const STATIC = join(ROOT, 'static');
const DIST = join(STATIC, 'dist');

/** In kB. Pages without a ceiling are weighed, and only shown. */
const CEILINGS = { 'issue.html': 95, 'bug.html': 95, 'project.html': 120, 'project.html, editing': 190 };

ensureInstalled();
process.chdir(ROOT);
await buildParts(['static']);
const vite = await import('vite'); // loaded here, for it may have to be installed first

const brotli = (code) => brotliCompressSync(code).length;

/** Paths of what a built script imports: at once, and only when it is needed. */
const importsOf = (path) => {
  const ofNode = (source) => resolve(dirname(path), source.value);
  const atOnce = [];
  const later = [];
  const walk = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (node.type === 'ImportExpression') {
      const { source } = node;
      const named = source.type === 'TemplateLiteral' ? source.quasis[0].value.cooked : source.value;
      later.push(resolve(dirname(path), named));
    } else if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) && node.source)
      atOnce.push(ofNode(node.source));
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(vite.parseAst(readFileSync(path, 'utf8')));
  return { atOnce, later };
};

/** `path` and all that it imports at once, however deep. */
const loadedWith = (path, seen = new Set()) => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const imported of importsOf(path).atOnce) loadedWith(imported, seen);
  return seen;
};

const weightOf = (paths) => [...paths].reduce((sum, path) => sum + brotli(readFileSync(path)), 0);

const scriptOf = (page) => {
  const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(readFileSync(join(DIST, page), 'utf8')) ?? [];
  if (script === undefined) throw new Error(`${page} has no module script`);
  return join(DIST, script);
};

/** What a person loads who opens a part of the project page: the page, and the chunks that are fetched then, each by the one before. */
const withParts = (script, parts) => {
  const loaded = loadedWith(script);
  let from = script;
  for (const part of parts) {
    const chunk = importsOf(from).later.find((path) => basename(path).startsWith(`${part}-`));
    if (chunk === undefined) throw new Error(`project.html fetches no ${part} any more: is it part of the page now?`);
    loadedWith(chunk, loaded);
    from = chunk;
  }
  return loaded;
};

const floorWeight = async () => {
  const { config } = await vite.loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(STATIC, 'vite.config.ts'),
  );
  const { output } = await vite.build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    build: { ...config.build, write: false, rolldownOptions: { input: join(ROOT, 'test/bench/floor.mjs') } },
  });
  const chunk = (name) => output.find(({ fileName }) => fileName === name);
  const reached = new Set([output.find(({ isEntry }) => isEntry).fileName]);
  for (const name of reached) for (const imported of chunk(name).imports) reached.add(imported);
  return [...reached].reduce((sum, name) => sum + brotli(chunk(name).code), 0);
};

const pages = readdirSync(DIST).filter((name) => name.endsWith('.html'));
const weights = new Map(pages.map((page) => [page, weightOf(loadedWith(scriptOf(page)))]));
const project = scriptOf('project.html');
weights.set('project.html, editing', weightOf(withParts(project, ['editor'])));
weights.set('project.html, signals', weightOf(withParts(project, ['signals', 'signals-report', 'signals-chart'])));
const floor = await floorWeight();

const kB = (bytes) => (bytes / 1000).toFixed(1);
const line = (name, weight, ceiling, over) =>
  process.stdout.write(`${name.padEnd(24)}${weight.padStart(8)}${ceiling.padStart(10)}${over.padStart(13)}\n`);
line('initial JS, brotli, kB', 'weight', 'ceiling', 'above floor');
line('floor: React + bridge', kB(floor), '', '');
for (const [name, weight] of [...weights].sort(([a], [b]) => a.localeCompare(b))) {
  const ceiling = CEILINGS[name];
  const over = ceiling !== undefined && weight >= ceiling * 1000;
  if (over) process.exitCode = 1;
  line(name, kB(weight), ceiling === undefined ? '-' : `< ${ceiling}`, `+${kB(weight - floor)}${over ? ' OVER' : ''}`);
}
