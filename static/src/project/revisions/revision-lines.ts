import type { Head } from '../../../../src/domain/head';
import type { HistoryEntry } from '../../../../src/domain/history';

/** One revision, and what is on record of how it came; absent where the reader isn't told, or the list is behind. */
export type RevisionLine = { readonly revision: number; readonly entry: HistoryEntry | undefined };

/** What makes a revision; the text of a merged release becomes one too. */
const MAKES = ['saved', 'saved-minor', 'merged'] as const;

/** All revisions of a handoff, newest first. What is on record of handoffs that it took the place of isn't about these. */
export const revisionsOf = (
  { handoffId, revision: newest }: Head,
  history: readonly HistoryEntry[],
): RevisionLine[] => {
  const own = history.filter((entry) => entry.handoffId === handoffId);
  const entryOf = (revision: number, what: HistoryEntry['what']) =>
    own.find((entry) => entry.revision === revision && entry.what === what);
  return Array.from({ length: newest }, (_, nth) => newest - nth).map((revision) => ({
    revision,
    entry: MAKES.map((what) => entryOf(revision, what)).find((entry) => entry !== undefined),
  }));
};
