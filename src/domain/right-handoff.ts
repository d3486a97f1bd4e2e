import type { Head } from './head';
import { isLive } from './state';

export type Why = 'fix-version' | 'affects-version' | 'mapped-project';
export type Choice = { readonly head: Head; readonly why: Why };

/**
 * The handoffs that speak to a ticket, best first: those of its own fix versions, then of its affects versions, then the
 * live ones of the product projects mapped to its project (soonest release first, undated last).
 * Only live handoffs are for agents; one handoff is named once, by its best reason.
 */
export const rightHandoffs = (
  own: { fix: readonly Head[]; affects: readonly Head[] },
  mapped: readonly Head[],
): Choice[] => {
  const byDate = mapped.toSorted((a, b) => (a.releaseDate ?? '9999').localeCompare(b.releaseDate ?? '9999'));
  const all: Choice[] = [
    ...own.fix.map((head) => ({ head, why: 'fix-version' as const })),
    ...own.affects.map((head) => ({ head, why: 'affects-version' as const })),
    ...byDate.map((head) => ({ head, why: 'mapped-project' as const })),
  ];
  const seen = new Set<string>();
  return all.filter(({ head }) => {
    if (!isLive(head) || seen.has(head.handoffId)) return false;
    seen.add(head.handoffId);
    return true;
  });
};
