import type { Head } from '../../src/domain/head';
import * as records from '../../src/storage/records';
import { aHead, day, DAY, moment, NOW } from '../fixtures/builders';
import { doInJira } from '../fixtures/life';
import { remindersOn } from '../fixtures/reminders';
import { startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** The reminders by their trigger, on the app's own storage and the host's Jira. NOW is Tuesday 2026-11-24, 09:00 UTC. */

const HOUR = 3_600_000;
let site: Site;
let log: ReturnType<typeof muteLog>;
let on: ReturnType<typeof remindersOn>;
beforeEach(async () => {
  stopClock();
  log = muteLog();
  site = await startSite();
  valueOf(await site.settle());
  on = remindersOn(site);
});

describe('a release on its way', () => {
  test('each reminder comes on its morning, once, and the agenda says when the next is', async () => {
    const releaseId = await site.newRelease({ releaseDate: '2026-12-10' });
    for (const event of site.told) await site.runEvents(event);
    await on.runAt('2026-11-24T10:00:00Z');
    expect(on.given()).toEqual([]);
    expect(on.nextOf(releaseId)).toBe('2026-11-26T08:00:00.000Z');
    await on.runAt('2026-11-26T08:05:00Z');
    expect(on.given()).toEqual(['draft po']);
    await on.runAt('2026-11-26T09:05:00Z');
    expect(on.given()).toEqual(['draft po']);
    valueOf(await site.save('po', releaseId));
    await on.runAt('2026-12-03T08:05:00Z');
    expect(on.given()).toEqual(['draft po', 'due po']);
    await site.does('po', 'handOver', { releaseId, revision: 1 });
    await on.runAt('2026-12-04T08:05:00Z');
    expect(on.given()).toEqual(expect.arrayContaining(['walkthrough po', 'walkthrough cslead']));
    await on.runAt('2026-12-09T08:05:00Z');
    expect(on.given().filter((one) => one.startsWith('last-day'))).toHaveLength(2);
    expect(on.reminders().find(({ what }) => what === 'last-day')).toMatchObject({ count: 2, day: '2026-12-10' });
    await on.runAt('2026-12-11T08:05:00Z');
    expect(on.nextOf(releaseId)).toBeUndefined();
    expect(on.given()).toHaveLength(6);
  });

  test('a date that changes in Jira moves what is to come; what was done meanwhile isn’t told', async () => {
    const releaseId = await site.newRelease({ releaseDate: '2026-12-10' });
    valueOf(await site.save('po', releaseId));
    await on.runAt('2026-11-24T10:00:00Z');
    expect(on.nextOf(releaseId)).toBe('2026-12-03T08:00:00.000Z');
    site.told.length = 0;
    on.goTo('2026-11-25T10:00:00Z');
    await doInJira(site, [releaseId], { what: 'date', of: 0, to: 0 }, 30); // 2026-12-24
    for (const event of site.told) await site.runEvents(event);
    await on.runAt('2026-11-25T11:00:00Z');
    expect(on.nextOf(releaseId)).toBe('2026-12-17T08:00:00.000Z');
    await site.does('po', 'handOver', { releaseId, revision: 1 });
    await on.runAt('2026-12-17T08:05:00Z');
    expect(on.given()).toEqual([]);
  });

  test('another calendar moves the reminders of all releases, also of those that nobody began', async () => {
    const started = await site.newRelease({ releaseDate: '2026-12-10' });
    valueOf(await site.save('po', started));
    const other = await site.newRelease({ releaseDate: '2026-12-11' });
    const undated = await site.newRelease({ releaseDate: undefined });
    await on.runAt('2026-11-24T10:00:00Z');
    await on.runAt('2026-11-24T11:00:00Z');
    expect(on.nextOf(other)).toBe('2026-11-27T08:00:00.000Z'); // on the agenda since the project's first handoff
    expect(on.nextOf(undated)).toBeUndefined();
    const calendar = { timeZone: 'America/New_York', workdays: [1, 2, 3, 4], holidays: ['2026-11-26'] };
    valueOf(await site.settle(calendar));
    await on.runAt('2026-11-24T12:00:00Z');
    await on.runAt('2026-11-24T13:00:00Z');
    expect(on.nextOf(started)).toBe('2026-12-03T13:00:00.000Z');
    expect(on.nextOf(other)).toBe('2026-11-25T13:00:00.000Z');
  });

  test('a question that waits is told to its owner until it is answered', async () => {
    const releaseId = await site.handedOverRelease({ releaseDate: undefined });
    const ask = {
      releaseId,
      at: moment(),
      people: ['po'],
      revision: 1,
      questions: [{ id: 'question-1', text: 'Why?' }],
    };
    await site.does('po', 'recordWalkthrough', ask);
    await on.runAt('2026-11-26T12:00:00Z');
    await on.runAt('2026-11-27T08:05:00Z');
    expect(on.given()).toEqual(['questions po']);
    await on.runAt('2026-11-30T08:05:00Z');
    expect(on.given()).toEqual(['questions po']);
  });

  test('one that was answered a moment ago isn’t told, though the index still has it open', async () => {
    const releaseId = await site.handedOverRelease({ releaseDate: undefined });
    const ask = {
      releaseId,
      at: moment(),
      people: ['po'],
      revision: 1,
      questions: [{ id: 'question-1', text: 'Why?' }],
    };
    await site.does('po', 'recordWalkthrough', ask);
    const head = (site.stored('handoff') as Head[]).find((one) => one.releaseId === releaseId);
    on.goTo('2026-11-30T08:05:00Z');
    site.state.kvs.indexLagMs = HOUR;
    const question = Object.values(site.state.kvs.entities.question ?? {})[0];
    const answered = structuredClone((question?.value as { body: never }).body) as Record<string, unknown>;
    const ended = { answer: { kind: 'gap', reference: 'x' }, by: 'po', at: moment(6), revision: 1 };
    await site.within(async () => {
      const { writeAll } = await import('../../src/storage/write');
      await writeAll([], [records.question({ ...answered, ended } as never)]);
    });
    expect(head?.openQuestions).toBe(1); // the head alone would say that it waits
    expect(await site.runReminders()).toEqual({ statusCode: 204 });
    expect(on.given()).toEqual([]);
  });
});

describe('a project', () => {
  const bring = async (): Promise<void> => {
    for (const event of site.told.splice(0)) await site.runEvents(event);
  };

  test('that doesn’t use the app is left alone, whatever is set in it, and once support reads it no more', async () => {
    await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.settle({ supportProjects: [], timeZone: 'Asia/Jerusalem' }));
    for (const hours of [1, 2]) await on.runAt(new Date(NOW + hours * HOUR).toISOString());
    expect(on.given()).toEqual([]);
    expect(on.agenda('release')).toEqual([]);
    const later = await site.newRelease({ releaseDate: '2026-12-10' });
    valueOf(await site.settle());
    for (const hours of [3, 4]) await on.runAt(new Date(NOW + hours * HOUR).toISOString());
    expect(on.nextOf(later)).toBe('2026-11-26T06:00:00.000Z');
    const before = on.given();
    valueOf(await site.settle({ supportProjects: [] }));
    await on.runAt('2026-11-26T08:05:00Z');
    expect(on.given()).toEqual(before);
    expect(on.agenda('release')).toEqual([]);
  });

  test('in the trash: nobody is reminded; back again, of what holds then, each once', async () => {
    const [unwritten, written, told] = [
      await site.newRelease({ releaseDate: '2026-12-11' }),
      await site.newRelease({ releaseDate: '2026-12-04' }),
      await site.newRelease({ releaseDate: day(7) }),
    ];
    for (const releaseId of [written, told]) valueOf(await site.save('po', releaseId));
    await bring();
    await on.runAt('2026-11-24T10:00:00Z');
    expect(on.given()).toEqual(['due po']);
    await site.rest('admin', 'DELETE', '/rest/api/3/project/EXAM?enableUndo=true');
    await bring();
    for (const at of ['2026-11-27T08:05:00Z', '2026-11-27T09:05:00Z']) await on.runAt(at);
    expect(on.given()).toEqual(['due po']);
    expect(on.agenda('release')).toEqual([]);
    await site.rest('admin', 'POST', '/rest/api/3/project/EXAM/restore');
    await bring();
    for (const at of ['2026-11-27T10:05:00Z', '2026-11-27T11:05:00Z']) await on.runAt(at);
    const of = (releaseId: string) => on.reminders().filter((one) => one.releaseId === releaseId);
    expect(of(unwritten).map(({ what }) => what)).toEqual(['draft']);
    for (const releaseId of [written, told]) expect(of(releaseId).filter(({ what }) => what === 'due')).toHaveLength(1);
  });
});

