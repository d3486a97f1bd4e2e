import { CHAIN_LEVELS, type Bug, type ChainLevel, type Triage } from './bug';
import { UNTRIAGED_LABEL } from './chain-label';
import type { BugProperty } from './issue-properties';

/** Of a bug as Jira shows it: a chain level, or `untriaged`. */
export const SHOWN_LEVELS = ['untriaged', ...CHAIN_LEVELS] as const;
export type ShownLevel = (typeof SHOWN_LEVELS)[number];

const labelOf = (level: ShownLevel): string => (level === 'untriaged' ? UNTRIAGED_LABEL : `chain-level-${level}`);

/** The levels that an issue's labels say. A label of a similar name says none. */
export const levelsIn = (labels: readonly string[]): ShownLevel[] =>
  SHOWN_LEVELS.filter((level) => labels.includes(labelOf(level)));

/**
 * Which labels to add and to remove so that an issue says this level and no other one. All others are removed, whether or not they
 * are there: they may have come since somebody looked.
 */
export const labelsFor = (
  level: ChainLevel,
): { readonly add: readonly string[]; readonly remove: readonly string[] } => ({
  add: [labelOf(level)],
  remove: SHOWN_LEVELS.filter((other) => other !== level).map(labelOf),
});

/** What the property of a bug says of its triage. */
export const triageShown = (triage: Triage | null): Pick<BugProperty, 'chainLevel' | 'cause'> => ({
  chainLevel: triage?.level ?? ('untriaged' satisfies ShownLevel),
  cause: triage?.cause ?? 'none',
});

/** With another triage; the one before stays on record. */
export const withTriage = (bug: Bug, triage: Triage): Bug => ({
  ...bug,
  triage,
  earlier: bug.triage === null ? bug.earlier : [...bug.earlier, bug.triage],
});
