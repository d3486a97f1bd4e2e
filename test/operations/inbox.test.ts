import type { Reminder } from '../../src/domain/reminder';
import * as records from '../../src/storage/records';
import { day, moment } from '../fixtures/builders';
import { remindersOn } from '../fixtures/reminders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** A person's inbox in the app: theirs, of what they may read, and true at the moment they look. */

let site: Site;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
});

const remind = (releaseId: string, accountId: string, over: Partial<Reminder> = {}): void => {
  const record = records.reminder({
    ...{ schema: 1, accountId, releaseId, projectId: site.exam.id, handoffId: null, projectKey: 'EXAM', day: null },
    ...{ releaseName: 'As it was', what: 'due', occurrence: day(10), at: moment(), count: 0, seen: false },
    ...over,
  });
  remindersOn(site).put(record);
};
const rowsOf = async (who: Who) => (await site.does(who, 'openInbox', {})).rows;

test('the newest first, under the name that the release has now, and done as soon as it is done', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId));
  remind(releaseId, 'po');
  remind(releaseId, 'po', { what: 'walkthrough', at: moment(1) });
  expect((await rowsOf('po')).map(({ what, isDone, releaseName }) => ({ what, isDone, releaseName }))).toEqual([
    { what: 'walkthrough', isDone: false, releaseName: 'Release 1' },
    { what: 'due', isDone: false, releaseName: 'Release 1' },
  ]);
  await site.does('po', 'handOver', { releaseId, revision: 1 });
  expect((await rowsOf('po')).map(({ what, isDone }) => ({ what, isDone }))).toEqual([
    { what: 'walkthrough', isDone: false },
    { what: 'due', isDone: true },
  ]);
  expect(await rowsOf('cslead')).toEqual([]);
});

test('a full one costs 4 calls, an empty one 1', async () => {
  const releaseId = await site.newRelease();
  valueOf(await site.save('po', releaseId));
  for (let nth = 0; nth < 60; nth += 1)
    remind(nth < 30 ? String(900_000 + nth) : releaseId, 'po', { occurrence: `step-${String(nth)}`, what: 'verify' });
  const { answer, remote } = await site.countCalls(() => rowsOf('po'));
  expect(answer).toHaveLength(50);
  expect(remote).toHaveLength(4);
  expect((await site.countCalls(() => rowsOf('cslead'))).remote).toHaveLength(1);
});

test('one’s own are noted as seen, whatever one sends, and stay so', async () => {
  const releaseId = await site.newRelease();
  remind(releaseId, 'po');
  remind(releaseId, 'cslead');
  const reminders = [{ releaseId, what: 'due' as const, occurrence: day(10) }];
  await site.does('po', 'readReminders', { reminders: [...reminders, ...reminders] });
  await site.does('po', 'readReminders', { reminders: [{ releaseId, what: 'step', occurrence: 'never-given' }] });
  expect((await rowsOf('po')).map(({ seen }) => seen)).toEqual([true]);
  expect((await rowsOf('cslead')).map(({ seen }) => seen)).toEqual([false]);
  expect(site.stored('reminder')).toHaveLength(2);
  const bad = { reminders: [{ releaseId, what: 'due' as const, occurrence: 'x:y' }] };
  expect(refusalOf(await site.call('po', 'readReminders', bad)).code).toBe('bad-input');
});

test('who may not read a release any more finds nothing of it; who reads through a support project, what is live', async () => {
  const [live, draft] = [await site.handedOverRelease(), await site.newRelease()];
  valueOf(await site.save('po', draft));
  for (const who of ['agent2', 'outsider'] as const)
    for (const releaseId of [live, draft]) remind(releaseId, who, { what: 'questions', occurrence: day(-5) });
  expect((await rowsOf('agent2')).map(({ releaseId }) => releaseId)).toEqual([live]);
  expect(await rowsOf('outsider')).toEqual([]);
  valueOf(await site.settle({ supportProjects: [] }));
  expect(await rowsOf('agent2')).toEqual([]);
});

test('settings take a calendar that is one, and no other', async () => {
  const good = { timeZone: 'Asia/Jerusalem', workdays: [7, 1, 2, 3, 4], holidays: ['2026-12-25'], notify: false };
  expect(valueOf(await site.settle(good)).settings).toMatchObject(good);
  for (const bad of [
    { timeZone: 'Mars/Olympus' },
    { timeZone: '' },
    { workdays: [] },
    { workdays: [8] },
    { holidays: ['soon'] },
  ])
    expect(refusalOf(await site.settle(bad)).code).toBe('bad-input');
  // Two admins at once: what one added to the list stays.
  const [seen, wanted] = [{ holidays: [] }, { holidays: ['2026-12-24'] }];
  valueOf(await site.call('admin', 'saveSettings', { projectId: site.exam.id, settings: wanted, seen }));
  expect((await site.does('admin', 'readSettings', { projectId: site.exam.id })).settings.holidays.sort()).toEqual([
    ...['2026-12-24', '2026-12-25'],
  ]);
});

test('of what nobody began it is over once the day is past; of who is no longer named, at once', async () => {
  const unwritten = await site.newRelease({ releaseDate: day(10) });
  remind(unwritten, 'po', { what: 'draft' });
  const written = await site.newRelease({ releaseDate: day(30) });
  valueOf(await site.save('po', written));
  remind(written, 'po', { occurrence: day(30) });
  const open = async () => (await rowsOf('po')).filter(({ isDone }) => !isDone).map(({ releaseId }) => releaseId);
  expect((await open()).sort()).toEqual([unwritten, written].sort());
  jest.setSystemTime(Date.parse(moment(13)));
  expect(await open()).toEqual([written]);
  await site.does('po', 'setPeople', { releaseId: written, po: 'rm', csLead: 'cslead' });
  expect(await open()).toEqual([]);
});