describe('10,000 releases', () => {
  /** What the surveys of the project had to do is done by then. */
  const begin = async (): Promise<void> => {
    for (let nth = 0; nth < 2; nth += 1) await on.runAt(new Date(NOW + HOUR + nth).toISOString());
  };
  const fill = (all: number, dueOnes: number): void => {
    for (let nth = 0; nth < all; nth += 1) {
      const isDue = nth < dueOnes;
      const releaseId = String(500_000 + nth);
      const po = `po-${String(nth)}`;
      const head = aHead({ releaseId, handoffId: `handoff-${releaseId}`, projectId: site.exam.id, po, csLead: null });
      const at = isDue ? NOW - HOUR : NOW + DAY;
      on.put(
        records.handoff({ ...head, releaseDate: isDue ? day(7) : day(60) }),
        records.agenda({ kind: 'release', releaseId, projectId: site.exam.id }, at, 1),
      );
    }
  };

  test('of which 20 are due cost 8 reads, and no call for any of the others', async () => {
    await begin();
    fill(10_000, 20);
    const { remote } = await site.countCalls(() => on.runAt(new Date(NOW + 2 * HOUR).toISOString()));
    expect(on.given()).toHaveLength(20);
    expect(remote.filter((call) => /kvs .*(get|query)$/.test(call))).toHaveLength(8);
    const { remote: none } = await site.countCalls(() => on.runAt(new Date(NOW + 3 * HOUR).toISOString()));
    expect(none).toHaveLength(3); // nothing is due: one look for each kind
  });

  test('all of them due at once: as many as the limits let, and the next runs go on', async () => {
    await begin();
    fill(300, 300);
    site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action: { status: 429 } }]);
    await on.runAt(new Date(NOW + 2 * HOUR).toISOString());
    const first = on.given().length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(300);
    for (let hour = 3; hour < 6; hour += 1) await on.runAt(new Date(NOW + hour * HOUR).toISOString());
    expect(on.given()).toHaveLength(300);
    expect(new Set(on.given()).size).toBe(300);
  });
});

