import type { Finding } from '../../../src/domain/preflight';

/** The section of the page where a finding can be mended. */
export type Place = 'mapping' | 'bugs' | 'writing' | 'signing' | 'waiving' | 'filing';

const SEES: Record<'writers' | 'signers' | 'waivers', readonly [place: Place, needs: string]> = {
  writers: ['writing', 'To write a handoff'],
  signers: ['signing', 'To sign one'],
  waivers: ['waiving', 'To waive its gate'],
};

type Copy = { readonly place: Place; readonly title: string; readonly next: string };

const copy = (place: Place, title: string, next: string): Copy => ({ place, title, next });

/** The names in one sentence; the rest as a number. */
const listed = (names: readonly string[]): string => {
  const [shown, rest] = [names.slice(0, 3), names.length - 3];
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
};

/** Where a finding stands on the page, what it says, and what to do. One table, as for refusals. */
export const findingCopy = (finding: Finding, nameOf: (accountId: string) => string): Copy => {
  switch (finding.code) {
    case 'nothing-mapped':
      return copy(
        'mapping',
        'No support project reads these handoffs yet',
        'Map the project where your customers’ tickets arrive; until then agents see nothing on their tickets.',
      );
    case 'support-project-gone':
      return copy(
        'mapping',
        'A mapped project is gone',
        `The project with the id ${finding.projectId} was deleted, is in the trash, or you may not browse it. Remove it here, or have it restored.`,
      );
    case 'target-gone':
      return copy(
        'bugs',
        `Bugs can’t go to ${finding.project}`,
        'The project was deleted, is in the trash, or you may not browse it. Choose another, or ask its admin for Browse projects.',
      );
    case 'issue-type-gone':
      return copy(
        'bugs',
        `${finding.project} has no issue type ${finding.issueType} any more`,
        'Choose one that it has, or ask its admin to add it again.',
      );
    case 'agents-cannot-create':
      return copy(
        'bugs',
        `Agents can’t create ${finding.issueType} in ${finding.project}`,
        `We looked at ${finding.looked} people of the mapped support projects; ${listed(finding.who.map(nameOf))} can’t. Ask a Jira admin to grant them Create issues and Browse projects in ${finding.project}; or name below who files for them; or have an admin of ${finding.project} let the app file.`,
      );
    case 'link-type-missing':
      return copy(
        'bugs',
        `This site has no link type ${finding.name}`,
        `${finding.instead === null ? 'Bugs are filed without a link to their ticket' : `${finding.instead} is used instead`}. Choose another one, or ask a Jira admin to add it under Issue linking.`,
      );
    case 'nobody-signs':
      return copy(
        'signing',
        'Nobody is known to sign',
        `No CS Lead and no signer is named, and ${finding.looked === 0 ? 'nobody is known who' : `nobody of the ${finding.looked} people we looked at`} holds Sign off CS handoffs. Name someone here, or ask a Jira admin to grant the permission.`,
      );
    case 'cannot-see-project': {
      const [place, needs] = SEES[finding.setting];
      return copy(
        place,
        `${listed(finding.who.map(nameOf))} can’t see this project`,
        `${needs} they need Browse projects here, which a Jira admin or an admin of this project can grant.`,
      );
    }
    case 'filer-cannot-create':
      return copy(
        'filing',
        `${nameOf(finding.who)} can’t create issues in ${finding.project}`,
        'Ask a Jira admin to grant them Create issues and Browse projects there, or name somebody else.',
      );
    case 'app-cannot-create':
      return copy(
        'filing',
        'The app itself may not create issues here',
        'Ask a Jira admin to grant Create issues in this project to the app CS Handoff, or switch this off.',
      );
  }
};
