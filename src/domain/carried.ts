import * as z from 'zod/mini';
import { jiraIdSchema, momentSchema } from './ids';

/** So many of each at most: they are read again one by one. */
export const MOST_CARRIED = 20;

/**
 * An attachment above this isn't carried, in bytes: it goes through a function, which has 256 MB (manifest.yml), holds it several times over (as it
 * came, as a file, as the form that is sent), and has 25 s for both ways (Forge docs: limits-invocation). That requestJira has a limit of its
 * own, no document says.
 */
export const MOST_BYTES = 10 * 2 ** 20;

const idsSchema = z.array(jiraIdSchema).check(z.maxLength(MOST_CARRIED));

/** What of a ticket was chosen to come along to its bug, by Jira's ids. */
export const carrySchema = z.object({ attachments: idsSchema, comments: idsSchema });
export type Carry = z.infer<typeof carrySchema>;
export const NOTHING_CARRIED: Carry = { attachments: [], comments: [] };

/** What the app knows of the attachments that it carried for one ticket. */
export const carriedSchema = z.object({
  /** An invocation has been at it since; null: none is. */
  since: z.nullable(momentSchema),
  /** Ids on the ticket -> ids on the bug; empty: begun, and how it ended isn't known. */
  files: z.record(z.string(), z.string()),
});
export const NONE_CARRIED: z.infer<typeof carriedSchema> = { since: null, files: {} };

/** What became of one attachment. `later`: not yet, and trying again helps; `not-allowed`: who created the bug may not attach to it. */
export const carriedFileSchema = z.object({
  id: jiraIdSchema,
  outcome: z.enum(['carried', 'gone', 'too-large', 'not-allowed', 'refused', 'later']),
});
export type CarriedFile = z.infer<typeof carriedFileSchema>;
