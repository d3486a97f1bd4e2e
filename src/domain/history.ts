import * as z from 'zod/mini';
import { accountIdSchema, momentSchema, ownIdSchema, revisionSchema } from './ids';

/** What happened to a handoff, saves included (their texts are the revisions); kept for good, never edited. */
export const historyEntrySchema = z.object({
  schema: z.literal(1),
  handoffId: ownIdSchema,
  at: momentSchema,
  /** Null: Jira told the app, and not by whom. */
  by: z.nullable(accountIdSchema),
  revision: revisionSchema,
  what: z.enum([
    'saved',
    'saved-minor',
    'handed-over',
    'walkthrough-planned',
    'walkthrough-called-off',
    'walkthrough',
    'signed',
    'refused',
    'people',
    'rollout',
    'step-ended',
    'verified',
    'done',
    'l3-filed',
    'ladder-skipped',
    'waived',
    'waiver-ended',
    'released-anyway',
    'release-changed',
    'merged',
    'release-deleted',
    'restored',
  ]),
  /** Whom a change of people named; absent where it left the role. */
  named: z.optional(
    z.object({ po: z.optional(z.nullable(accountIdSchema)), csLead: z.optional(z.nullable(accountIdSchema)) }),
  ),
  /** Who was at a walkthrough and what they read; the head knows only the last one that was held. */
  held: z.optional(z.object({ people: z.array(accountIdSchema), revision: revisionSchema })),
  /** Readable detail: the note of a save, the reason of a refusal, the percent of a rollout step, the key of a bug, why the ladder was skipped. */
  detail: z.string(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
