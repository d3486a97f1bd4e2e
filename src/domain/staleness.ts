import * as z from 'zod/mini';
import { DAY } from './day';
import type { Head } from './head';
import { isLive } from './state';

/** Why a handoff may say what is no longer so. */
export const stalenessSchema = z.discriminatedUnion('code', [
  /** The release had so many issues when it was last verified, and has another number now. */
  z.object({ code: z.literal('scope'), had: z.int(), has: z.int() }),
  /** The rollout has moved since, and stands here; null: all of it is rolled back. */
  z.object({ code: z.literal('rollout'), percent: z.nullable(z.int()) }),
  /** Questions wait for an answer, the oldest for so many whole days. */
  z.object({ code: z.literal('questions'), count: z.int(), days: z.int() }),
  /** L3 bugs were filed since: what they found may belong in the handoff. */
  z.object({ code: z.literal('bugs'), count: z.int() }),
]);
export type Staleness = z.infer<typeof stalenessSchema>;

/** A question that is open for longer, in days of 24 hours, makes a handoff stale. */
const LONG = 3;

/**
 * Why a handoff may be out of date; only a live one can be, since nobody acts on another. "Verified" is a save that wasn't minor, or
 * somebody looking again. Of a record from before verifications nothing is known of its scope then.
 * @param issues how many issues the release has in Jira now; null where Jira isn't asked. Only the number is compared: one issue that
 *   left for another that came isn't seen
 * @param now ms since 1970
 */
export const stalenessOf = (head: Head | null, issues: number | null, now: number): Staleness[] => {
  if (head === null || !isLive(head)) return [];
  const { verified, rollout, openSince, openQuestions, bugsSince } = head;
  const had = verified?.issues ?? null;
  const reasons: Staleness[] = [];
  if (had !== null && issues !== null && had !== issues) reasons.push({ code: 'scope', had, has: issues });
  // An older record of a rollout kept no steps, and may well have been looked at since.
  const hasMoved = verified === null ? rollout?.stepId !== undefined : rollout !== null && rollout.at > verified.at;
  if (rollout !== null && hasMoved)
    reasons.push({ code: 'rollout', percent: rollout.stepId === null ? null : rollout.percent });
  const open = openSince === null || openQuestions === 0 ? 0 : now - Date.parse(openSince);
  if (open > LONG * DAY) reasons.push({ code: 'questions', count: openQuestions, days: Math.floor(open / DAY) });
  if (bugsSince > 0) reasons.push({ code: 'bugs', count: bugsSince });
  return reasons;
};
