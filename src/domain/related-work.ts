import * as z from 'zod/mini';
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

/** After this, in ms, writing counts as given up half way. */
const HALF_WAY = 60_000;

/**
 * Is the line on the release's page missing or out of date? What Jira refused is not asked again for the same title, unless the
 * release came back from the archive.
 * @param now ms since 1970
 */
export const relatedWorkIsDue = (known: RelatedWork | null, title: string, archived: boolean, now: number): boolean => {
  if (archived) return known === null;
  if (known?.title !== title || known.state === 'archived') return true;
  return known.state === 'writing' && now - Date.parse(known.at) > HALF_WAY;
};
