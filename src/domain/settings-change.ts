import * as z from 'zod/mini';
import { sameContent } from './document';
import { settingsSchema, type Settings } from './settings';

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What an admin of the project may change; the other side of a mapping follows by itself. */
export const settingsChangeSchema = z.partial(
  z.extend(z.omit(settingsSchema, { schema: true, productProjects: true, gone: true }), {
    // Checked as it is chosen and not as it is read: a zone that another runtime doesn't know mustn't make the settings unreadable.
    timeZone: z.string().check(z.refine(isTimeZone)),
  }),
);
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
type Key = keyof SettingsChange;

/** What moves reminders: where they come, and when. */
const OF_REMINDERS = ['supportProjects', 'dueDays', 'csLead', 'timeZone', 'workdays', 'holidays'] as const;
export const movesReminders = (before: Settings, after: Settings): boolean =>
  OF_REMINDERS.some((key) => !sameContent(before[key], after[key]));

/** What one admin put in and took out, on top of what stands now. */
const mergedList = (seen: readonly unknown[], wanted: readonly unknown[], now: readonly unknown[]): unknown[] => {
  const removed = new Set(seen.filter((id) => !wanted.includes(id)));
  const added = wanted.filter((id) => !seen.includes(id));
  return [...new Set([...now.filter((id) => !removed.has(id)), ...added])];
};

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/**
 * A change on top of the newest settings. What its author left as they saw it stays as it is now; lists are merged name by name; of
 * two who set the same thing to different values the last one wins.
 * @param seen the same settings as its author saw them; what isn't in it is set without a look
 * @returns `replaced`: what somebody else had set meanwhile and this change replaces
 */
export const mergeSettings = (
  now: Settings,
  seen: SettingsChange,
  wanted: SettingsChange,
): { readonly settings: Settings; readonly replaced: readonly Key[] } => {
  const replaced: Key[] = [];
  const entries = (Object.keys(wanted) as Key[]).flatMap((key): [Key, unknown][] => {
    const [current, before, after] = [now[key], seen[key], wanted[key]];
    if (after === undefined) return [];
    if (before === undefined) return [[key, after]];
    if (isList(before) && isList(after) && isList(current)) return [[key, mergedList(before, after, current)]];
    if (sameContent(before, after)) return [];
    if (!sameContent(before, current) && !sameContent(after, current)) replaced.push(key);
    return [[key, after]];
  });
  return { settings: { ...now, ...Object.fromEntries(entries) }, replaced };
};
