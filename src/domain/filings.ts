import * as z from 'zod/mini';
import { DAY } from './day';
import { accountIdSchema, issueIdSchema, momentSchema, ownIdSchema } from './ids';
import { isSimilar } from './similar-words';

/** A filing as it was begun. What became of it, its escalation and its claim say. */
const begunSchema = z.object({
  /** The escalation's. */
  id: ownIdSchema,
  ticketId: issueIdSchema,
  ticketKey: z.string(),
  summary: z.string(),
  by: accountIdSchema,
  at: momentSchema,
});
export type Begun = z.infer<typeof begunSchema>;

/** The newest filings of one handoff, the newest last, so that who files the same next is told before there are two bugs. */
export const filingsSchema = z.object({ handoffId: ownIdSchema, begun: z.array(begunSchema) });
export type Filings = z.infer<typeof filingsSchema>;

/** So many are kept, and for so long (ms): after that Jira's search and the list of bugs tell of them. */
const MOST = 40;
const KEPT_FOR = DAY;

/** @param now ms since 1970 */
export const withBegun = ({ handoffId, begun }: Filings, one: Begun, now: number): Filings => ({
  handoffId,
  begun: [...begun.filter(({ id, at }) => id !== one.id && now - Date.parse(at) < KEPT_FOR), one].slice(-MOST),
});

/** Filings from other tickets that may be about the same, the newest first. `told`: those that the person knows of. */
export const alikeOf = ({ begun }: Filings, one: Begun, told: readonly string[]): Begun[] =>
  begun
    .filter(({ id, ticketId }) => id !== one.id && ticketId !== one.ticketId && !told.includes(id))
    .filter(({ summary }) => isSimilar(summary, one.summary))
    .toReversed();
