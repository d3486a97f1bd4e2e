import * as z from 'zod/mini';
import { jiraIdSchema, ownIdSchema } from '../../../src/domain/ids';
import { draftKey, useDraft, type Draft } from '../components/use-draft';

const leftSchema = z.object({
  escalationId: z.union([ownIdSchema, z.literal('')]),
  attachments: z.array(jiraIdSchema),
});
export type Left = z.infer<typeof leftSchema>;

const NOTHING_LEFT: Left = { escalationId: '', attachments: [] };

/** Attachments of a ticket that are still to come along to a bug that is there: kept in this browser until they have, so that a closed window loses none. */
export const useLeft = (accountId: string, ticketId: string): Draft<Left> =>
  useDraft(draftKey(accountId, 'carry-left', ticketId), leftSchema, NOTHING_LEFT);
