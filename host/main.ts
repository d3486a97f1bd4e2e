import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELP, readCommandLine } from './command-line';
import type { CommandLine } from './command-line';
import { startHost } from './host';
import type { RunningHost } from './host';
import { messageOf } from './message-of';

export interface Command {
  /** The command line without node and script. */
  readonly args: readonly string[];
  /** What the site is called when its address is told. */
  readonly name?: string;
  readonly port?: number;
  readonly dataDir?: string;
  /** Fills a site that has nothing kept, before it is announced. */
  readonly seed?: (host: RunningHost) => Promise<void>;
}

/** Does what the command line says (see command-line.ts); a site runs until a signal ends it. Rejects with a sentence. */
export async function run({ args, ...usual }: Command): Promise<void> {
  const asked = readCommandLine(args);
  if (asked.does === 'help') process.stdout.write(HELP);
  else if (asked.does === 'fire') await fire(asked, usual.port ?? 0);
  else await serve(asked, usual);
}

/** Tells a site that runs, and prints what it answers. */
async function fire({ what, payload, port }: CommandLine & { does: 'fire' }, usualPort: number) {
  const body = JSON.stringify({ what, payload });
  const site = `http://localhost:${port ?? usualPort}`;
  const response = await fetch(`${site}/host/fire`, { method: 'POST', body }).catch((cause: unknown) => {
    throw new Error(`No site runs at ${site}. Start one, or name the port of one that runs with --port.`, { cause });
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  process.stdout.write(`${answer}\n`);
}

async function serve({ app, port, data, fresh, now }: CommandLine & { does: 'run' }, usual: Omit<Command, 'args'>) {
  process.env.TZ = 'UTC'; // as on Forge
  const host = await startHost({
    port: port ?? usual.port ?? 0,
    dataDir: data ?? usual.dataDir,
    ...{ fresh, appDir: app, now },
    hostDist: join(fileURLToPath(import.meta.url), '../..'),
  });
  const end = () => {
    void host.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const { seed } = usual;
  if (seed && host.isNew) {
    try {
      await host.seed(() => seed(host));
    } catch (error) {
      await host.stop();
      throw error;
    }
  }
  process.stdout.write(`${usual.name ?? 'Site'}: ${host.siteUrl}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run({ args: process.argv.slice(2) }).catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  });
}

export { startHost };
