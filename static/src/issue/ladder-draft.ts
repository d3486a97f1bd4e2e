import type { ScreenContext } from '../forge/context';

/** Where words are entered; Support L3 has the form of the bug. */
export type Tier = 'L1' | 'L2';

/** Where what is typed for a tier of this ticket is kept, in this browser. */
export const ladderDraft = ({ accountId, extension }: ScreenContext, tier: Tier): string =>
  `cs-handoff:ladder-${tier}:${accountId ?? ''}:${extension.issue?.id ?? ''}`;
