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
/** A moment, ISO 8601 in UTC. */
export const momentSchema = z.iso.datetime();
/** A calendar day, `yyyy-mm-dd`, as Jira writes release dates. */
export const daySchema = z.iso.date();
/** Content revision of a handoff: 0 before the first save, then 1, 2, 3 ... */
export const revisionSchema = z.int().check(z.nonnegative());
