import type { Bug } from '../../domain/bug';
import type { Head } from '../../domain/head';
import type { Settings } from '../../domain/settings';
import { getL3Bug, type L3Bug } from '../../jira/l3-bug';
import { namesOf } from '../../jira/people';
import { myPermissions } from '../../jira/permissions';
import { myRoles } from '../../jira/roles';
import { readBug, type StoredBug } from '../../storage/bug-record';
import { readHeadsAndSettings } from '../../storage/read';
import { markedBug } from './adopt-bug';
import type { Caller } from '../caller';
import { headNow } from '../release-life/head-of-bug';
import * as NEEDS from '../needs';

/** An L3 bug that a person sees in Jira, with what the app knows of it. */
export type OpenL3Bug = {
  readonly issue: L3Bug;
  /** Null: there is no record yet, and `bug` is what one begins with. */
  readonly stored: StoredBug | null;
  readonly bug: Bug;
  /** Of the handoff, where it is now; null: gone. */
  readonly head: Head | null;
  /** What it takes to set the chain level; null: this person has it. */
  readonly needs: string | null;
};

/** Whom the refusal names at most. */
const MOST_NAMES = 5;

const namesOfTriagers = async ({ triagers }: Settings): Promise<string[]> => {
  const some = triagers.slice(0, MOST_NAMES);
  const names = await namesOf(some).catch((): ReadonlyMap<string, string> => new Map());
  return some.flatMap((accountId) => names.get(accountId) ?? []);
};

/**
 * Who triages sets the chain level: whom the settings of the bug's product project name, also by a role in it, and admins of the product's or the
 * bug's project. No permission of the app's own: L3 bugs may lie in a project whose scheme knows nothing of the product, and one place says who.
 */
const needsToTriage = async (
  { accountId }: Caller,
  { productId }: Bug,
  projectId: string,
  settings: Promise<Settings>,
): Promise<string | null> => {
  const places = [...new Set([projectId, productId])];
  const [held, { triagers, triagerRoles }] = await Promise.all([Promise.all(places.map(myPermissions)), settings]);
  if (triagers.includes(accountId) || held.some((one) => one.has('ADMINISTER_PROJECTS'))) return null;
  const roles = triagerRoles.length === 0 ? new Set() : await myRoles(productId);
  if (triagerRoles.some((role) => roles.has(role))) return null;
  return NEEDS.triage(await namesOfTriagers(await settings));
};

/**
 * An L3 bug, read as the person: 4 calls, 2 in sequence; one more where it lies in another project than its product, for a role, and to name who may;
 * 2 more for one without a record.
 * @returns null: the person sees the issue, and nothing is on record of it
 * @throws JiraError `not-found` where they don't see it
 */
export const openL3Bug = async (caller: Caller, issueId: string): Promise<OpenL3Bug | null> => {
  const [issue, stored] = await Promise.all([getL3Bug('user', issueId), readBug(issueId)]);
  const bug = stored?.bug ?? (await markedBug(issue))?.bug ?? null;
  if (bug === null) return null;
  const kept = readHeadsAndSettings([bug.releaseId], [bug.productId]);
  const settings = kept.then(({ settingsOf }) => settingsOf(bug.productId));
  const [head, needs] = await Promise.all([
    kept.then(({ heads }) => headNow(heads.get(bug.releaseId) ?? null)),
    needsToTriage(caller, bug, issue.projectId, settings),
  ]);
  return { issue, stored, bug, head, needs };
};
