import type { HandoffDocument } from './document';
import type { Counted } from './signal';

/** The first words of an item that tickets are matched to; null: it isn't in the handoff any more, or there was none. */
export const leadOf = (
  { likelyQuestions, limitations, happyPath }: HandoffDocument,
  { kind, itemId }: { readonly kind: Counted['kind']; readonly itemId: string | null },
): string | null => {
  const isIt = ({ id }: { readonly id: string }): boolean => id === itemId;
  switch (kind) {
    case 'answer':
      return likelyQuestions.find(isIt)?.question ?? null;
    case 'limitation':
      return limitations.items.find(isIt)?.limit ?? null;
    case 'happy-path':
      return happyPath.find(isIt)?.action ?? null;
    default:
      return null;
  }
};
