import * as z from 'zod/mini';

/** Jira's numeric ids, as strings (REST v3 sends both forms; the app keeps strings). */
const numericId = z.string().check(z.regex(/^\d{1,19}$/));

export const releaseIdSchema = numericId;
export const projectIdSchema = numericId;
export const issueIdSchema = numericId;
export const roleIdSchema = numericId;
/** Of comments and attachments. */
export const jiraIdSchema = numericId;
/** Atlassian account id: opaque, at most 128 characters (OAS `User.accountId`). */
export const accountIdSchema = z.string().check(z.regex(/^[a-zA-Z0-9:-]{1,128}$/));
/** Ids the app makes: handoffs, items, questions, escalations. Made where the thing is first typed, so that a retry repeats the id. */
export const ownIdSchema = z.string().check(z.regex(/^[a-zA-Z0-9-]{8,64}$/));
/** A day that there is: JavaScript takes 30 February for one in March. */
const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
const isMoment = (text: string): boolean =>
  /^.{10}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?Z$/.test(text) && isDay(text.slice(0, 10));

// Not by zod's `iso`, which can't be had without its times and durations: each function would carry them.
/** A moment, ISO 8601 in UTC. */
export const momentSchema = z.string().check(z.refine(isMoment));
/** A calendar day, `yyyy-mm-dd`, as Jira writes release dates. */
export const daySchema = z.string().check(z.refine(isDay));
/** Content revision of a handoff: 0 before the first save, then 1, 2, 3 ... */
export const revisionSchema = z.int().check(z.nonnegative());
