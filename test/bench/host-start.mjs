import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from '../../.ci/build.mjs';

/**
 * `npm run bench:start`: how long the host takes from the command to its address, without the demo's texts; beside it, as the floor, a
 * bare HTTP server on Node. Fails when the host needs more than two seconds.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const RUNS = 5;
const CEILING_MS = 2000;

const FLOOR = "require('node:http').createServer().listen(0, '127.0.0.1', () => process.stdout.write('up\\n'))";

/** Milliseconds from starting the process to its first line; the process is ended then. */
const msToFirstLine = (args) =>
  new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    child.on('error', fail);
    let ms;
    child.stdout.once('data', () => {
      ms = performance.now() - start;
      child.kill();
    });
    child.once('exit', (code) => (ms === undefined ? fail(new Error(`It ended with ${code} unheard.`)) : done(ms)));
  });

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const measure = async (args) => {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await msToFirstLine(args));
  return Math.round(median(times));
};

await build();
const floor = await measure(['-e', FLOOR]);
const host = await measure([join('dist', 'host', 'main.mjs')]);
process.stdout.write(
  `host ${host} ms, bare server ${floor} ms, ratio ${(host / floor).toFixed(1)} (median of ${RUNS}; ceiling ${CEILING_MS} ms)\n`,
);
process.exitCode = host > CEILING_MS ? 1 : 0;
