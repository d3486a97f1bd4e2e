import type { HandoffDocument } from './document';
import type { Counted, SignalKind } from './signal';
import { atOf, countIn, itemName, type Counts } from './tally';

/** An item of a handoff as a signal names it. */
type MatchedItem = { readonly kind: SignalKind; readonly itemId: string };

/** All items of a handoff that a ticket can be matched to. */
export const itemsToMatch = ({ likelyQuestions, limitations, happyPath }: HandoffDocument): MatchedItem[] => [
  ...likelyQuestions.map(({ id }): MatchedItem => ({ kind: 'answer', itemId: id })),
  ...limitations.items.map(({ id }): MatchedItem => ({ kind: 'limitation', itemId: id })),
  ...happyPath.map(({ id }): MatchedItem => ({ kind: 'happy-path', itemId: id })),
];

/** How many tickets were matched to an item, in all and while the rollout was where it is now. */
type Hits = MatchedItem & { readonly all: number; readonly now: number };

/**
 * Hits by other tickets than the one at hand, whose own one is known better than any tally: a click is seen at once, and not twice.
 * @param own what the tally holds of the ticket at hand
 * @param percent how far the rollout is now; null: before its first step
 * @returns items without a hit are left out
 */
export const hitsOfOthers = (
  items: readonly MatchedItem[],
  counts: Counts,
  own: Counted | null,
  percent: number | null,
): Hits[] =>
  items.flatMap((item) => {
    const name = itemName(item);
    const isOwn = own?.kind === item.kind && own.itemId === item.itemId;
    const all = countIn(counts, name) - (isOwn ? 1 : 0);
    const now = (counts[name]?.[atOf({ percent })] ?? 0) - (isOwn && own.percent === percent ? 1 : 0);
    return all > 0 ? [{ ...item, all, now }] : [];
  });
