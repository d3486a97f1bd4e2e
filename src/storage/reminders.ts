import { Sort, WhereConditions, kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Head } from '../domain/head';
import type { Question } from '../domain/question';
import type { Reminder, ReminderId } from '../domain/reminder';
import type { RolloutStep } from '../domain/rollout';
import { defaultSettings, type Settings } from '../domain/settings';
import { body, readKeys, type Wanted } from './batch';
import * as readers from './readers';
import * as records from './records';
import * as keys from './keys';
import type { Digest } from './stored';
import { unlessRaced } from './races';
import { storing } from './storage-error';
import { create, writeAll } from './write';

const wantReminder = (accountId: string, id: ReminderId): Wanted => ({
  key: keys.reminder(accountId, id),
  entityName: 'reminder',
});

/** Steps of handoffs, by the handoff's id. */
export const readStepsOfAll = async (handoffIds: readonly string[]): Promise<Map<string, readonly RolloutStep[]>> => {
  const found = await readKeys(handoffIds.map((id) => ({ key: keys.rollout(id), entityName: 'rollout' })));
  return new Map(
    handoffIds.map((id) => {
      const value = found.get(keys.rollout(id));
      return [id, value === undefined ? [] : body(readers.rollout, value).body.steps];
    }),
  );
};

/** Reminders that may have been given, and questions of which an index says that they are open. */
export type ToCheck = {
  readonly reminders: readonly { readonly accountId: string; readonly id: ReminderId }[];
  readonly questions: readonly { readonly handoffId: string; readonly id: string }[];
};
export type Checked = {
  readonly isGiven: (accountId: string, id: ReminderId) => boolean;
  readonly questionOf: (handoffId: string, id: string) => Question | null;
};

/** Strongly consistent, before anything is given; one call for 25 of them. */
export const checkGiven = async (all: readonly ToCheck[]): Promise<Checked> => {
  const found = await readKeys([
    ...all.flatMap(({ reminders }) => reminders.map(({ accountId, id }) => wantReminder(accountId, id))),
    ...all.flatMap(({ questions }) =>
      questions.map(({ handoffId, id }) => ({ key: keys.question(handoffId, id), entityName: 'question' })),
    ),
  ]);
  return {
    isGiven: (accountId, id) => found.has(keys.reminder(accountId, id)),
    questionOf: (handoffId, id) => {
      const value = found.get(keys.question(handoffId, id));
      return value === undefined ? null : body(readers.question, value).body;
    },
  };
};

/** A person's newest reminders, at most so many. An index read: one that was just given may be missing for a moment. */
export const listReminders = async (accountId: string, most: number): Promise<Reminder[]> => {
  const page = await storing(() =>
    kvs
      .entity<Record<string, unknown>>('reminder')
      .query()
      .index('by-person', { partition: [accountId] })
      .where(WhereConditions.greaterThanEqualTo(0))
      .sort(Sort.DESC)
      .limit(most)
      .getMany(),
  );
  return page.results.flatMap(({ value }) => z.safeParse(readers.reminder, value).data?.body ?? []);
};

/** Notes that a person has seen some of theirs; what isn't there stays so. At most 25. */
export const markSeen = async (accountId: string, ids: readonly ReminderId[]): Promise<void> => {
  const found = await readKeys(ids.map((id) => wantReminder(accountId, id)));
  const unseen = [...found.values()].map((value) => body(readers.reminder, value).body).filter(({ seen }) => !seen);
  if (unseen.length > 0)
    await writeAll(
      [],
      unseen.map((reminder) => records.reminder({ ...reminder, seen: true })),
    );
};

export type KnownOfReminders = {
  readonly headOf: (releaseId: string) => Head | null;
  readonly settingsOf: (projectId: string) => Settings;
  readonly stepsOf: (handoffId: string | null) => readonly RolloutStep[];
};

/** All by which some reminders are over or not, in one call for each 25 records. */
export const readAbout = async (reminders: readonly Reminder[]): Promise<KnownOfReminders> => {
  const all = (of: (reminder: Reminder) => string | null): string[] => [
    ...new Set(reminders.map(of).filter((key) => key !== null)),
  ];
  const found = await readKeys([
    ...all(({ releaseId }) => keys.handoff(releaseId)).map((key) => ({ key, entityName: 'handoff' })),
    ...all(({ projectId }) => keys.settings(projectId)).map((key) => ({ key, entityName: 'settings' })),
    ...all(({ what, handoffId }) => (what === 'step' && handoffId !== null ? keys.rollout(handoffId) : null)).map(
      (key) => ({ key, entityName: 'rollout' }),
    ),
  ]);
  return {
    headOf: (releaseId) => {
      const value = found.get(keys.handoff(releaseId));
      return value === undefined ? null : body(readers.handoff, value).body;
    },
    settingsOf: (projectId) => {
      const value = found.get(keys.settings(projectId));
      return value === undefined ? defaultSettings : body(readers.settings, value).body;
    },
    stepsOf: (handoffId) => {
      const value = handoffId === null ? undefined : found.get(keys.rollout(handoffId));
      return value === undefined ? [] : body(readers.rollout, value).body.steps;
    },
  };
};

type StoredDigest = { readonly stamp: number; readonly body: Digest };

/** What people were told last, by account id; who was never told anything is absent. */
export const readDigests = async (accountIds: readonly string[]): Promise<Map<string, StoredDigest>> => {
  const found = await readKeys(accountIds.map((id) => ({ key: keys.digest(id), entityName: 'digest' })));
  return new Map(
    accountIds.flatMap((id) => {
      const value = found.get(keys.digest(id));
      return value === undefined ? [] : [[id, body(readers.digest, value)] as const];
    }),
  );
};

/** Puts a digest in the place of what was read before (undefined: of none). Null where another run was faster. */
export const putDigest = async (before: StoredDigest | undefined, digest: Digest): Promise<StoredDigest | null> => {
  const stamp = (before?.stamp ?? 0) + 1;
  const record = records.digest(digest, stamp);
  const isWritten =
    before === undefined
      ? await create(record)
      : await unlessRaced(writeAll([{ record, if: { stamp: before.stamp } }], []));
  return isWritten ? { stamp, body: digest } : null;
};