describe('each once', () => {
  test('also by two runs at once, by one that comes twice, and by one whose answer was lost', async () => {
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.save('po', releaseId));
    await on.issueOf(releaseId);
    on.goTo(moment(0.1));
    await Promise.all([site.runReminders(), site.runReminders(), site.runReminders()]);
    expect(on.given()).toEqual(['due po']);
    expect(on.notified()).toHaveLength(1);
    await site.runReminders();
    expect(on.notified()).toHaveLength(1);
  });

  test('what was written and its answer lost isn’t written again', async () => {
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.save('po', releaseId));
    await site.runReminders(); // the project's other releases are put on the agenda
    jest.setSystemTime(NOW + DAY);
    on.put(records.agenda({ kind: 'release', releaseId, projectId: site.exam.id }, NOW, 7));
    const before = on.reminders().length;
    expect(before).toBe(1);
    site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-after' }]);
    await site.runReminders();
    const seen = on.reminders().map((reminder) => JSON.stringify(reminder));
    await on.runAt(new Date(NOW + DAY + HOUR).toISOString());
    await on.runAt(new Date(NOW + DAY + 2 * HOUR).toISOString());
    expect(on.reminders().map((reminder) => JSON.stringify(reminder))).toEqual(seen);
  });

  test('of two runs that overlap one gives it, and the other writes nothing over that', async () => {
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.save('po', releaseId));
    on.goTo(moment(0.1));
    site.faults.add([
      { match: { kind: 'kvs', path: 'transaction', body: 'reminder:po' }, times: 1, action: { delayMs: 300 } },
    ]);
    const first = site.runReminders();
    await site.faultsMet(); // it has read that nothing was given
    await site.runReminders();
    jest.setSystemTime(Date.now() + 1_000);
    await first;
    const stored = Object.values(site.state.kvs.entities.reminder ?? {});
    expect(stored).toHaveLength(1);
    expect(stored[0]?.updatedAt).toBe(stored[0]?.createdAt);
  });

  test('somebody who comes in between keeps it due: nobody is told of what they have just done', async () => {
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.save('po', releaseId));
    on.goTo(moment(0.1));
    site.faults.add([
      { match: { kind: 'kvs', path: 'transaction', body: 'reminder:po' }, times: 1, action: { delayMs: 300 } },
    ]);
    const running = site.runReminders();
    await site.faultsMet();
    await site.does('po', 'handOver', { releaseId, revision: 1 });
    await running;
    expect(on.given()).toEqual([]);
    await on.runAt(moment(0.2));
    expect(on.given()).toEqual([]);
    expect(on.nextOf(releaseId)).toBe('2026-11-26T08:00:00.000Z'); // the walkthrough's, five days before 2026-12-01
  });
});

