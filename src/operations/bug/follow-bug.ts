import { bugForApp } from '../../jira/bugs';
import { putOnAgenda } from '../../storage/agenda';
import { readBug } from '../../storage/bug-record';
import { writeMissing } from '../../storage/word-back';

/**
 * Something happened to a bug in Jira. It is looked at with the next run of the loop, so that ten changes at once cost one look and a ticket gets one
 * note of them. 1 call.
 */
export const followBug = (bugId: string, now: number): Promise<void> =>
  putOnAgenda([{ kind: 'bug', bugId, again: false }], now);

/**
 * A bug was deleted, by Jira's word; kept with the bug, since afterwards Jira only says that it doesn't show it. 3 calls; 1 for an issue that is
 * none of the app's bugs.
 */
export const followBugDeletion = async (bugId: string, now: number): Promise<void> => {
  const stored = await readBug(bugId);
  if (stored === null || stored.bug.missing?.isDeleted === true) return;
  if ((await bugForApp(bugId)) !== null) return followBug(bugId, now);
  const missing = { since: new Date(now).toISOString(), isDeleted: true };
  // Somebody looked at it meanwhile, and found the same: the event is taken once more.
  if (!(await writeMissing(stored, { ...stored.bug, missing }, now))) return followBugDeletion(bugId, now);
};
