import type { ChainCause, ChainLevel } from '../../../src/domain/bug';
import { LEVEL_TITLES } from '../components/level-titles';

export type Words = { readonly name: string; readonly means: string };

/** Where in the chain that built the release the cause lies, from its beginning on. */
export const LEVEL_WORDS: Readonly<Record<ChainLevel, Words>> = {
  strategy: { name: LEVEL_TITLES.strategy, means: 'The release set out for the wrong goal, or for the wrong people.' },
  discovery: { name: LEVEL_TITLES.discovery, means: 'What users need, or how they work, was understood wrongly.' },
  scope: { name: LEVEL_TITLES.scope, means: 'The need was known, and this case was left out of what was to be built.' },
  execution: {
    name: LEVEL_TITLES.execution,
    means: 'It was planned rightly and built wrongly: in design, code or test.',
  },
  operation: {
    name: LEVEL_TITLES.operation,
    means: 'It was built rightly and broke in use: data, settings, load or rollout.',
  },
};

/** What let it pass there. */
export const CAUSE_WORDS: Readonly<Record<ChainCause, Words>> = {
  'scenario-gap': { name: 'Scenario gap', means: 'Nobody had written down the situation in which it happens.' },
  'adr-drift': {
    name: 'ADR drift',
    means: 'What was built no longer follows an architecture decision that is on record.',
  },
  'integration-gap': {
    name: 'Integration gap',
    means: 'Each part works by itself; together, or with another system, they don’t.',
  },
  'observation-mismatch': {
    name: 'Observation mismatch',
    means: 'What we measure didn’t show it, or showed something else than users saw.',
  },
  'n/a': { name: 'None of these', means: 'The chain has no part in it, or it can’t be said.' },
};
