import { randomUUID } from 'node:crypto';
import type { MovableClock } from '../clock';
import { createAlarm } from './alarm';
import { judge, retryContext } from './retries';
import type { Attempt, Verdict } from './retries';
import type { Delivery, RuntimeState } from './state';

/** Deliveries remembered after their end, so that they can be seen and brought once more. */
const REMEMBERED = 200;

interface DeliveryDeps {
  readonly state: RuntimeState;
  readonly clock: MovableClock;
  readonly changed: () => void;
  /** Runs the function of the delivery's module. Never rejects. */
  readonly invoke: (delivery: Delivery, event: unknown) => Promise<Attempt>;
  /** Told of each end. */
  readonly ended: (delivery: Delivery, end: 'delivered' | 'failed') => void;
}

export interface DeliveryView {
  readonly id: string;
  readonly moduleKey: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly state: 'held' | 'waiting' | 'running' | 'delivered' | 'failed' | 'dropped';
  readonly why?: string;
  /** Site time, ISO; null where it waits for nothing. */
  readonly dueAt: string | null;
}

/**
 * Brings events to triggers and consumers: at least once, when they are due on the site's clock, again when asked to. What is not done with stays
 * in the state, so that a host that ended in the middle brings it anew, as the cloud may.
 */
export function createDeliveries({ state, clock, changed, invoke, ended }: DeliveryDeps) {
  const running = new Set<Delivery>();
  const past: { readonly delivery: Delivery; readonly end: DeliveryView['state']; readonly why?: string }[] = [];
  const alarm = createAlarm(clock, pump);
  let isOpen = false;

  function hasRoom({ queue }: Delivery) {
    const { concurrency } = queue ?? {};
    if (!concurrency) return true;
    const together = [...running].filter((other) => other.queue?.concurrency?.key === concurrency.key);
    return together.length < concurrency.limit;
  }

  function pump() {
    if (!isOpen) return;
    const waiting = state.deliveries
      .filter((delivery) => delivery.dueAt !== null && !running.has(delivery))
      .sort((a, b) => Number(a.dueAt) - Number(b.dueAt));
    const now = clock.now();
    for (const delivery of waiting) if (Number(delivery.dueAt) <= now && hasRoom(delivery)) void attempt(delivery);
    // One that is due but finds no room is tried again when another one ends.
    const next = waiting.find(({ dueAt }) => Number(dueAt) > now);
    alarm.set(next?.dueAt ?? undefined);
  }

  function remember(delivery: Delivery, end: DeliveryView['state'], why?: string) {
    past.push({ delivery, end, ...(why !== undefined && { why }) });
    if (past.length > REMEMBERED) past.shift();
  }

  function conclude(delivery: Delivery, verdict: Verdict) {
    const at = state.deliveries.indexOf(delivery);
    if (at < 0) return; // cancelled or restored to an earlier state meanwhile
    if (verdict.end === 'again') {
      Object.assign(delivery, { dueAt: clock.now() + verdict.afterMs, retry: verdict.retry });
    } else {
      state.deliveries.splice(at, 1);
      remember(delivery, verdict.end, verdict.why);
      ended(delivery, verdict.end);
    }
    changed();
  }

  async function attempt(delivery: Delivery): Promise<Verdict> {
    running.add(delivery);
    const context = retryContext(delivery, clock.now());
    const result = await invoke(delivery, { ...delivery.event, ...(context && { retryContext: context }) });
    running.delete(delivery);
    const verdict = judge(delivery, result, clock.now());
    if (!isOpen) return verdict; // the host ends: it comes again after the next start
    if (!result.ok) delivery.failures += 1;
    conclude(delivery, verdict);
    pump();
    return verdict;
  }

  const viewOf = (delivery: Delivery): DeliveryView => {
    const { id, moduleKey, event, dueAt } = delivery;
    const what = running.has(delivery) ? 'running' : dueAt === null ? 'held' : 'waiting';
    return { id, moduleKey, event, state: what, dueAt: dueAt === null ? null : new Date(dueAt).toISOString() };
  };

  return {
    add(delivery: Omit<Delivery, 'id' | 'since' | 'failures'>): Delivery {
      const added = { ...delivery, id: randomUUID(), since: clock.now(), failures: 0 };
      state.deliveries.push(added);
      changed();
      pump();
      return added;
    },
    /** Keeps on record that the app gets no event, and why. */
    drop: (moduleKey: string, event: Delivery['event'], why: string) => {
      const delivery = { id: randomUUID(), kind: 'event', moduleKey, event, since: clock.now(), dueAt: null } as const;
      remember({ ...delivery, failures: 0 }, 'dropped', why);
    },
    /** Takes back what is not running yet. */
    cancel(which: (delivery: Delivery) => boolean) {
      state.deliveries = state.deliveries.filter((delivery) => running.has(delivery) || !which(delivery));
      changed();
    },
    waiting: (which: (delivery: Delivery) => boolean) => state.deliveries.filter(which).length,
    /** Those that wait in the order they were made, after the last that ended. */
    list: (): readonly DeliveryView[] => [
      ...past.map(({ delivery, end, why }) => ({
        ...viewOf(delivery),
        ...{ state: end, dueAt: null },
        ...(why !== undefined && { why }),
      })),
      ...state.deliveries.map(viewOf),
    ],
    /** Makes one attempt now, whether it waits, is held or was made before. Undefined where there is none of that id. */
    async now(id: string): Promise<Verdict | undefined> {
      const waiting = state.deliveries.find((delivery) => delivery.id === id);
      const before = past.find(({ delivery, end }) => delivery.id === id && end !== 'dropped')?.delivery;
      return waiting ? attempt(waiting) : before && attempt({ ...before });
    },
    /** Forgets those that ended. */
    forget: () => void past.splice(0),
    /** Begins to deliver, or looks again after the state was changed from outside. */
    open() {
      isOpen = true;
      pump();
    },
    stop() {
      isOpen = false;
      alarm.stop();
    },
  };
}

export type Deliveries = ReturnType<typeof createDeliveries>;
