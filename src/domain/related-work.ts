import * as z from 'zod/mini';
import { DAY } from './day';
import { momentSchema } from './ids';

/** The handoff's line among the related work on its release's page in Jira. */
export const relatedWorkSchema = z.object({
  /** Of the line in Jira; null where there is none yet. */
  id: z.nullable(z.string()),
  title: z.string(),
  at: momentSchema,
  /** `writing`: somebody is at it since `at`. Else Jira shows it, or says no: the release is archived, the app may not, or other reasons. */
  state: z.enum(['writing', 'shown', 'archived', 'not-allowed', 'refused']),
});
export type RelatedWork = z.infer<typeof relatedWorkSchema>;

/** Handoffs without their line, by what Jira said. */
export const linesLackingSchema = z.object({ archived: z.int(), 'not-allowed': z.int(), refused: z.int() });
export type LinesLacking = z.infer<typeof linesLackingSchema>;

export const linesLacking = (lines: readonly (RelatedWork | null)[]): LinesLacking => {
  const count = (wanted: RelatedWork['state']) => lines.filter((line) => line?.state === wanted).length;
  return { archived: count('archived'), 'not-allowed': count('not-allowed'), refused: count('refused') };
};

/** After this, in ms, writing counts as given up half way. */
const HALF_WAY = 60_000;

/** After this, in ms, Jira is asked again: somebody may have deleted the line, or granted what the app lacked. */
const LOOK_AGAIN = DAY;

/**
 * Is the line on the release's page missing or out of date? While somebody writes it nobody else does, whatever their title: two
 * at once would make two lines.
 * @param now ms since 1970
 */
export const relatedWorkIsDue = (known: RelatedWork | null, title: string, archived: boolean, now: number): boolean => {
  if (known === null) return true;
  const age = now - Date.parse(known.at);
  if (known.state === 'writing' && age <= HALF_WAY) return false;
  if (archived) return false;
  return known.state === 'writing' || known.state === 'archived' || known.title !== title || age >= LOOK_AGAIN;
};
