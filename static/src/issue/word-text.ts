import type { HandoffDocument } from '../../../src/domain/document';
import type { Said, SignalKind } from '../../../src/domain/signal';

/** What was said, as one reads it later. */
export const WORDS: Record<SignalKind, string> = {
  answer: 'Answered by',
  limitation: 'It is the limitation',
  'happy-path': 'It is the step',
  'working-as-intended': 'Working as intended',
  'feature-request': 'Feature request',
  'not-in-handoff': 'Not in the handoff',
};

/** The first words of the item that was matched; undefined: it isn't in the handoff any more, or there was none. */
export const leadOf = ({ kind, itemId }: Said, document: HandoffDocument): string | undefined => {
  switch (kind) {
    case 'answer':
      return document.likelyQuestions.find(({ id }) => id === itemId)?.question;
    case 'limitation':
      return document.limitations.items.find(({ id }) => id === itemId)?.limit;
    case 'happy-path':
      return document.happyPath.find(({ id }) => id === itemId)?.action;
    default:
      return undefined;
  }
};
