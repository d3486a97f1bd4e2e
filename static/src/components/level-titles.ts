import type { ShownLevel } from '../../../src/domain/chain-level';

/** Chain levels as people call them. */
export const LEVEL_TITLES: Readonly<Record<ShownLevel, string>> = {
  strategy: 'Strategy',
  discovery: 'Discovery',
  scope: 'Scope',
  execution: 'Execution',
  operation: 'Operation',
  untriaged: 'Untriaged',
};
