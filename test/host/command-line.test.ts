import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { HELP, readCommandLine } from '../../host/command-line';
import { installOtherApp } from './app-on-host';
import type { OtherApp } from './app-on-host';

const CREATED = 'avi:jira:created:version';

test('fires with a payload, or runs a folder', () => {
  expect(readCommandLine(['fire', CREATED, '--payload', '{"a":1}', '--port', '8080'])).toEqual({
    ...{ does: 'fire', what: CREATED, port: 8080, payload: { a: 1 } },
  });
  expect(readCommandLine(['--app', 'other', '--now', '2026-11-25T08:00:00Z'])).toMatchObject({
    ...{ does: 'run', app: 'other', now: '2026-11-25T08:00:00Z', fresh: false },
  });
});

test.each([[['fire']], [['fire', 'a', 'b']], [['frie', 'a']], [['--port', '99999']], [['--now', 'soon']], [['--x']]])(
  'refuses %j',
  (args) => {
    expect(() => readCommandLine(args)).toThrow();
  },
);

test('tells of all its options', () => {
  expect(readCommandLine(['--help'])).toEqual({ does: 'help' });
  for (const option of ['app', 'port', 'data', 'fresh', 'now', 'payload']) expect(HELP).toContain(`--${option}`);
});

describe('as it is typed', () => {
  let installed: OtherApp;
  let main: string;
  let site: ChildProcess | undefined;

  beforeAll(async () => {
    installed = await installOtherApp();
    main = join(installed.hostDist, 'host/main.mjs');
    await build({
      entryPoints: [join(__dirname, '../../host/main.ts')],
      ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile: main },
    });
  });
  afterAll(async () => {
    if (site) await new Promise((done) => site?.once('exit', done).kill('SIGTERM'));
    installed.remove();
  });

  /** Starts the site; resolves to its address when it tells that. */
  const start = (...args: string[]) =>
    new Promise<string>((done, fail) => {
      site = spawn(process.execPath, [main, '--app', installed.dir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
      site.stdout?.on('data', (text: Buffer) => done(/http:\S+/.exec(text.toString())?.[0] ?? ''));
      site.once('error', fail);
    });
  const fire = (...args: string[]) => promisify(execFile)(process.execPath, [main, 'fire', ...args]);

  test('a site at a time; an event and a schedule are fired at it, and nothing where none runs', async () => {
    const address = await start('--port', '0', '--now', '2026-11-25T08:00:00Z');
    const ask = async <T>(path: string) => (await fetch(address + path)).json() as Promise<T>;
    const { now } = await ask<{ now: string }>('/host/clock');
    expect(now).toMatch(/^2026-11-25T08:0/);

    const { port } = new URL(address);
    const event = await fire(CREATED, '--port', port, '--payload', '{"version":{"id":"7","name":"1.0"}}');
    const { deliveries } = JSON.parse(event.stdout) as { deliveries: string[] };
    const waiting = await ask<{ id: string; event: unknown }[]>('/host/deliveries');
    expect(waiting.find(({ id }) => id === deliveries[0])?.event).toMatchObject({ version: { name: '1.0' } });
    const schedule = await fire('sweep', '--port', port);
    expect(JSON.parse(schedule.stdout)).toMatchObject({ outcome: { ok: true } });

    await expect(fire('eat', '--port', port)).rejects.toThrow('neither an event');
    await expect(fire('sweep', '--port', '1')).rejects.toThrow('No site runs at http://localhost:1.');
  }, 20_000);
});
