import type { CallOutput } from '../../../src/api/calls';

export type Chosen = NonNullable<CallOutput<'prepareEscalation'>['chosen']>;

/** What becomes of what is typed: filed from here, created in Jira's own dialog, kept for a named person, or copied. */
export type Plan = 'file' | 'dialog' | 'prepare' | 'copy';

export const planOf = ({ way, needed }: Chosen): Plan => {
  if (way.by === 'nobody') return 'copy';
  if (way.by === 'filer') return 'prepare';
  return needed.some(({ kind }) => kind === 'dialog') ? 'dialog' : 'file';
};

/** Why nobody can file a bug for this handoff from here, and who can change that. */
export const whyNobody = ({ target, issueType }: Chosen): string =>
  target === null || issueType === null
    ? 'The handoff names no project and issue type for Support L3 bugs. Ask its PO to fill in the escalation path.'
    : `You may not create ${issueType.name} in ${target.name}. Ask an admin of ${target.name} for the permission "Create issues", or to let the app file for you; or ask an admin of the product project to name somebody who files prepared bugs. Both are in the settings of CS Handoff.`;
