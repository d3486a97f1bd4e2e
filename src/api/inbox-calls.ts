import * as z from 'zod/mini';
import { daySchema, momentSchema } from '../domain/ids';
import { reminderIdSchema } from '../domain/reminder';

/** One line of the inbox. */
const inboxRowSchema = z.extend(reminderIdSchema, {
  releaseName: z.string(),
  projectKey: z.string(),
  /** When it was given. */
  at: momentSchema,
  /** The day that it speaks of, where it does. */
  day: z.nullable(daySchema),
  /** How many blockers or questions there were. */
  count: z.int(),
  seen: z.boolean(),
  /** The thing has been done meanwhile, or there is nothing more to do. */
  isDone: z.boolean(),
});
export type InboxRow = z.infer<typeof inboxRowSchema>;

/** Calls of a person's own inbox. */
export const inboxCalls = {
  /** The person's newest reminders, at most 50, of releases that they may still read. */
  openInbox: { input: z.strictObject({}), output: z.object({ rows: z.array(inboxRowSchema) }) },
  /** Notes that they have seen some of them. */
  readReminders: {
    input: z.object({ reminders: z.array(reminderIdSchema).check(z.minLength(1), z.maxLength(25)) }),
    output: z.object({}),
  },
} as const;
