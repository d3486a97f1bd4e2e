import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { holdClock, muteLog, passing } from '../fixtures/time';

/** What the app does when Jira says that it comes too soon: it waits where that helps, and else says so at once. */

let site: Site;
let releaseId: string;
beforeEach(async () => {
  holdClock();
  muteLog();
  site = await startSite();
  releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId));
});

/** The answer, and after how many seconds of the site's clock it came. */
const timed = async <T>(work: Promise<T>): Promise<readonly [answer: T, seconds: number]> => {
  const began = Date.now();
  const answer = await passing(work, 20);
  return [answer, (Date.now() - began) / 1_000];
};

const saysTooSoon = (times: number, headers: Record<string, string>) =>
  site.faults.add([{ match: { kind: 'jira', path: '/version/' }, times, action: { status: 429, headers } }]);
const save = () => site.save('po', releaseId, { expectedRevision: 1 });

test('a second or two are waited out, and the person hears nothing of it', async () => {
  saysTooSoon(2, { 'retry-after': '1' });
  const [answer, seconds] = await timed(save());
  expect(valueOf(answer).outcome).toBe('saved');
  expect(seconds).toBeGreaterThanOrEqual(2);
  expect(seconds).toBeLessThan(4);
});

test.each<[string, Record<string, string>]>([
  ['half an hour', { 'retry-after': '1800' }],
  ['nobody knows how long', { 'retry-after': '' }],
  ['a date', { 'retry-after': 'Wed, 25 Nov 2026 09:00:00 GMT' }],
])('%s is not waited for', async (_, headers) => {
  saysTooSoon(1, headers);
  const [answer, seconds] = await timed(save());
  expect(refusalOf(answer).code).toBe('rate-limited');
  expect(seconds).toBeLessThan(1);
});

test('patience ends after some seconds, long before the time of a function', async () => {
  saysTooSoon(100, { 'retry-after': '1' });
  const [answer, seconds] = await timed(save());
  expect(refusalOf(answer).code).toBe('rate-limited');
  expect(seconds).toBeGreaterThan(5);
  expect(seconds).toBeLessThan(10);
  expect(site.stored('revision')).toHaveLength(1);
});
