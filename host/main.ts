import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startHost } from './host';
import type { RunningHost } from './host';
import { messageOf } from './message-of';

export interface Command {
  /** The command line without node and script. */
  readonly args: readonly string[];
  readonly port?: number;
  readonly dataDir?: string;
  /** Fills a site that has nothing kept, before it is announced. */
  readonly seed?: (host: RunningHost) => Promise<void>;
}

/** Runs the host as the command line says until a signal ends it: --port, --data, --fresh, --app, --now. */
export async function run({ args, port = 0, dataDir, seed }: Command): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      app: { type: 'string', default: '.' },
      now: { type: 'string' },
    },
  });
  process.env.TZ = 'UTC'; // as on Forge
  const host = await startHost({
    port: Number(values.port ?? port),
    dataDir: values.data ?? dataDir,
    fresh: values.fresh,
    appDir: values.app,
    hostDist: join(fileURLToPath(import.meta.url), '../..'),
    now: values.now,
  });
  const end = () => {
    void host.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (seed && host.isNew) {
    try {
      await host.seed(() => seed(host));
    } catch (error) {
      await host.stop();
      throw error;
    }
  }
  process.stdout.write(`CS Handoff demo site: ${host.siteUrl}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run({ args: process.argv.slice(2) }).catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  });
}

export { startHost };
