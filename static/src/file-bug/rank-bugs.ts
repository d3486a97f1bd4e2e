import type { KnownBug } from '../../../src/api/duplicate-calls';
import { similarity } from '../../../src/domain/similar-words';
import type { FoundBug } from './find-bugs';

/** A bug that may be the same, with all that is known of it. */
export type LikeBug = Omit<KnownBug, 'level'> & {
  /** Jira's status; null: Jira hasn't shown it (yet). */
  readonly status: string | null;
  readonly level: string | null;
  /** What its first ticket is about, where the bug itself isn't theirs to see. */
  readonly about: string;
  /** How much its words have in common with what is typed, 0 to 1. */
  readonly likeness: number;
};

/** From this on a bug stands above the fold: more than by chance, less than what makes two filings one. */
const ALIKE = 0.3;
const MOST_ALIKE = 5;

/** What Jira shows, with what the app knows of it, and what only the app knows: bugs that the person may not see, and those too new for the search. */
const merged = (
  found: readonly FoundBug[],
  known: readonly KnownBug[],
  about: ReadonlyMap<string, string>,
): Omit<LikeBug, 'likeness'>[] => {
  const shown = new Set(found.map(({ id }) => id));
  const unknown: Pick<KnownBug, 'tickets' | 'from' | 'isJoined' | 'stage'> = {
    ...{ tickets: 0, from: [], isJoined: false, stage: 'open' },
  };
  return [
    ...found.map(({ id, key, summary, status, level, created }) => ({
      ...(known.find(({ bugId }) => bugId === id) ?? { ...unknown, filedAt: new Date(created).toISOString() }),
      ...{ bugId: id, bugKey: key, summary, status, level, about: '' },
    })),
    ...known
      .filter(({ bugId }) => !shown.has(bugId))
      .map((bug) => ({ ...bug, status: null, about: about.get(bug.from[0]?.id ?? '') ?? '' })),
  ];
};

/** Those alike first and apart, the others by their age. */
export const rankBugs = (
  summary: string,
  ...all: Parameters<typeof merged>
): { readonly alike: readonly LikeBug[]; readonly others: readonly LikeBug[] } => {
  const bugs = merged(...all)
    .filter(({ isJoined }) => !isJoined) // the form tells of the ticket's own bugs by themselves
    .map((bug): LikeBug => ({ ...bug, likeness: similarity(summary, `${bug.summary} ${bug.about}`) }))
    .toSorted((a, b) => b.likeness - a.likeness || b.filedAt.localeCompare(a.filedAt));
  const alike = bugs.filter(({ likeness }) => likeness >= ALIKE).slice(0, MOST_ALIKE);
  const others = bugs.slice(alike.length).toSorted((a, b) => b.filedAt.localeCompare(a.filedAt));
  return { alike, others };
};