describe('what fails', () => {
  test('a record that can’t be read keeps nobody waiting, is looked at again in an hour, and is told to the admin', async () => {
    const [bad, good] = [
      await site.newRelease({ releaseDate: day(60) }),
      await site.newRelease({ releaseDate: day(60) }),
    ];
    for (const releaseId of [bad, good]) valueOf(await site.save('po', releaseId));
    const stored = site.state.kvs.entities.handoff?.[`handoff:${bad}`];
    (stored?.value as { body: Record<string, unknown> }).body.revision = 'broken';
    await on.runAt(moment(53.1));
    expect(on.reminders().map(({ releaseId }) => releaseId)).toEqual([good]);
    expect(on.nextOf(bad)).toBe(new Date(NOW + 53.1 * DAY + HOUR).toISOString());
    expect(log.error).toHaveBeenCalled();
    expect(site.state.kvs.plain.failures?.value).toMatchObject({ last: [{ where: 'reminders' }] });
  });

  test('Jira that asks to slow down ends the run; the next one goes on', async () => {
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    for (const event of site.told) await site.runEvents(event);
    const action = { status: 429, headers: { 'retry-after': '60' } }; // too long to be waited for
    site.faults.add([{ match: { kind: 'jira', path: `/version/${releaseId}` }, times: 1, action }]);
    await on.runAt(moment(0.1));
    expect(on.given()).toEqual([]);
    await on.runAt(moment(0.2));
    expect(on.given()).toEqual(['due po']);
  });

  test('a run whose time is over begins nothing new', async () => {
    const { runReminders } = await import('../../src/operations/reminders/run-reminders');
    const releaseId = await site.newRelease({ releaseDate: day(7) });
    valueOf(await site.save('po', releaseId));
    on.goTo(moment(0.1));
    await site.within(() => runReminders(Date.now(), () => false));
    expect(on.given()).toEqual([]);
    let asked = 0;
    await site.within(() => runReminders(Date.now(), () => (asked += 1) < 5)); // enough for what is due, not for telling it
    expect(on.given()).toEqual(['due po']);
    await on.issueOf(releaseId);
    await on.runAt(moment(0.2));
    expect(on.notified()).toHaveLength(1);
  });
});

test('nobody who wasn’t named is ever reminded', async () => {
  const people: readonly Who[] = ['po', 'cslead'];
  await site.handedOverRelease({ releaseDate: day(3) });
  for (let days = 0; days < 12; days += 1) await on.runAt(moment(days + 0.1));
  expect(on.reminders().length).toBeGreaterThan(0);
  for (const { accountId } of on.reminders()) expect(people).toContain(accountId);
});
