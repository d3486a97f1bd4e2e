import type { Agenda } from '../../domain/agenda';
import { HOUR } from '../../domain/day';
import type { Reminder } from '../../domain/reminder';
import { dueEntries, moveEntry, type Entry, type EntryOf } from '../../storage/agenda';
import { checkGiven } from '../../storage/reminders';
import { noteFailure } from '../note-failure';
import { giveOf, lookAtRelease, readReleases, type Given, type Looked } from './remind-of-release';
import { isTooMuch, type HasTime } from '../run';
import { issuesOfRun, readTelling, sendDigest, type Waiting } from './send-digests';
import { surveyProject } from './survey-project';

/** As many are looked at side by side: with their projects' settings they fit into one call of the storage. */
const AT_ONCE = 20;

const inParts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, nth) => all.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE));

/** One that fails mustn't keep the others waiting: it is put off for an hour. */
const guarded = async (entry: Entry, now: number, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (isTooMuch(error)) throw error;
    console.error(`agenda: a ${entry.body.kind} failed`, error);
    await noteFailure(error, 'reminders', now);
    await moveEntry(entry, { at: now + HOUR });
  }
};

/** All that was begun comes to its end before the first failure is told. */
const sideBySide = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const ends = await Promise.allSettled(all.map(work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};

/** What can be read for all at once; undefined where one of them can't be read: then each is read by itself. */
const together = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (isTooMuch(error)) throw error;
    return undefined;
  }
};

async function* parts<K extends Agenda['kind']>(kind: K, now: number, hasTime: HasTime): AsyncGenerator<EntryOf<K>[]> {
  for await (const page of dueEntries(kind, now))
    for (const part of inParts(page)) {
      if (!hasTime()) return;
      yield part;
    }
}

const remindAll = async (now: number, hasTime: HasTime): Promise<Given[]> => {
  const given: Given[] = [];
  for await (const part of parts('release', now, hasTime)) {
    const read = await together(() => readReleases(part));
    const looked: Looked[] = [];
    await sideBySide(part, (entry) =>
      guarded(entry, now, async () => {
        looked.push(await lookAtRelease(entry, read ?? (await readReleases([entry])), now));
      }),
    );
    const checked = await together(() => checkGiven(looked.map(({ toCheck }) => toCheck)));
    await sideBySide(looked, (one) =>
      guarded(one.entry, now, async () => {
        given.push(...(await giveOf(one, checked ?? (await checkGiven([one.toCheck])), now)));
      }),
    );
  }
  return given;
};

const tellAll = async (given: readonly Given[], now: number, hasTime: HasTime): Promise<void> => {
  // The last entry that was written for a person is the one that stands.
  const news = new Map<string, { person: EntryOf<'person'>; news: Reminder[] }>();
  for (const { person, reminder } of given) {
    const before = news.get(person.body.accountId)?.news ?? [];
    news.set(person.body.accountId, { person, news: [...before, reminder] });
  }
  const issueOf = issuesOfRun();
  const tell = async (waiting: readonly Waiting[]): Promise<void> => {
    const known = await together(() => readTelling(waiting));
    for (const [nth, one] of waiting.entries())
      await guarded(one.person, now, async () => {
        const [telling] = known?.slice(nth, nth + 1) ?? (await readTelling([one]));
        if (telling !== undefined) await sendDigest(telling, issueOf, now);
      });
  };
  for (const part of inParts([...news.values()])) {
    if (!hasTime()) return;
    await tell(part);
  }
  for await (const part of parts('person', now, hasTime)) {
    const earlier = part.filter(({ body }) => !news.has(body.accountId)).map((person) => ({ person, news: [] }));
    if (earlier.length > 0) await tell(earlier);
  }
};

/**
 * One run of the reminders: projects to go through, releases to look at, people to tell. It reads what is due and nothing else, may come
 * twice, at once or late, and may end anywhere: what isn't done is due with the next run.
 * @param hasTime asked before each part; false where the run is to end
 * @throws JiraError or StorageError `rate-limited`, and what the storage can't do for anybody
 */
export const runReminders = async (now: number, hasTime: HasTime): Promise<void> => {
  for await (const part of parts('project', now, hasTime))
    for (const entry of part) if (hasTime()) await guarded(entry, now, () => surveyProject(entry, now));
  const given = await remindAll(now, hasTime);
  await tellAll(given, now, hasTime);
};
