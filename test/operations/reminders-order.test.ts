import fc from 'fast-check';
import { blockersOf } from '../../src/domain/gate';
import type { Head } from '../../src/domain/head';
import type { Reminder } from '../../src/domain/reminder';
import { reminderText } from '../../src/domain/reminder-words';
import { anId, DAY, moment, NOW, settingsWith } from '../fixtures/builders';
import { doInJira } from '../fixtures/life';
import { startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/**
 * Whatever people and Jira do in whatever order, and however the trigger comes (late, twice, several at once): nobody is reminded twice of the
 * same, nor of what is done, and nobody is forgotten.
 */

const HOUR = 3_600_000;

type Act =
  | { readonly what: 'wait'; readonly hours: number; readonly runs: number }
  | { readonly what: 'save' | 'hand-over' | 'walk' | 'sign' | 'answer' | 'close' | 'swap-people'; readonly of: number }
  | { readonly what: 'date'; readonly of: number; readonly days: number }
  | { readonly what: 'release' | 'unrelease' | 'archive' | 'unarchive'; readonly of: number };

const of = fc.nat(1);
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: fc.record({
      what: fc.constant('wait'),
      hours: fc.integer({ min: 1, max: 80 }),
      runs: fc.integer({ min: 0, max: 3 }),
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({
      what: fc.constantFrom('save', 'hand-over', 'walk', 'sign', 'answer', 'close', 'swap-people'),
      of,
    }),
    weight: 4,
  },
  { arbitrary: fc.record({ what: fc.constant('date'), of, days: fc.integer({ min: 1, max: 30 }) }), weight: 1 },
  { arbitrary: fc.record({ what: fc.constantFrom('release', 'unrelease', 'archive', 'unarchive'), of }), weight: 1 },
);

const headsOf = (site: Site): Head[] => site.stored('handoff') as Head[];
const remindersOf = (site: Site): Reminder[] => site.stored('reminder') as Reminder[];

const act = async (
  site: Site,
  releases: readonly string[],
  one: Exclude<Act, { what: 'wait' }>,
  nth: number,
): Promise<void> => {
  const releaseId = releases[one.of] ?? '';
  const head = headsOf(site).find((each) => each.releaseId === releaseId);
  const revision = head?.revision ?? 0;
  switch (one.what) {
    case 'save':
      await site.save('po', releaseId, { expectedRevision: revision });
      return;
    case 'hand-over':
      await site.call('po', 'handOver', { releaseId, revision });
      return;
    case 'walk': {
      const questions = [{ id: anId(), text: 'Why?' }];
      const at = new Date(Date.now()).toISOString();
      await site.call('po', 'recordWalkthrough', { releaseId, at, people: ['po', 'cslead'], revision, questions });
      return;
    }
    case 'sign':
      await site.call('cslead', 'signHandoff', { releaseId, revision });
      return;
    case 'answer': {
      const asked = (site.stored('question') as { id: string; handoffId: string; ended: unknown }[]).find(
        ({ handoffId, ended }) => handoffId === head?.handoffId && ended === null,
      );
      const answer = { kind: 'gap', reference: 'EXAM-1' } as const;
      if (asked !== undefined) await site.call('po', 'answerQuestion', { releaseId, questionId: asked.id, answer });
      return;
    }
    case 'close':
      await site.call('po', 'closeHandoff', { releaseId });
      return;
    case 'swap-people':
      if (head !== undefined) await site.call('po', 'setPeople', { releaseId, po: head.csLead, csLead: head.po });
      return;
    case 'date':
      await doInJira(site, releases, { what: 'date', of: one.of, to: 0 }, one.days);
      break;
    default:
      await doInJira(site, releases, { what: one.what, of: one.of, to: 0 }, nth);
  }
  for (const event of site.told.splice(0)) await site.runEvents(event);
};

const BEFORE: readonly Reminder['what'][] = ['draft', 'due', 'walkthrough', 'last-day'];

/** May this be said now, by what the head says? Apart from the rule that the app itself uses. */
const isTrue = (reminder: Reminder, head: Head | undefined, now: number): boolean => {
  if (head === undefined) return reminder.what === 'draft' || BEFORE.includes(reminder.what);
  if (head.archived || head.done !== null) return false;
  const isBefore = !head.released && head.releaseDate === reminder.occurrence;
  switch (reminder.what) {
    case 'draft':
      return isBefore && head.revision === 0;
    case 'due':
      return isBefore && head.handedOver === null;
    case 'walkthrough':
      return isBefore && head.walkthrough === null;
    case 'last-day':
      return isBefore && blockersOf(head, settingsWith(), now).length > 0;
    case 'questions':
      return head.openQuestions > 0;
    default:
      return true;
  }
};

/** Eight o'clock UTC of the last day from Monday to Friday that is so many days before. */
const morningBefore = (date: string, days: number): number => {
  let at = Date.parse(date) - days * DAY;
  while ([0, 6].includes(new Date(at).getUTCDay())) at -= DAY;
  return at + 8 * HOUR;
};

const isForgotten = (site: Site, head: Head, now: number): boolean => {
  const { releaseDate, po } = head;
  if (releaseDate === null || po === null || head.released || head.archived || head.done !== null) return false;
  if (head.handedOver !== null || now < morningBefore(releaseDate, 7) || now >= morningBefore(releaseDate, 1))
    return false;
  return !remindersOf(site).some(
    ({ what, accountId, releaseId, occurrence }) =>
      what === 'due' && accountId === po && releaseId === head.releaseId && occurrence === releaseDate,
  );
};

test('nobody twice, nobody of what is done, nobody forgotten', async () => {
  stopClock();
  muteLog();
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 25 }), async (acts) => {
      jest.setSystemTime(NOW);
      const site = await startSite();
      valueOf(await site.settle());
      const releases = [await site.newRelease({ releaseDate: moment(12).slice(0, 10) }), await site.newRelease()];
      for (const releaseId of releases) await site.newIssue('EXAM', 'Bug', { fixVersions: [{ id: releaseId }] });
      for (const event of site.told.splice(0)) await site.runEvents(event);
      const given = new Map<string, string>();
      for (const [nth, one] of acts.entries()) {
        jest.setSystemTime(Date.now() + 2_000);
        if (one.what !== 'wait') {
          await act(site, releases, one, nth + 1);
          continue;
        }
        jest.setSystemTime(Date.now() + one.hours * HOUR);
        await Promise.all(Array.from({ length: one.runs }, () => site.runReminders()));
        const now = Date.now();
        for (const reminder of remindersOf(site)) {
          const { accountId, releaseId, what, occurrence } = reminder;
          const key = [accountId, releaseId, what, occurrence].join(' ');
          const asGiven = JSON.stringify(reminder);
          expect(given.get(key) ?? asGiven).toBe(asGiven); // never written again
          if (!given.has(key)) {
            const head = headsOf(site).find((each) => each.releaseId === releaseId);
            expect({ reminder, isTrue: isTrue(reminder, head, now) }).toEqual({ reminder, isTrue: true });
          }
          given.set(key, asGiven);
        }
        if (one.runs > 0) expect(headsOf(site).filter((head) => isForgotten(site, head, now))).toEqual([]);
      }
      // What Jira told: each reminder at most once, and one notification per person and day.
      const notifications = site.state.jira.notifications.filter(({ text }) => text.startsWith('What you owe'));
      const days = notifications.map(({ to, at }) => `${String(to)} ${new Date(at).toISOString().slice(0, 10)}`);
      expect(new Set(days).size).toBe(days.length);
      const lines = notifications.flatMap(({ to, text }) =>
        text
          .split('\n')
          .flatMap((line) => (line.startsWith('•') ? [`${String(to)} ${line.split('): ')[1] ?? ''}`] : [])),
      );
      for (const line of new Set(lines)) {
        const reminders = remindersOf(site).filter((each) => `${each.accountId} ${reminderText(each)}` === line);
        expect(lines.filter((each) => each === line).length).toBeLessThanOrEqual(reminders.length);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
