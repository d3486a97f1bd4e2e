import type { CallOutput } from '../../../src/api/calls';

export type Chosen = NonNullable<CallOutput<'prepareEscalation'>['chosen']>;

/** Why this person can't file a bug for this handoff, and who can change that; null when they can. */
export const mayNotFile = (chosen: Chosen): string | null => {
  if (chosen.target === null || chosen.issueType === null)
    return 'The handoff names no project and issue type for Support L3 bugs. Ask its PO to fill in the escalation path.';
  if (chosen.way.by !== 'self' && chosen.way.by !== 'app')
    return `You may not create ${chosen.issueType.name} in ${chosen.target.name}. Ask an admin of ${chosen.target.name} for the permission "Create issues", or give this ticket to somebody who has it.`;
  return null;
};
