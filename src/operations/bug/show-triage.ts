import type { Bug } from '../../domain/bug';
import { labelsFor, triageShown } from '../../domain/chain-level';
import type { Head } from '../../domain/head';
import type { BugProperty } from '../../domain/issue-properties';
import { isPlainNo, unlessHidden } from '../../jira/jira-error';
import { getL3Bug, setBugProperty, showOnBug, type L3Bug } from '../../jira/l3-bug';
import { readBug } from '../../storage/bug-record';
import { headOfBug } from '../release-life/head-of-bug';

/** Of the handoff, where it is by now. */
type Place = Pick<Head, 'releaseId' | 'releaseName'>;

/** What the property is to say: the release as it is now; where its handoff is gone, as it was. */
const propertyOf = (bug: Bug, head: Place | null, now: L3Bug['property']): BugProperty => ({
  release: head?.releaseName ?? now?.release ?? '',
  releaseId: head?.releaseId ?? bug.releaseId,
  ...triageShown(bug.triage),
});

/** False where Jira says no, and will say it again; what may pass is thrown. */
const isTaken = async (work: Promise<void>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (!isPlainNo(error)) throw error;
    console.warn('the chain level is not shown on the bug', error);
    return false;
  }
};

/**
 * Brings label and property of a bug in line with its record: one level label, and no other label is touched. Harmless when repeated. 1 call;
 * another one where Jira doesn't let the app change the label, as on an edit screen without Labels: the property is put all the same.
 * @param now what Jira says of the bug
 * @returns false: Jira refused the label
 */
export const showTriage = async (bug: Bug, head: Place | null, now: Pick<L3Bug, 'property'>): Promise<boolean> => {
  const property = propertyOf(bug, head, now.property);
  if (bug.triage !== null && (await isTaken(showOnBug(bug.bugId, labelsFor(bug.triage.level), property)))) return true;
  await isTaken(setBugProperty(bug.bugId, property));
  return bug.triage === null;
};

/**
 * Does the property say what is on record? It goes with the label in one request, so that then both were done: a label that somebody changed by
 * hand since then stays, until a person decides.
 */
export const isShown = ({ triage }: Bug, property: L3Bug['property']): boolean => {
  const { chainLevel, cause } = triageShown(triage);
  return property?.chainLevel === chainLevel && property.cause === cause;
};

/**
 * Does what a triage left undone on the bug, if anything. Both sides are read again right before: somebody may triage it at this moment. 2 calls;
 * 2 or 3 more where there is something to do.
 */
export const finishTriage = async (bugId: string): Promise<void> => {
  const stored = await readBug(bugId);
  if (stored === null) return;
  const { bug } = stored;
  const now = await unlessHidden(getL3Bug('app', bugId));
  if (now === null) return;
  if (isShown(bug, now.property)) return;
  await showTriage(bug, await headOfBug(bug), now);
};
