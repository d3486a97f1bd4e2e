import { parseArgs } from 'node:util';

export const HELP = `Runs a Forge app without Atlassian's cloud, on loopback.

  [options]                 start the site with the app on it, until Ctrl-C
  fire WHAT [options]       to a site that runs: fire an event (avi:jira:released:version) or a scheduled trigger (its key)

  --app DIR       folder of the app: its manifest.yml, src and static files (default: this folder)
  --port N        port of the site (default: the site's usual one; 0: any)
  --data DIR      folder where the state is kept (default: none, memory only)
  --fresh         begin anew even where a state is kept
  --now TIME      what the site's clock shows, as 2026-11-25T08:00:00Z
  --payload JSON  of the event to fire
  --help          this text

Tests move the site by HTTP below /host/: clock, faults, deliveries, snapshots ... (host/README.md).
`;

export type CommandLine =
  | { readonly does: 'help' }
  | { readonly does: 'fire'; readonly what: string; readonly port: number | undefined; readonly payload: unknown }
  | {
      readonly does: 'run';
      readonly app: string;
      readonly port: number | undefined;
      readonly data: string | undefined;
      readonly fresh: boolean;
      readonly now: string | undefined;
    };

/** Reads the command line (without node and script). Throws with a sentence for one that can't be meant. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ port: { type: 'string' }, data: { type: 'string' }, now: { type: 'string' }, payload: { type: 'string' } },
      app: { type: 'string', default: '.' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return { does: 'help' };
  const [command, what, ...rest] = positionals;
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(port >= 0 && port < 65_536)) throw new Error(`--port ${String(values.port)} is no port.`);
  if (values.now !== undefined && Number.isNaN(Date.parse(values.now)))
    throw new Error(`--now ${values.now} is no time.`);
  if (command === 'fire' && what !== undefined && rest.length === 0)
    return { does: 'fire', what, port, payload: values.payload === undefined ? undefined : parse(values.payload) };
  if (command !== undefined)
    throw new Error(`${positionals.join(' ')}: there is no such command. --help tells of all.`);
  return { does: 'run', app: values.app, port, data: values.data, fresh: values.fresh, now: values.now };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    throw new Error('--payload is no JSON.', { cause: error });
  }
}
