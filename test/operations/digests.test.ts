import type { Head } from '../../src/domain/head';
import * as records from '../../src/storage/records';
import { day, moment } from '../fixtures/builders';
import { remindersOn } from '../fixtures/reminders';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** What people are told through Jira's own notification: at most once a day, once each, and only who may see it. */

let site: Site;
let on: ReturnType<typeof remindersOn>;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  on = remindersOn(site);
});

/** Its head names other people: whom it names may lose their access later. */
const nowOf = (releaseId: string, people: Partial<Head>): void => {
  const head = (site.stored('handoff') as Head[]).find((one) => one.releaseId === releaseId);
  if (head !== undefined) on.put(records.handoff({ ...head, ...people }));
};

const dueRelease = async (name: string, over: Record<string, unknown> = {}): Promise<string> => {
  const releaseId = await site.newRelease({ name, releaseDate: day(7), ...over });
  valueOf(await site.save('po', releaseId));
  await on.issueOf(releaseId);
  return releaseId;
};

test('one for all that a person is reminded of that day; what comes later that day waits for the next working day', async () => {
  await dueRelease('First');
  await dueRelease('Second');
  await on.runAt(moment(0.1));
  expect(on.notified()).toEqual([expect.objectContaining({ to: ['po'] })]);
  expect(on.notified()[0]?.text).toMatch(/First.*\n.*Second/);
  await dueRelease('Third');
  await dueRelease('Fourth');
  await on.runAt(moment(0.2));
  await on.runAt(moment(0.3));
  expect(on.notified()).toHaveLength(1);
  expect(on.agenda('person')).toEqual([{ key: 'agenda:person:po', at: '2026-11-25T08:00:00.000Z' }]);
  await on.runAt('2026-11-25T08:05:00Z');
  expect(on.notified()).toHaveLength(2);
  expect(on.notified()[1]?.text).toMatch(/Third/);
  expect(on.notified()[1]?.text).not.toMatch(/First/);
  expect(on.agenda('person')).toEqual([]);
});

test('what is done by then isn’t told', async () => {
  await dueRelease('First');
  await on.runAt(moment(0.1));
  const second = await dueRelease('Second');
  await on.runAt(moment(0.2));
  await site.does('po', 'handOver', { releaseId: second, revision: 1 });
  await on.runAt('2026-11-25T08:05:00Z');
  expect(on.notified().filter(({ text }) => text.includes('Second'))).toEqual([]);
});

test('only who may see an issue of the release is told, and only where the project lets it', async () => {
  const releaseId = await dueRelease('Of the agents');
  nowOf(releaseId, { po: 'agent2', csLead: null });
  await on.runAt(moment(0.1));
  expect(on.given()).toEqual(['due agent2']);
  expect(on.notified()).toEqual([]);
  expect(on.agenda('person')).toEqual([]);
  valueOf(await site.settle({ notify: false }));
  await dueRelease('Silent');
  await on.runAt(moment(0.2));
  expect(on.given()).toContain('due po');
  expect(on.notified()).toEqual([]);
});

test('somebody whom Jira doesn’t know any more harms nobody', async () => {
  const releaseId = await dueRelease('Of somebody who left');
  nowOf(releaseId, { po: 'gone-account' });
  await dueRelease('Of the PO');
  await on.runAt(moment(0.1));
  expect(on.given()).toEqual(['due gone-account', 'due po']);
  expect(on.notified().map(({ to }) => to)).toEqual([['po']]);
  expect(on.agenda('person')).toEqual([]);
});

test.each([
  [{ status: 429, headers: { 'retry-after': '60' } }, 1], // wasn't sent: the next run sends it
  ['drop-after', 1], // may have been sent
  [{ status: 500 }, 0],
] as const)('a notification that fails by %j is never sent twice: %d', async (action, sent) => {
  await dueRelease('First');
  site.faults.add([{ match: { kind: 'jira', path: '/notify' }, times: 1, action }]);
  for (const days of [0.1, 0.2, 0.3, 1]) await on.runAt(moment(days));
  expect(on.notified()).toHaveLength(sent);
});

test('Jira that doesn’t say which issue there is: told an hour later, once', async () => {
  await dueRelease('First');
  site.faults.add([{ match: { kind: 'jira', path: '/search/jql' }, times: 1, action: { status: 500 } }]);
  await on.runAt(moment(0.1));
  expect(on.notified()).toEqual([]);
  for (const days of [0.15, 0.2, 1]) await on.runAt(moment(days));
  expect(on.notified()).toHaveLength(1);
});

test('a name from right to left, with marks that would turn the rest, stays by itself', async () => {
  await dueRelease('שחרור 2.4\u202E\n\u0085גרסה');
  await on.runAt(moment(0.1));
  const [subject, text] = on.notified().flatMap((told) => [told.subject, told.text]);
  expect(subject).toBe('CS handoff of \u2068שחרור 2.4 גרסה\u2069');
  expect(text).toContain('• \u2068שחרור 2.4 גרסה\u2069 (EXAM): The handoff for the release on 2026-12-01 is due');
  expect(`${subject ?? ''}${text ?? ''}`).not.toMatch(/[\u202A-\u202E]/);
});

test('a release without issues has only the inbox', async () => {
  const releaseId = await site.newRelease({ releaseDate: day(7) });
  valueOf(await site.save('po', releaseId));
  await on.runAt(moment(0.1));
  expect(on.given()).toEqual(['due po']);
  expect(on.notified()).toEqual([]);
});

test('what becomes due at night or at a weekend is told in the morning of the next working day', async () => {
  on.goTo('2026-11-28T22:00:00Z'); // a Saturday
  await dueRelease('Begun late', { releaseDate: '2026-12-05' });
  await on.runAt('2026-11-28T23:00:00Z');
  expect(on.given()).toEqual(['due po']); // the inbox waits for nobody
  expect(on.notified()).toEqual([]);
  expect(on.agenda('person')).toEqual([{ key: 'agenda:person:po', at: '2026-11-30T08:00:00.000Z' }]);
  await dueRelease('Begun later', { releaseDate: '2026-12-04' });
  await on.runAt('2026-11-30T08:05:00Z');
  const told = on.notified().filter(({ to }) => to.includes('po'));
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toMatch(/Begun late\u2069/);
  expect(told[0]?.text).toMatch(/Begun later\u2069/);
});

test('told of the day that has begun in one project already: not again in a project where it is still the day before', async () => {
  valueOf(await site.settle({ timeZone: 'Pacific/Auckland' }));
  await dueRelease('In the morning');
  await on.runAt('2026-11-24T19:05:00Z'); // the 25th in Auckland
  expect(on.notified()).toHaveLength(1);
  valueOf(await site.settle({ timeZone: 'America/Los_Angeles' }));
  await dueRelease('Of yesterday');
  await on.runAt('2026-11-24T20:05:00Z');
  expect(on.notified()).toHaveLength(1);
  expect(on.agenda('person')).toEqual([{ key: 'agenda:person:po', at: '2026-11-26T16:00:00.000Z' }]);
});
