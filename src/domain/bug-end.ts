import type { BugStage } from './bug';

/** Resolutions are named by each site's admins; Jira's own and the usual ones are known by these parts of their names. */
const DUPLICATE = /dup/i;
const NO_FIX =
  /won\W?t|will not|\bnot\b|\bno\b|declin|reject|cannot|can\W?t|invalid|incomplete|obsolete|abandon|known|designed|works|expected|timed? ?out|stale|withdrawn|cancel|failure/i;
const FIX = /done|fix|resolv|complet|implement|solved|deliver|released/i;

export type BugInJira = {
  /** Its status is one of those that mean done. */
  readonly isDone: boolean;
  /** By name; empty: none. */
  readonly resolution: string;
  readonly duplicateOf: { readonly id: string; readonly key: string } | null;
  readonly fixVersions: readonly { readonly id: string; readonly name: string; readonly released: boolean }[];
};

/**
 * How a bug has ended, if it has. A team-managed project resolves everything as done: there a link to the other bug says that it is a duplicate. A
 * resolution that nobody knows counts as a fix only where a fix version says so: to tell a customer of a fix that isn't there is the worse mistake.
 */
export const stageOf = ({ isDone, resolution, duplicateOf, fixVersions }: BugInJira): BugStage => {
  if (!isDone) return 'open';
  if (DUPLICATE.test(resolution) || (duplicateOf !== null && fixVersions.length === 0)) return 'duplicate';
  if (NO_FIX.test(resolution)) return 'closed';
  return resolution === '' || FIX.test(resolution) || fixVersions.length > 0 ? 'fixed' : 'closed';
};
