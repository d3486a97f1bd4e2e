import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema, revisionSchema } from './ids';

/** What happened to a handoff besides its revisions; kept for good, never edited. */
export const historyEntrySchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  at: momentSchema,
  by: accountIdSchema,
  revision: revisionSchema,
  what: z.enum(['handed-over', 'walkthrough', 'signed', 'refused', 'people', 'rollout', 'done', 'l3-filed']),
  /** Readable detail: the reason of a refusal, the percent of a rollout step, the key of a bug. */
  detail: z.string(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const revisionNoteSchema = z.object({
  revision: revisionSchema,
  at: momentSchema,
  by: accountIdSchema,
  note: z.string(),
  minor: z.boolean(),
});
export type RevisionNote = z.infer<typeof revisionNoteSchema>;
