import { installOtherApp, startOtherApp } from './app-on-host';
import type { App, OtherApp } from './app-on-host';

/** Queues and their consumers, by the real @forge/events inside the app. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let installed: OtherApp;
let app: App;

beforeAll(async () => {
  installed = await installOtherApp();
});
beforeEach(async () => {
  app = await startOtherApp(installed);
  await app.later(SECOND); // the installation is told
});
afterEach(() => app.host.stop());
afterAll(() => installed.remove());

interface Pushed {
  readonly value: { readonly jobId: string };
}
const push = (events: unknown, queue = 'notes') => app.invoke<Pushed>('push', { queue, events });
const stats = ({ value: { jobId } }: Pushed, queue = 'notes') => app.invoke('stats', { queue, jobId });
const fault = (action: unknown) =>
  app.ask('POST', '/host/faults', [{ match: { kind: 'queue', path: '/publish/' }, action }]);

test('a consumer is given the event as AsyncEvent has it', async () => {
  const { value } = await push({ body: { seen: 'event', a: 1 }, concurrency: { key: 'k', limit: 2 } });
  await app.settled();
  expect(await app.stored('event')).toEqual({
    ...{ body: { seen: 'event', a: 1 }, queueName: 'notes', jobId: value.jobId },
    ...{ eventId: expect.any(String) as unknown, concurrency: { key: 'k', limit: 2 } },
  });
});

test('a delay is one of the clock of the site', async () => {
  await push({ body: { seen: 'event' }, delayInSeconds: 60 });
  await app.later(58 * SECOND);
  expect(await app.stored('event')).toBeUndefined();
  await app.later(2 * SECOND);
  expect(await app.stored('event')).toMatchObject({ delayInSeconds: 60 });
});

test('no more events of a concurrency key at once than its limit, also across queues; others do not wait for them', async () => {
  // Each ends only when one without the key is through.
  const slow = { body: { wait: 50, until: 'free' }, concurrency: { key: 'k', limit: 1 } };
  await push([slow, slow]);
  await push(slow, 'long');
  await push({ body: { seen: 'free' } });
  let most = 0;
  for (let done = 0; done < 3;) {
    const all = await app.deliveries();
    most = Math.max(most, all.filter(({ state, event }) => state === 'running' && event.concurrency).length);
    done = all.filter(({ state, event }) => state === 'delivered' && event.concurrency).length;
  }
  expect(most).toBe(1);
});

test('the statistics of a job, while it runs and after it', async () => {
  const job = await push([{ body: {} }, { body: {}, delayInSeconds: 60 }]);
  await app.settled();
  expect(await stats(job)).toEqual({ value: { success: 1, inProgress: 1, failed: 0 } });
  await app.later(MINUTE);
  expect(await stats(job)).toEqual({ value: { success: 2, inProgress: 0, failed: 0 } });
});

test('a job is forgotten when none of its events can still be there', async () => {
  const job = await push({ body: {} });
  await app.later(25 * 60 * MINUTE);
  await push({ body: {} });
  expect(await stats(job)).toMatchObject({ error: 'JobDoesNotExistError' });
});

test('a job that is cancelled does nothing more', async () => {
  const job = await push([{ body: { seen: 'a' } }, { body: { seen: 'b' }, delayInSeconds: 60 }]);
  await app.settled();
  expect(await app.invoke('cancel', { queue: 'notes', jobId: job.value.jobId })).toEqual({});
  await app.later(MINUTE);
  expect(await app.stored('a')).toBeDefined();
  expect(await app.stored('b')).toBeUndefined();
});

test('an event whose consumer throws comes again, later each time, and says so', async () => {
  const job = await push({ body: { fail: 2, seen: 'event' } });
  await app.settled();
  await app.later(3 * SECOND);
  await app.later(5 * SECOND);
  expect(await app.stored('event')).toMatchObject({
    retryContext: {
      ...{ retryCount: 2, retryReason: expect.any(String) as unknown },
      retentionWindow: {
        startTime: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        remainingTimeMs: expect.any(Number) as unknown,
      },
    },
  });
  expect(await stats(job)).toEqual({ value: { success: 1, inProgress: 0, failed: 0 } });
});

test('a retry that the consumer asks for brings along what it gave', async () => {
  await push({ body: { retryAfter: 60, retryData: 'any kind', seen: 'event' } });
  await app.settled();
  await app.later(MINUTE);
  const retry = { retryCount: 1, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: 'any kind' };
  expect(await app.stored('event')).toMatchObject({ retryContext: retry });
});

test('events that wait survive a restart', async () => {
  const { dataDir } = installed;
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir });
  const job = await push({ body: { seen: 'event' }, delayInSeconds: 60 });
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir });
  expect(await stats(job)).toEqual({ value: { success: 0, inProgress: 1, failed: 0 } });
  await app.later(MINUTE);
  expect(await app.stored('event')).toBeDefined();
});

test('an event at work when the host ended comes again, for nobody knows how far it got', async () => {
  const { dataDir } = installed;
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir, fresh: true });
  await push({ body: { wait: 300, seen: 'event' } });
  while (!(await app.deliveries()).some(({ state }) => state === 'running')) await app.stored('event');
  await app.host.stop();
  app = await startOtherApp(installed, { dataDir });
  await app.settled();
  expect(await app.stored('event')).toBeDefined();
  expect(await app.stored('event')).not.toHaveProperty('retryContext');
});

test.each<[string, unknown, unknown]>([
  ['a service that fails', { status: 500 }, { error: 'InternalServerError' }],
  ['too many requests', { status: 429 }, { error: 'RateLimitError' }],
  ['an answer that is lost', 'drop-after', { error: 'TypeError', message: 'fetch failed' }],
  [
    'some events that are not taken',
    { status: 202, body: { failedEvents: [{ index: '1', errorMessage: 'no room' }] } },
    {
      ...{ error: 'PartialSuccessError', message: 'Failed to process 1 event(s).' },
      failedEvents: [{ errorMessage: 'no room', payload: { body: { b: 2 } } }],
    },
  ],
])('%s, as the real client says it', async (_, action, expected) => {
  await fault(action);
  expect(await push([{ body: { a: 1 } }, { body: { b: 2 } }])).toMatchObject(expected as object);
});

test('a push done twice is two jobs of one id, and its consumer runs twice', async () => {
  await fault('duplicate');
  const job = await push({ body: {} });
  await app.settled();
  expect((await app.deliveries()).filter(({ event }) => event.jobId === job.value.jobId)).toHaveLength(2);
});

test('what is not there is refused', async () => {
  expect(await push({ body: {} }, 'other')).toMatchObject({
    ...{ error: 'InternalServerError', message: expect.stringContaining('no consumer') as unknown },
  });
  expect(await stats({ value: { jobId: 'none' } })).toMatchObject({ error: 'JobDoesNotExistError' });
  const job = await push({ body: {} });
  expect(await stats(job, 'long')).toMatchObject({ error: 'JobDoesNotExistError' });
  expect(await push({ body: {} }, 'no name')).toMatchObject({ error: 'InvalidQueueNameError' });
  expect(await push([])).toMatchObject({ error: 'NoEventsToPushError' });
  expect(await push({ body: 'text' })).toMatchObject({ error: 'InvalidPayloadError' });
});
