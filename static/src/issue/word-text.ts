import type { SignalKind } from '../../../src/domain/signal';

/** What was said, as one reads it later. */
export const WORDS: Record<SignalKind, string> = {
  answer: 'Answered by',
  limitation: 'It is the limitation',
  'happy-path': 'It is the step',
  'working-as-intended': 'Working as intended',
  'feature-request': 'Feature request',
  'not-in-handoff': 'Not in the handoff',
};
