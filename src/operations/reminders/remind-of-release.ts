import type { Head, Release } from '../../domain/head';
import type { Question } from '../../domain/question';
import type { Reminder } from '../../domain/reminder';
import { questionsDue, remindersOf, type Due } from '../../domain/reminders';
import type { RolloutStep } from '../../domain/rollout';
import type { Settings } from '../../domain/settings';
import { projectForApp } from '../../jira/projects';
import { releaseForApp } from '../../jira/releases';
import { moveEntry, newStamp, type EntryOf } from '../../storage/agenda';
import { readHeadsAndSettings } from '../../storage/read';
import { listQuestions } from '../../storage/read-handoff';
import * as records from '../../storage/records';
import { readStepsOfAll, type Checked, type ToCheck } from '../../storage/reminders';
import { usesApp } from '../uses-app';

/** What the agenda's entries of some releases speak of, read at once. */
type Read = {
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
  const steps = await readStepsOfAll(rollingOut.map(({ handoffId }) => handoffId));
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

/** A release that was looked at: what holds, and what has to be read again before any of it is given. */
export type Looked = {
  readonly entry: EntryOf<'release'>;
  readonly head: Head | null;
  readonly releaseName: string;
  readonly due: readonly Due[];
  readonly next: number | null;
  readonly toCheck: ToCheck;
  /** The same over what was read again. */
  readonly again: (questions: readonly Question[]) => ReturnType<typeof remindersOf>;
};

const idOf = (entry: EntryOf<'release'>, { what, occurrence }: Due) => ({
  ...{ releaseId: entry.body.releaseId, what, occurrence },
});

/** A release that nobody began, as Jira has it; null where there is none, or where its project doesn't use the app (any more). */
const unwritten = async (releaseId: string, projectId: string, settings: Settings): Promise<Release | null> =>
  (await usesApp(projectId, settings)) ? releaseForApp(releaseId) : null;

/** No call for nearly all; one of Jira for a release without a handoff, one of storage where questions have waited for long. */
export const lookAtRelease = async (entry: EntryOf<'release'>, read: Read, now: number): Promise<Looked> => {
  const { releaseId, projectId } = entry.body;
  const head = read.headOf(releaseId);
  const settings = read.settingsOf(projectId);
  const release = settings.gone ? null : head === null ? await unwritten(releaseId, projectId, settings) : inHead(head);
  const questionsFrom = questionsDue(head, settings);
  const asked =
    head === null || questionsFrom === null || questionsFrom > now
      ? []
      : (await listQuestions(head.handoffId)).filter(({ ended }) => ended === null);
  const steps = head === null ? [] : read.stepsOf(head.handoffId);
  const again = (questions: readonly Question[]) =>
    release === null
      ? { due: [], next: null } // nobody waits for its handoff
      : remindersOf({ ...release, head, settings, steps, questions, now });
  const { due, next } = again(asked);
  const ofQuestions = due.some(({ what }) => what === 'questions');
  return {
    ...{ entry, head, releaseName: release?.name ?? '', due, next, again },
    toCheck: {
      reminders: due.flatMap((one) => one.to.map((accountId) => ({ accountId, id: idOf(entry, one) }))),
      questions: ofQuestions ? asked.map(({ handoffId, id }) => ({ handoffId, id })) : [],
    },
  };
};

/**
 * Gives what holds and wasn't given, and says when to look again. The reminders are written together with the entry's move, which only one
 * of two runs can do: so each is given once, also by runs that come twice, at once or late.
 */
export const giveOf = async (looked: Looked, checked: Checked, now: number): Promise<Given[]> => {
  const { entry, head, releaseName, toCheck } = looked;
  const { releaseId, projectId } = entry.body;
  const questions = toCheck.questions.flatMap(({ handoffId, id }) => checked.questionOf(handoffId, id) ?? []);
  const { due, next } = toCheck.questions.length === 0 ? looked : looked.again(questions);
  const holding = due.flatMap((one) => one.to.map((accountId) => ({ ...one, accountId })));
  const isChecked = (one: (typeof holding)[number]): boolean =>
    toCheck.reminders.some(
      ({ accountId, id }) => accountId === one.accountId && id.what === one.what && id.occurrence === one.occurrence,
    );
  const news = holding.filter((one) => isChecked(one) && !checked.isGiven(one.accountId, idOf(entry, one)));
  const projectKey = head?.projectKey ?? (news.length === 0 ? '' : ((await projectForApp(projectId))?.key ?? ''));
  const at = new Date(now).toISOString();
  const reminders = news.map(({ accountId, what, occurrence, day, count }): Reminder => ({
    ...{ schema: 1, accountId, releaseId, what, occurrence, projectId, projectKey, at, day, count, seen: false },
    ...{ handoffId: head?.handoffId ?? null, releaseName },
  }));
  // A question that got another owner a moment ago: whether they were told is to be read first.
  return give(entry, reminders, holding.every(isChecked) ? next : entry.at, now);
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
