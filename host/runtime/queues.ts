import { z } from 'zod';
import type { Clock, HostResponse } from '../contracts';
import { bytesOf } from '../kvs/values';
import { limit } from '../limits';
import type { Deliveries } from './deliveries';
import { functionKey } from './manifest';
import type { App, AppModule } from './manifest';
import type { Delivery, RuntimeState } from './state';
import { isLongRunning } from './time-limits';

const MS_PER_MINUTE = 60_000;

/** What @forge/events sends (events/out/queue.js, jobProgress.js). Its own checks come first; these are the service's. */
const JOB = z.object({ queueName: z.string(), jobId: z.string() });
const PUSH = JOB.extend({
  payload: z
    .array(
      z.object({
        body: z.record(z.string(), z.unknown()),
        delayInSeconds: z.number().min(0).max(limit('queue.delaySeconds')).optional(),
        concurrency: z.object({ key: z.string().min(1), limit: z.number().int().positive() }).optional(),
      }),
    )
    .min(1)
    .max(limit('queue.eventsPerPush')),
});

/** The paths @forge/events calls; its proxy fills the names in braces in. */
const PATH = /^\/webhook\/queue\/(publish|stats|cancel)\//;

const answer = (status: number, body?: unknown): HostResponse => ({ status, headers: {}, body });
const tooBig = (errorMessage: string) => answer(413, { errorMessage });

interface QueueDeps {
  readonly app: App;
  readonly state: RuntimeState;
  readonly clock: Clock;
  readonly deliveries: Deliveries;
}

/** The service behind `Queue` of @forge/events (Forge docs: runtime-reference/async-events-api, limits-async-events). */
export function createQueues({ app, state, clock, deliveries }: QueueDeps) {
  const consumers = app.modules.filter(({ type }) => type === 'consumer');
  let forgotAt = -Infinity;
  const forget = (now: number) => {
    state.pushed = state.pushed.filter(({ at }) => at > now - MS_PER_MINUTE);
    if (Math.abs(now - forgotAt) < MS_PER_MINUTE) return; // a push must not look through all there is each time
    forgotAt = now;
    const retention = limit('queue.retentionHours') * 60 * MS_PER_MINUTE;
    const keep = <T>(all: Record<string, T>, last: (item: T) => number) =>
      Object.fromEntries(Object.entries(all).filter(([, item]) => last(item) > now - retention));
    state.chains = keep(state.chains, ({ lastAt }) => lastAt);
    // Its events are gone by then, the last of them delayed; how much longer the service knows of it isn't said.
    state.jobs = keep(state.jobs, ({ since }) => since + limit('queue.delaySeconds') * 1000);
  };

  /** The refusal of a push, or undefined. */
  function refusal({ payload }: z.infer<typeof PUSH>, consumer: AppModule, chain: string): HostResponse | undefined {
    if (bytesOf(payload) > limit('queue.bytesPerPush'))
      return tooBig(`The maximum payload size is ${limit('queue.bytesPerPush')} bytes.`);
    const largest = Math.max(...payload.map(bytesOf));
    if (isLongRunning(app, functionKey(consumer.manifest.function)) && largest > limit('queue.longEventBytes'))
      return tooBig(
        `The maximum size of an event for a long-running function is ${limit('queue.longEventBytes')} bytes.`,
      );
    if ((state.chains[chain]?.requests ?? 0) >= limit('queue.cyclicPushes'))
      return answer(405, { message: 'The limit on cyclic invocation has been reached.' });
    const pushed = state.pushed.reduce((sum, { events }) => sum + events, 0);
    if (pushed + payload.length > limit('queue.eventsPerMinute')) return answer(429, { message: 'Too many requests.' });
    return undefined;
  }

  function publish(body: unknown, chain: string): HostResponse {
    const checked = PUSH.safeParse(body);
    if (!checked.success) return answer(400, { message: z.prettifyError(checked.error) });
    const now = clock.now();
    forget(now);
    const { queueName, jobId, payload } = checked.data;
    const consumer = consumers.find(({ manifest }) => manifest.queue === queueName);
    if (!consumer) return answer(400, { message: `manifest.yml: there is no consumer of the queue "${queueName}".` });
    const refused = refusal(checked.data, consumer, chain);
    if (refused) return refused;
    state.pushed.push({ at: now, events: payload.length });
    state.chains[chain] = { requests: (state.chains[chain]?.requests ?? 0) + 1, lastAt: now };
    state.jobs[jobId] = { queueName, since: now, success: 0, failed: 0 };
    for (const [index, { concurrency, delayInSeconds = 0, ...event }] of payload.entries()) {
      const settings = { ...(concurrency && { concurrency }), ...(delayInSeconds > 0 && { delayInSeconds }) };
      deliveries.add({
        ...{ kind: 'queue', moduleKey: consumer.key, dueAt: now + delayInSeconds * 1000 },
        event: { ...event, ...settings, queueName, jobId, eventId: `${jobId}#${index}` },
        queue: { jobId, chain, ...(concurrency && { concurrency }) },
      });
    }
    return answer(201);
  }

  const ofJob = (jobId: string) => (delivery: Delivery) => delivery.queue?.jobId === jobId;

  function onJob(body: unknown, use: (jobId: string) => HostResponse): HostResponse {
    const checked = JOB.safeParse(body);
    if (!checked.success) return answer(400, { message: z.prettifyError(checked.error) });
    const { jobId, queueName } = checked.data;
    return state.jobs[jobId]?.queueName === queueName ? use(jobId) : answer(404, { message: 'There is no such job.' });
  }

  const calls: Readonly<Record<string, (body: unknown, chain: string) => HostResponse>> = {
    publish,
    stats: (body) =>
      onJob(body, (jobId) => {
        const { success = 0, failed = 0 } = state.jobs[jobId] ?? {};
        return answer(200, { success, inProgress: deliveries.waiting(ofJob(jobId)), failed });
      }),
    cancel: (body) =>
      onJob(body, (jobId) => {
        deliveries.cancel(ofJob(jobId));
        return answer(204);
      }),
  };

  return {
    /** Answers a call of the service; undefined for a path of another. `chain`: the invocation it follows from. */
    handle: (path: string, body: unknown, chain: string): HostResponse | undefined => {
      const [, call = ''] = PATH.exec(path) ?? [];
      return calls[call]?.(body, chain);
    },
    ended({ queue }: Delivery, end: 'delivered' | 'failed') {
      const job = queue && state.jobs[queue.jobId];
      if (job) job[end === 'delivered' ? 'success' : 'failed'] += 1;
    },
  };
}
