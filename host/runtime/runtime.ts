import type { EmitEvent, Person, ProductEvent } from '../contracts';
import { bytesOf } from '../kvs/values';
import { limit } from '../limits';
import { createDeliveries } from './deliveries';
import { isKnownEvent } from './event-scopes';
import { INSTALLATION } from './installation';
import { createInvoker } from './invoker';
import type { Cause, InvokerDeps } from './invoker';
import { functionKey } from './manifest';
import type { AppModule } from './manifest';
import { createQueues } from './queues';
import { createResolvers } from './resolvers';
import type { Attempt } from './retries';
import { InvocationFailed } from './sandboxes';
import { createSchedules } from './schedules';
import type { Delivery } from './state';
import { asDelivered, loadTriggers } from './triggers';
import { createValidators } from './validators';

interface RuntimeDeps extends InvokerDeps {
  readonly changed: () => void;
  readonly personOf: (accountId: string) => Person | undefined;
}

/** What was asked for by hand. */
interface Fired {
  /** Deliveries that wait now, by id; or how the schedule's function ended. */
  readonly deliveries?: readonly string[];
  readonly outcome?: Attempt;
}

/** Runs the app's functions as Forge does: for screens, workflows, events, queues and schedules, each in a sandbox. */
export function createRuntime(deps: RuntimeDeps) {
  const { app, state, clock, changed, personOf } = deps;
  const invoker = createInvoker(deps);
  const triggers = loadTriggers(app);
  const moduleOf = (moduleKey: string) => app.modules.find(({ key }) => key === moduleKey);

  /** Runs a module's function where nobody waits for its result. */
  async function attempt(module: AppModule | undefined, event: unknown, cause?: Cause): Promise<Attempt> {
    if (!module) return { ok: false, reason: 'error', message: 'The app no longer has this module.' };
    try {
      const { value } = await invoker.invoke(module, functionKey(module.manifest.function), event, cause);
      return { ok: true, value };
    } catch (error) {
      if (error instanceof InvocationFailed) return { ok: false, reason: error.reason, message: error.message };
      throw error;
    }
  }

  const deliveries = createDeliveries({
    ...{ state, clock, changed },
    invoke: ({ moduleKey, queue }, event) => attempt(moduleOf(moduleKey), event, queue && { chain: queue.chain }),
    ended: (delivery: Delivery, end) => queues.ended(delivery, end),
  });
  const queues = createQueues({ app, state, clock, deliveries });

  const runSchedule = (module: AppModule) => {
    const context = { cloudId: INSTALLATION.cloudId, moduleKey: module.key };
    return attempt(module, { context, contextToken: `local-host.${module.key}` });
  };
  const schedules = createSchedules({ app, state, clock, changed, run: runSchedule });

  /** Gives each trigger that listens its own delivery. Returns their ids. */
  function send(event: ProductEvent): string[] {
    const delivered = asDelivered(event, clock.now());
    const dueAt = state.holdEvents ? null : clock.now() + state.eventLagMs;
    const tooLarge = bytesOf(delivered) > limit('event.bytes');
    return triggers.listeningTo(event).flatMap((moduleKey) => {
      if (!tooLarge) return deliveries.add({ kind: 'event', moduleKey, event: delivered, dueAt }).id;
      deliveries.drop(moduleKey, delivered, `The event is larger than ${limit('event.bytes')} bytes.`);
      return [];
    });
  }
  const emit: EmitEvent = (event) => void send(event);

  /** What a life cycle event carries (Forge docs: events-reference/life-cycle). */
  const lifecyclePayload = () => {
    const { installationId, environmentId, appVersion } = INSTALLATION;
    return { id: installationId, app: { id: app.appId, version: appVersion }, environment: { id: environmentId } };
  };

  /** Begins to bring events and to run schedules, or looks again after the state was changed from outside. */
  const look = () => {
    deliveries.open();
    schedules.open();
  };

  return {
    ...{ emit, look, deliveries, queue: queues.handle, schedules: schedules.list },
    invokeResolver: createResolvers({ invoker, moduleOf, personOf }),
    runValidator: createValidators({ invoker, moduleOf, scopes: app.scopes }),
    /** Begins. `isInstalled`: the app was on this site before. */
    open(isInstalled: boolean) {
      if (!isInstalled)
        emit({
          ...{ eventType: 'avi:forge:installed:app', atlassianId: undefined, byApp: false },
          payload: lifecyclePayload(),
        });
      look();
    },
    /** A scheduled trigger by its key runs now; an event by its type goes its usual way. Undefined for anything else. */
    async fire(what: string, event: Partial<Omit<ProductEvent, 'eventType'>>): Promise<Fired | undefined> {
      const module = moduleOf(what);
      if (module?.type === 'scheduledTrigger') return { outcome: await runSchedule(module) };
      if (!isKnownEvent(what)) return undefined;
      const { atlassianId, byApp = false, payload = {} } = event;
      const usual = what.startsWith('avi:forge:') ? lifecyclePayload() : {};
      return { deliveries: send({ eventType: what, atlassianId, byApp, payload: { ...usual, ...payload } }) };
    },
    /** Whether product events wait from now on until they are asked for. Those that waited go their way when they no longer do. */
    hold(events: boolean) {
      state.holdEvents = events;
      if (!events) for (const delivery of state.deliveries) delivery.dueAt ??= clock.now();
      changed();
      look();
    },
    async stop() {
      deliveries.stop();
      schedules.stop();
      await invoker.stop();
    },
  };
}

export type Runtime = ReturnType<typeof createRuntime>;
