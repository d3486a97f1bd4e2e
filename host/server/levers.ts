import { z } from 'zod';
import type { MovableClock } from '../clock';
import type { HostResponse } from '../contracts';
import { FAULTS } from '../runtime/faults';
import type { Faults } from '../runtime/faults';
import type { InvocationLog } from '../runtime/invocations';
import type { Runtime } from '../runtime/runtime';
import type { RuntimeState } from '../runtime/state';
import { HttpError, ok } from './http';
import type { Snapshots } from './snapshots';

/** What the levers move besides the runtime: the lags of the rooms, in ms. */
interface Lags {
  readonly jira: { searchLagMs: number };
  readonly kvs: { indexLagMs: number };
  readonly runtime: RuntimeState;
}

interface LeverDeps {
  readonly state: Lags;
  readonly runtime: Runtime;
  readonly faults: Faults;
  readonly invocations: InvocationLog;
  readonly clock: MovableClock;
  readonly snapshots: Snapshots;
  /** After a restore: the rooms look at their state anew. */
  readonly restored: () => void;
  readonly changed: () => void;
}

const MOVE_CLOCK = z.strictObject({ now: z.iso.datetime({ offset: true }).nullable() });
const FIRE = z.strictObject({
  /** A type of event, or the key of a scheduled trigger. */
  what: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  atlassianId: z.string().optional(),
  /** As if the app itself had done it. */
  byApp: z.boolean().optional(),
});
/** In this order, one after another; an id may come more than once. */
const DELIVER = z.strictObject({ ids: z.array(z.string()) });
const HOLD = z.strictObject({ events: z.boolean() });
const SANDBOXES = z.strictObject({ fresh: z.boolean() });
const NAME = z.strictObject({ name: z.string() });
const MS = z.number().int().nonnegative().optional();
const LAG = z.strictObject({ indexMs: MS, searchMs: MS, eventsMs: MS });

/** Calls for tests and the curious: what nobody could ask of the cloud. `METHOD path` -> what it does with the parsed body. */
export function createLevers(
  deps: LeverDeps,
): Readonly<Record<string, (body: unknown) => HostResponse | Promise<HostResponse>>> {
  const { state, runtime, faults, invocations, clock, snapshots, restored, changed } = deps;
  const done = () => {
    changed();
    return ok(undefined);
  };
  const now = () => ok({ now: new Date(clock.now()).toISOString() });
  const lags = () => {
    const { jira, kvs, runtime: events } = state;
    return ok({ indexMs: kvs.indexLagMs, searchMs: jira.searchLagMs, eventsMs: events.eventLagMs });
  };

  return {
    'GET /host/clock': now,
    'POST /host/clock': (body) => {
      const { now: to } = MOVE_CLOCK.parse(body);
      clock.moveTo(to === null ? null : Date.parse(to));
      changed();
      return now();
    },
    'GET /host/faults': () => ok(faults.pending()),
    'POST /host/faults': (body) => {
      faults.add(FAULTS.parse(body));
      return ok(undefined);
    },
    'DELETE /host/faults': () => {
      faults.clear();
      return ok(undefined);
    },
    'GET /host/invocations': () => ok(invocations.list()),
    'GET /host/schedules': () => ok(runtime.schedules()),
    'POST /host/fire': async (body) => {
      const { what, payload, atlassianId, byApp } = FIRE.parse(body);
      const event = { atlassianId, ...(payload && { payload }), ...(byApp !== undefined && { byApp }) };
      const fired = await runtime.fire(what, event);
      if (!fired)
        throw new HttpError(404, `"${what}" is neither an event of Jira's nor a scheduled trigger of the app.`);
      return ok(fired);
    },
    'GET /host/deliveries': () => ok(runtime.deliveries.list()),
    'POST /host/deliver': async (body) => {
      const ends: unknown[] = [];
      for (const id of DELIVER.parse(body).ids) ends.push(await runtime.deliveries.now(id));
      if (ends.includes(undefined)) throw new HttpError(404, 'Not every id is that of a delivery.');
      return ok(ends);
    },
    'POST /host/hold': (body) => {
      runtime.hold(HOLD.parse(body).events);
      return ok(undefined);
    },
    'POST /host/sandboxes': (body) => {
      state.runtime.freshSandboxes = SANDBOXES.parse(body).fresh;
      return done();
    },
    'GET /host/lag': lags,
    'POST /host/lag': (body) => {
      const { indexMs, searchMs, eventsMs } = LAG.parse(body);
      if (indexMs !== undefined) state.kvs.indexLagMs = indexMs;
      if (searchMs !== undefined) state.jira.searchLagMs = searchMs;
      if (eventsMs !== undefined) state.runtime.eventLagMs = eventsMs;
      changed();
      return lags();
    },
    'GET /host/snapshots': () => ok(snapshots.names()),
    'POST /host/snapshot': (body) => {
      snapshots.keep(NAME.parse(body).name);
      return ok(undefined);
    },
    'POST /host/restore': (body) => {
      const { name } = NAME.parse(body);
      if (!snapshots.restore(name)) throw new HttpError(404, `There is no snapshot "${name}".`);
      restored();
      return done();
    },
  };
}
