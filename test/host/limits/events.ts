import { limit } from '../../../host/limits';
import type { App } from '../app-on-host';
import type { LimitCases } from './limit-case';
import { ofBytes, withApp } from './with-app';

/** What events may carry and how often they come again; queues by the real client of @forge/events. */

const CREATED = 'avi:jira:created:version';
const SECOND = 1000;
const HOUR = 3600 * SECOND;

interface Outcome {
  readonly value?: { readonly jobId: string };
  readonly error?: string;
}

const push = (app: App, events: unknown, queue = 'notes') => app.invoke<Outcome>('push', { queue, events });
const PUSHED = { value: { jobId: expect.any(String) as unknown } };

const fire = (app: App, version: Record<string, unknown>) =>
  app.fire(CREATED, { payload: { version: { id: '7', ...version } } });
const heard = async (app: App) => ((await app.stored('heard')) as unknown[] | undefined) ?? [];
const stateOfLast = async (app: App) => (await app.deliveries()).findLast(({ moduleKey }) => moduleKey === 'releases');

/** Seconds until the only delivery that waits is due. */
async function secondsToRetry(app: App) {
  await app.later(SECOND);
  const { dueAt } = (await stateOfLast(app)) ?? {};
  const { now } = await app.ask<{ now: string }>('GET', '/host/clock');
  return (Date.parse(String(dueAt)) - Date.parse(now)) / SECOND;
}

const askingFor = (times: number) =>
  withApp(async (app) => {
    await fire(app, { name: `again ${times}` });
    for (let attempt = 0; attempt <= times + 1; attempt += 1) await app.later(HOUR);
    expect(await heard(app)).toHaveLength(limit('event.retries') + 1);
    const isTooOften = times > limit('event.retries');
    expect(await app.invoke('notes', { version: '7' })).toEqual(isTooOften ? [] : [`created again ${times}`]);
    expect(await stateOfLast(app)).toMatchObject({ state: isTooOften ? 'failed' : 'delivered' });
  });

const after = (seconds: number) =>
  withApp(async (app) => {
    await fire(app, { name: 'again 1', after: seconds });
    const left = await secondsToRetry(app);
    expect(left).toBeLessThanOrEqual(limit('event.retryAfterSeconds'));
    expect(left).toBeGreaterThan(limit('event.retryAfterSeconds') - 10);
  });

const withData = (bytes: number) =>
  withApp(async (app) => {
    const data = ofBytes(bytes, (text) => ({ text }));
    await fire(app, { name: 'again 1', data });
    await app.later(SECOND);
    await app.later(HOUR);
    const isTooMuch = bytes > limit('event.retryDataBytes');
    expect(await stateOfLast(app)).toMatchObject({ state: isTooMuch ? 'failed' : 'delivered' });
    const again = { retryContext: { retryCount: 1, retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED', retryData: data } };
    expect(await heard(app)).toMatchObject(isTooMuch ? [{}] : [{}, again]);
  });

const large = (bytes: number) =>
  withApp(async (app) => {
    const usual = { eventType: CREATED, timestamp: '1700000000000', selfGenerated: false };
    const { version } = ofBytes(bytes, (name) => ({ ...usual, version: { id: '7', name } }));
    await app.fire(CREATED, { payload: { version } });
    await app.later(SECOND);
    const isTooLarge = bytes > limit('event.bytes');
    expect(await stateOfLast(app)).toMatchObject({ state: isTooLarge ? 'dropped' : 'delivered' });
    expect(await heard(app)).toHaveLength(isTooLarge ? 0 : 1);
  });

const pushing = (events: unknown, expected: unknown, queue?: string) =>
  withApp(async (app) => expect(await push(app, events, queue)).toMatchObject(expected as object));

const many = (count: number) => Array.from({ length: count }, () => ({ body: {} }));
const pushOf = (bytes: number) => ofBytes(bytes, (text) => [{ body: { text } }]);
const eventOf = (bytes: number) => ofBytes(bytes, (text) => ({ body: { text } }));

/** As many events in a minute, in pushes as large as may be. */
const inAMinute = (events: number, expected: unknown) =>
  withApp(async (app) => {
    const perPush = limit('queue.eventsPerPush');
    const delayed = (count: number) => many(count).map((event) => ({ ...event, delayInSeconds: 900 }));
    for (let pushed = 0; pushed + perPush < events; pushed += perPush)
      expect(await push(app, delayed(perPush))).toMatchObject(PUSHED);
    const rest = events % perPush === 0 ? perPush : events % perPush;
    expect(await push(app, delayed(rest))).toMatchObject(expected as object);
    await app.later(60 * SECOND);
    expect(await push(app, delayed(1))).toMatchObject(PUSHED);
  });

/** One function's push leads to consumers that push on: `requests` in all, spread so that no minute has too many. */
const followingFromOne = (requests: number, expected: string) =>
  withApp(async (app) => {
    const perMinute = 400;
    const events = [];
    for (let left = requests - 1, minute = 0; left > 0; left -= perMinute, minute += 1)
      events.push({
        delayInSeconds: minute * 70,
        body: { pushes: Math.min(left, perMinute), result: `minute ${minute}` },
      });
    await push(app, events);
    const results: unknown[] = [];
    for (const { body } of events) {
      await app.settled();
      results.push(await app.stored(body.result));
      await app.later(70 * SECOND);
    }
    expect(results).toEqual([...events.slice(1).map(() => 'pushed'), expected]);
  });

/** An event that is looked at late and asks to come again a minute after that. */
const askingAgainAt = (secondsBeforeTheEnd: number, expected: object) =>
  withApp(async (app) => {
    const { value } = await push(app, { body: { retryAfter: 60 }, delayInSeconds: 900 });
    await app.later(limit('queue.retentionHours') * HOUR - secondsBeforeTheEnd * SECOND);
    expect(await app.invoke('stats', { queue: 'notes', jobId: value?.jobId })).toEqual({ value: expected });
  });

export const eventLimits: LimitCases<'event' | 'queue'> = {
  'event.retries': { at: askingFor(4), beyond: askingFor(5) },
  'event.retryAfterSeconds': { at: after(900), beyond: after(901) },
  'event.retryDataBytes': { at: withData(4000), beyond: withData(4001) },
  'event.bytes': { at: large(200_000), beyond: large(200_001) },
  'queue.eventsPerPush': { at: pushing(many(50), PUSHED), beyond: pushing(many(51), { error: 'TooManyEventsError' }) },
  'queue.bytesPerPush': {
    at: pushing(pushOf(204_800), PUSHED),
    beyond: pushing(pushOf(204_801), { error: 'PayloadTooBigError' }),
  },
  'queue.longEventBytes': {
    at: pushing(eventOf(100_000), PUSHED, 'long'),
    beyond: pushing(eventOf(100_001), { error: 'PayloadTooBigError' }, 'long'),
  },
  'queue.eventsPerMinute': { at: inAMinute(500, PUSHED), beyond: inAMinute(501, { error: 'RateLimitError' }) },
  'queue.delaySeconds': {
    at: pushing({ body: {}, delayInSeconds: 900 }, PUSHED),
    beyond: pushing({ body: {}, delayInSeconds: 901 }, { error: 'InvalidPushSettingsError' }),
  },
  'queue.cyclicPushes': {
    at: followingFromOne(1000, 'pushed'),
    beyond: followingFromOne(1001, 'InvocationLimitReachedError'),
  },
  'queue.retentionHours': {
    at: askingAgainAt(61, { success: 0, inProgress: 1, failed: 0 }),
    beyond: askingAgainAt(59, { success: 0, inProgress: 0, failed: 1 }),
  },
};
