import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createClock } from './clock';
import { createJira } from './jira/jira';
import { emptyJira, SEARCH_LAG_MS } from './jira/state';
import type { JiraState } from './jira/state';
import { createKvs } from './kvs/kvs';
import { emptyKvs, INDEX_LAG_MS } from './kvs/records';
import { codeOf } from './message-of';
import type { KvsState } from './kvs/records';
import { bundleFunctions } from './runtime/bundle';
import { checkPages } from './runtime/app-files';
import { appPermissionsOf } from './runtime/app-permissions';
import { ConnectionLost, createFaults } from './runtime/faults';
import { createInvocationLog } from './runtime/invocations';
import { loadApp } from './runtime/manifest';
import { createPlatformCalls } from './runtime/platform-calls';
import { indexedPropertiesOf } from './runtime/indexed-properties';
import { ruleModulesOf } from './runtime/rule-modules';
import { createRuntime } from './runtime/runtime';
import { emptyRuntime } from './runtime/state';
import type { RuntimeState } from './runtime/state';
import { createAppFrames } from './server/app-frames';
import { HttpError, sendReply } from './server/http';
import { createLevers } from './server/levers';
import { sessionOf } from './server/session';
import { createSite } from './server/site';
import { createSnapshots } from './server/snapshots';
import { openStore } from './state';

/** Everything the host keeps. */
interface HostState {
  jira: JiraState;
  kvs: KvsState;
  runtime: RuntimeState;
  /** How far the site's clock is from real time, in ms. */
  clockOffsetMs: number;
  /** The demo was being written when the host ended: such a state is not continued. */
  unfinished: boolean;
  /** FORMAT of the host that wrote it. */
  format: number;
}

/**
 * In ms. A connection that is at rest is kept for longer than a client's next call takes to come: Node ends it after five seconds, and a call that
 * is sent at that moment is lost, which looks like a fault that nobody asked for.
 */
const KEEP_ALIVE = 120_000;
/** Grows when the rooms keep something in another shape: an older state is not continued then. */
const FORMAT = 2;

export interface HostOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Folder the state is kept in; without it, memory only. */
  readonly dataDir?: string | undefined;
  /** Begin anew even where a state is kept. */
  readonly fresh?: boolean;
  /** Folder of the app: its manifest.yml and what it names. */
  readonly appDir: string;
  /** Folder of the built host: host/, shell/. */
  readonly hostDist: string;
  /** ISO time the site's clock shall show. */
  readonly now?: string | undefined;
}

export interface RunningHost {
  /** `http://localhost:PORT`: Jira's REST API and pages. */
  readonly siteUrl: string;
  /** `http://127.0.0.1:PORT`: the app's frames. */
  readonly appOrigin: string;
  /** Nothing was kept from an earlier run. */
  readonly isNew: boolean;
  /** Runs `seed` so that a state it left half written isn't taken up by the next start. */
  seed(seed: () => Promise<void>): Promise<void>;
  /** Saves and ends. */
  stop(): Promise<void>;
}

/** Starts the site with the app installed, on loopback. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { dataDir: dir, fresh = false, appDir, hostDist } = options;
  const app = loadApp(appDir);
  checkPages(app);
  for (const what of app.notSimulated)
    process.stderr.write(`manifest.yml: the local host does not simulate ${what}.\n`);
  const opening = openStore<HostState>({
    ...{ dir, fresh, isUsable: ({ unfinished, format }) => !unfinished && format === FORMAT },
    empty: () => ({
      jira: emptyJira(SEARCH_LAG_MS),
      kvs: emptyKvs(INDEX_LAG_MS),
      runtime: emptyRuntime(),
      clockOffsetMs: 0,
      unfinished: false,
      format: FORMAT,
    }),
  });
  const [store, bundles] = await Promise.all([opening, bundleFunctions(app)]);
  const { state, changed } = store;
  const clock = createClock(state);
  if (options.now !== undefined) clock.moveTo(Date.parse(options.now));

  const faults = createFaults();
  const invocations = createInvocationLog();
  const { scopes, offlineScopes } = app;
  const kvs = createKvs({ state: state.kvs, entities: app.entities, scopes, clock, changed });
  const jira = createJira(state.jira, {
    clock,
    changed,
    runValidator: (rule, payload) => runtime.runValidator(rule, payload),
    emit: (event) => runtime.emit(event),
    appPermissions: appPermissionsOf(app),
    ruleModules: ruleModulesOf(app),
    indexedProperties: indexedPropertiesOf(app),
  });
  const runtime = createRuntime({
    ...{ app, bundles, state: state.runtime, clock, changed, log: invocations },
    workerFile: join(hostDist, 'host/sandbox-worker.mjs'),
    platformCall: createPlatformCalls({
      ...{ kvs, faults, scopes, offlineScopes, handleJira: (request) => jira.handle(request) },
      queues: (...call) => runtime.queue(...call),
    }),
    personOf: (accountId) => jira.people().find((person) => person.accountId === accountId),
  });

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE });
  const port = await listen(server, options.port);
  const siteUrl = `http://localhost:${port}`;
  const appOrigin = `http://127.0.0.1:${port}`;
  state.jira.siteUrl = siteUrl; // the port may be another one than last time
  const session = sessionOf(app, siteUrl, appOrigin);
  const levers = createLevers({
    ...{ state, runtime, faults, invocations, clock, changed, snapshots: createSnapshots(state) },
    restored: () => {
      clock.moveTo(state.clockOffsetMs === 0 ? null : Date.now() + state.clockOffsetMs);
      // What came after it has not happened, and what was to fail then is not to fail now.
      faults.clear();
      invocations.clear();
      runtime.deliveries.forget();
      runtime.look();
    },
  });
  const site = createSite({ app, jira, runtime, faults, levers, siteUrl, session, hostDist });
  const frames = createAppFrames(app, siteUrl, hostDist);

  /** The Host header tells the two origins apart; any other name is refused, so that no foreign page can be pointed here. */
  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.headers.host === `localhost:${port}`) return site(request, response);
    if (request.headers.host !== `127.0.0.1:${port}`) throw new HttpError(421, 'This host answers to localhost only.');
    const file = request.method === 'GET' ? await frames(new URL(request.url ?? '/', appOrigin).pathname) : undefined;
    if (!file) throw new HttpError(404, 'The app has no such file.');
    response.writeHead(200, file.headers).end(file.content);
  }
  runtime.open(!store.isNew);
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof ConnectionLost || response.headersSent) {
        response.destroy();
        return;
      }
      const status = error instanceof HttpError ? error.status : 500;
      if (status === 500)
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      const message = error instanceof HttpError ? error.message : 'The local host failed; its log says why.';
      sendReply(response, { status, headers: {}, body: { errorMessages: [message], errors: {} } });
    });
  });

  return {
    siteUrl,
    appOrigin,
    isNew: store.isNew,
    seed: async (seed) => {
      state.unfinished = true;
      await seed();
      state.unfinished = false;
      changed();
      await store.save();
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await runtime.stop();
      await store.save();
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', (error) => {
      fail(
        codeOf(error) === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. Choose another with --port.`, { cause: error })
          : error,
      );
    });
    server.listen(port, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}
