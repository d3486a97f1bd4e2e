import type { CallOutput } from '../../../src/api/calls';

export type Chosen = NonNullable<CallOutput<'prepareEscalation'>['chosen']>;
/** That the person may not go to Support L3 is said with who may. */
type WhyNobody = Exclude<Extract<Chosen['way'], { by: 'nobody' }>['why'], 'not-to-l3'>;

/** What becomes of what is typed: filed from here, created in Jira's own dialog, kept for a named person, or copied. */
export type Plan = 'file' | 'dialog' | 'prepare' | 'copy';

export const planOf = ({ way, needed }: Chosen): Plan => {
  if (way.by === 'nobody') return 'copy';
  if (way.by === 'filer') return 'prepare';
  return needed.some(({ kind }) => kind === 'dialog') ? 'dialog' : 'file';
};

/** Why nobody can file a bug for this handoff from here, and who can change that. */
export const whyNobody = ({ target, issueType }: Chosen, why: WhyNobody): string => {
  const [project, type] = [target?.name ?? '', issueType?.name ?? ''];
  switch (why) {
    case 'no-target':
      return 'The handoff names no project and issue type for Support L3 bugs. Ask its PO to fill in the escalation path.';
    case 'target-gone':
      return `The handoff sends Support L3 bugs to ${project} as ${type}, and Jira has no such issue type there any more. Ask the PO of the handoff to choose another one in its escalation path; what new handoffs begin with is set by an admin of the product project in the settings of CS Handoff.`;
    case 'filer-cannot-see':
      return `You may not create ${type} in ${project}, and whoever is named to file prepared bugs may not see this ticket. Ask an admin of this ticket’s project to grant them the permission "Browse projects", or an admin of the product project to name somebody else in the settings of CS Handoff.`;
    case 'not-allowed':
      return `You may not create ${type} in ${project}. Ask an admin of ${project} for the permission "Create issues", or to let the app file for you; or ask an admin of the product project to name somebody who files prepared bugs. Both are in the settings of CS Handoff.`;
  }
};
