import * as z from 'zod/mini';
import { CHAIN_LEVELS } from '../domain/bug';
import { carrySchema } from '../domain/carried';
import { customerSchema } from '../domain/customer';
import { issueIdSchema, momentSchema, ownIdSchema, projectIdSchema, releaseIdSchema } from '../domain/ids';
import { filedSchema, panelUrlSchema } from './escalation-calls';

/** An open L3 bug of a handoff, as the person may know of it. */
const knownBugSchema = z.object({
  bugId: issueIdSchema,
  /** Null for who may not see the bug; then its summary is empty and its level null. */
  bugKey: z.nullable(z.string()),
  /** As it was typed when it was filed; empty where nobody typed it. */
  summary: z.string(),
  level: z.nullable(z.enum(['untriaged', ...CHAIN_LEVELS])),
  /** `fixed`: not yet with every customer. */
  stage: z.enum(['open', 'fixed']),
  filedAt: momentSchema,
  /** So many tickets hang on it; for who may not see the bug, so many that they may see. */
  tickets: z.int(),
  /** Some of its tickets that the person may see, the first one first. */
  from: z.array(z.object({ id: issueIdSchema, key: z.string() })),
  /** This ticket hangs on it already. */
  isJoined: z.boolean(),
});
export type KnownBug = z.infer<typeof knownBugSchema>;

/** Calls about bugs that are there before one is filed. */
export const duplicateCalls = {
  /** The open bugs of the handoff that the ticket goes by, the newest first. What Jira itself shows the person, they search there. */
  listBugs: {
    input: z.object({ issueId: issueIdSchema, projectId: projectIdSchema, releaseId: releaseIdSchema }),
    output: z.object({
      bugs: z.array(knownBugSchema),
      /** The newest filings of the handoff, by their escalations: who saw this list knows of them. */
      known: z.array(ownIdSchema),
    }),
  },
  /** Adds the ticket to a bug that is there: link, internal note and record, once per ticket and bug, however often and by whom it is called. */
  joinBug: {
    input: z.object({
      issueId: issueIdSchema,
      /** These are the screen's claims, as in fileBug. */
      projectId: projectIdSchema,
      releaseId: releaseIdSchema,
      handoffId: ownIdSchema,
      productId: z.optional(projectIdSchema),
      targetId: z.optional(projectIdSchema),
      bugId: issueIdSchema,
      /** The rollout step that the ticket's customer is in; null: unknown. */
      customer: z.nullable(customerSchema),
      /** Comments of the ticket that are told on the bug, as one comment of the person; its attachments come along by carryAttachments. */
      comments: z.optional(carrySchema.shape.comments),
      panelUrl: panelUrlSchema,
    }),
    output: z.extend(filedSchema, {
      /** Under which attachments come along by carryAttachments; null: they may not see the bug, or the ticket hung on it by somebody else's hand. */
      escalationId: z.nullable(ownIdSchema),
      /** Comments were chosen and aren't on the bug: the same, or they may not comment there. */
      commentsFailed: z.boolean(),
      /** The ticket hung on the bug before; nothing was done. */
      already: z.boolean(),
    }),
  },
} as const;
