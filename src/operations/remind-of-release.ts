import type { Head } from '../domain/head';
import type { Question } from '../domain/question';
import type { Reminder } from '../domain/reminder';
import { questionsDue, remindersOf, type Due } from '../domain/reminders';
import type { RolloutStep } from '../domain/rollout';
import type { Settings } from '../domain/settings';
import { projectForApp } from '../jira/projects';
import { releaseForApp } from '../jira/releases';
import { moveEntry, newStamp, type EntryOf } from '../storage/agenda';
import { listQuestions, readHeadsAndSettings } from '../storage/read';
import { records } from '../storage/records';
import { readGiven, readSteps } from '../storage/reminders';

/** What the agenda's entries of some releases speak of, read at once. */
export type Read = {
  readonly headOf: (releaseId: string) => Head | null;
  readonly settingsOf: (projectId: string) => Settings;
  readonly stepsOf: (handoffId: string) => readonly RolloutStep[];
};

/** 2 calls for up to 25 releases and projects: heads with settings, then steps. */
export const readReleases = async (entries: readonly EntryOf<'release'>[]): Promise<Read> => {
  const ids = entries.map(({ body }) => body.releaseId);
  const projects = [...new Set(entries.map(({ body }) => body.projectId))];
  const { heads, settingsOf } = await readHeadsAndSettings(ids, projects);
  const rollingOut = [...heads.values()].filter(({ revision, ended }) => revision > 0 && ended === null);
  const steps = await readSteps(rollingOut.map(({ handoffId }) => handoffId));
  return {
    headOf: (releaseId) => heads.get(releaseId) ?? null,
    settingsOf,
    stepsOf: (handoffId) => steps.get(handoffId) ?? [],
  };
};

const inHead = (head: Head) => ({
  ...{ releaseDate: head.releaseDate, released: head.released, archived: head.archived },
  ...{ driver: null, name: head.releaseName },
});

/** Somebody reminded, and their entry on the agenda of Jira's notifications. */
export type Given = { readonly reminder: Reminder; readonly person: EntryOf<'person'> };

/** A transaction takes 25 records (Forge docs: limits-kvs-ce): the entry, and for each reminder one, with one of its person. */
const AT_ONCE = 12;

/**
 * Looks at one release: gives what holds and wasn't given, and says when to look again. The reminders are written together with the
 * entry's move, which only one of two runs can do: so each is given once, also by runs that come twice, at once or late.
 */
export const remindOfRelease = async (entry: EntryOf<'release'>, read: Read, now: number): Promise<Given[]> => {
  const { releaseId, projectId } = entry.body;
  const head = read.headOf(releaseId);
  const settings = read.settingsOf(projectId);
  const release = head === null ? await releaseForApp(releaseId) : inHead(head);
  if (release === null) {
    await moveEntry(entry, null);
    return [];
  }
  const questionsFrom = questionsDue(head, settings);
  const asked =
    head === null || questionsFrom === null || questionsFrom > now
      ? []
      : (await listQuestions(head.handoffId)).filter(({ ended }) => ended === null);
  const steps = head === null ? [] : read.stepsOf(head.handoffId);
  const known = (questions: readonly Question[]) => remindersOf({ ...release, head, settings, steps, questions, now });
  const first = known(asked);
  const idOf = ({ what, occurrence }: Due) => ({ releaseId, what, occurrence });
  const wanted = first.due.flatMap((due) => due.to.map((accountId) => ({ accountId, id: idOf(due) })));
  // Where nothing holds there is nothing more to read: so it is with nearly all.
  if (wanted.length === 0) return give(entry, [], first.next, now);
  const ofQuestions = first.due.some(({ what }) => what === 'questions');
  const given = await readGiven(wanted, head?.handoffId ?? '', ofQuestions ? asked.map(({ id }) => id) : []);
  const { due, next } = ofQuestions ? known(given.questions) : first;
  const holding = due.flatMap((one) => one.to.map((accountId) => ({ ...one, accountId })));
  const isKnown = (one: (typeof holding)[number]): boolean =>
    wanted.some(
      ({ accountId, id }) => accountId === one.accountId && id.what === one.what && id.occurrence === one.occurrence,
    );
  const news = holding.filter((one) => isKnown(one) && !given.isGiven(one.accountId, idOf(one)));
  const projectKey = head?.projectKey ?? (await projectForApp(projectId))?.key ?? '';
  const at = new Date(now).toISOString();
  const reminders = news.map(({ accountId, what, occurrence, day, count }): Reminder => ({
    ...{ schema: 1, accountId, releaseId, what, occurrence, projectId, projectKey, at, day, count, seen: false },
    ...{ handoffId: head?.handoffId ?? null, releaseName: release.name },
  }));
  // A question that got another owner a moment ago: whether they were told is to be read first.
  return give(entry, reminders, holding.every(isKnown) ? next : entry.at, now);
};

const give = async (
  entry: EntryOf<'release'>,
  news: readonly Reminder[],
  next: number | null,
  now: number,
): Promise<Given[]> => {
  const part = news.slice(0, AT_ONCE);
  const isAll = part.length === news.length;
  const persons = new Map(
    part.map(({ accountId }) => [
      accountId,
      { body: { kind: 'person', accountId }, at: now, stamp: newStamp() } as const,
    ]),
  );
  const others = [
    ...part.map((reminder) => records.reminder(reminder)),
    ...[...persons.values()].map(({ body, at, stamp }) => records.agenda(body, at, stamp)),
  ];
  // What doesn't fit in comes with the next run: the entry stays due.
  const moved = await moveEntry(entry, isAll ? (next === null ? null : { at: next }) : { at: entry.at }, others);
  if (!moved) return [];
  return part.flatMap((reminder) => {
    const person = persons.get(reminder.accountId);
    return person === undefined ? [] : [{ reminder, person }];
  });
};
