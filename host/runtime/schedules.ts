import { z } from 'zod';
import type { MovableClock } from '../clock';
import { createAlarm } from './alarm';
import type { App, AppModule } from './manifest';
import type { RuntimeState } from './state';

const MS_PER_MINUTE = 60_000;

/** Forge docs: manifest-reference/modules/scheduled-trigger. */
const INTERVAL_MS = {
  ...{ fiveMinute: 5 * MS_PER_MINUTE, hour: 60 * MS_PER_MINUTE },
  ...{ day: 24 * 60 * MS_PER_MINUTE, week: 7 * 24 * 60 * MS_PER_MINUTE },
} as const;

/** "scheduled to start shortly after it is created, about 5 minutes after app deployment". */
const FIRST_AFTER_MS = 5 * MS_PER_MINUTE;

const SCHEDULE = z.looseObject({
  function: z.string().optional(),
  interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
});

function scheduleOf(module: AppModule) {
  const { interval, ...rest } = SCHEDULE.parse(module.manifest);
  const what = rest.function === undefined ? 'endpoint' : 'filter' in rest ? 'filter.appIsLicensed' : undefined;
  if (what !== undefined)
    throw new Error(`manifest.yml: scheduledTrigger "${module.key}": ${what} is not simulated by the local host.`);
  return { module, interval, intervalMs: INTERVAL_MS[interval] };
}

interface ScheduleDeps {
  readonly app: App;
  readonly state: RuntimeState;
  readonly clock: MovableClock;
  readonly changed: () => void;
  /** Runs the function once. Whatever comes of it has no consequence. Never rejects. */
  readonly run: (module: AppModule) => Promise<unknown>;
}

/**
 * Runs scheduled triggers when they are due on the site's clock: once for each interval, and once for any number of intervals that went by unseen (the
 * host was down, or its clock was moved).
 */
export function createSchedules({ app, state, clock, changed, run }: ScheduleDeps) {
  const schedules = app.modules.filter(({ type }) => type === 'scheduledTrigger').map(scheduleOf);
  const alarm = createAlarm(clock, look);

  /** "Every time any changes are made to any scheduled triggers module, all scheduled triggers will be recreated". */
  function declare() {
    const declared = JSON.stringify(schedules.map(({ module, interval }) => [module.key, interval]));
    if (state.schedules.declared === declared) return;
    const dueAt = Object.fromEntries(schedules.map(({ module }) => [module.key, clock.now() + FIRST_AFTER_MS]));
    state.schedules = { declared, dueAt };
    changed();
  }

  function look() {
    declare();
    const now = clock.now();
    const { dueAt } = state.schedules;
    for (const { module, intervalMs } of schedules) {
      const due = dueAt[module.key] ?? Infinity;
      if (due > now) continue;
      dueAt[module.key] = due + (Math.floor((now - due) / intervalMs) + 1) * intervalMs;
      changed();
      void run(module);
    }
    if (schedules.length > 0) alarm.set(Math.min(...Object.values(dueAt)));
  }

  return {
    /** Begins to run them, or looks again after the state was changed from outside. */
    open: look,
    /** Due times (ISO) by key. */
    list: () =>
      Object.fromEntries(Object.entries(state.schedules.dueAt).map(([key, at]) => [key, new Date(at).toISOString()])),
    stop: alarm.stop,
  };
}
