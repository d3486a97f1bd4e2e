import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import type { Head } from '../domain/head';
import { accountIdSchema, daySchema, momentSchema, revisionSchema } from '../domain/ids';
import { isLive } from '../domain/state';

export const storedRevisionSchema = z.object({
  revision: revisionSchema,
  at: momentSchema,
  by: accountIdSchema,
  note: z.string(),
  minor: z.boolean(),
  document: documentSchema,
});
export type StoredRevision = z.infer<typeof storedRevisionSchema>;

/** What one person was told by Jira's notification; one record per person. */
export const digestSchema = z.object({
  schema: z.literal(1),
  accountId: accountIdSchema,
  /** The day of the newest one, in its project; at most one a day. */
  day: daySchema,
  /** Keys of the reminders that were told, the newest last; as many as matter. */
  told: z.array(z.string()),
  /** Some wait for the next day. */
  waiting: z.boolean(),
});
export type Digest = z.infer<typeof digestSchema>;

/** `ended`: the release is gone and its handoff stays; `moved`: nothing but a pointer to where it is now. */
export type Phase = 'draft' | 'live' | 'done' | 'ended' | 'moved';
export const phaseOf = (head: Head): Phase => {
  if (head.ended !== null) return head.revision === 0 ? 'moved' : 'ended';
  if (isLive(head)) return 'live';
  return head.handedOver === null ? 'draft' : 'done';
};

/** A record as the transaction sets it: attributes as manifest.yml declares them. */
export type StoredRecord = {
  readonly key: string;
  readonly entityName: string;
  readonly value: Record<string, unknown>;
};
