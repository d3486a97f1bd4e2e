import type { Finding, Part } from '../../../src/domain/preflight';

/** The section of the page where a finding can be mended; `page`: in none of them. */
export type Place =
  'page' | 'mapping' | 'bugs' | 'writing' | 'signing' | 'waiving' | 'triage' | 'escalating' | 'filing';

const PLACES = {
  writers: 'writing',
  signers: 'signing',
  waivers: 'waiving',
  triagers: 'triage',
  escalators: 'escalating',
} as const;
const TO_DO = {
  writers: 'To write a handoff',
  waivers: 'To waive its gate',
  escalators: 'To see its tickets',
} as const;

/** What wasn't looked at, and why, as far as Jira's documentation says what it asks for. */
const NOT_LOOKED_AT: Record<Part, readonly [title: string, next: string]> = {
  projects: [
    'The mapped projects could not be looked at',
    'Jira didn’t tell which projects you may browse, so neither the mapping nor where L3 bugs go was checked. Ask a Jira admin whether you have access to Jira, then open this page again.',
  ],
  agents: [
    'The people of the mapped projects could not be looked at',
    'Jira doesn’t let you search for them, so it isn’t known whether agents can create bugs. It asks for the global permission Browse users and groups, or Assign issues in those projects; a Jira admin can grant both.',
  ],
  people: [
    'People could not be looked at',
    'Jira didn’t tell the app what all of them may do, so what is said of people here may not be everything. Ask a Jira admin to look under Manage apps whether CS Handoff may still read Jira.',
  ],
  roles: [
    'Roles could not be looked at',
    'Jira lists them to people with Administer projects only, so it isn’t known whether those named here still exist. A Jira admin can grant it.',
  ],
  'link-types': [
    'Link types could not be looked at',
    'Jira didn’t list them to you, so it isn’t known whether the one named here exists. It asks for Browse projects in some project; a Jira admin can grant it.',
  ],
  app: [
    'What the app may do here could not be looked at',
    'Jira didn’t tell it, so it isn’t known whether the app can create bugs here. Ask a Jira admin to look under Manage apps whether CS Handoff may still read Jira.',
  ],
};

type Copy = { readonly place: Place; readonly title: string; readonly next: string };

const copy = (place: Place, title: string, next: string): Copy => ({ place, title, next });

/** The names in one sentence; the rest as a number. */
const listed = (names: readonly string[]): string => {
  const [shown, rest] = [names.slice(0, 3), names.length - 3];
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
};

type AgentsCannot = Extract<Finding, { code: 'agents-cannot-create' }>;

/** Why the app doesn't file for these agents, and what would change that. */
const throughApp = ({ project, issueType, app }: AgentsCannot): string => {
  switch (app) {
    case 'off':
      return `or have an admin of ${project} let the app file`;
    case 'no-create':
      return `or have a Jira admin grant Create issues in ${project} to the app CS Handoff, which was let file there and can’t`;
    case 'only-dialog':
      return `the app can’t file there for them, since ${issueType} requires a field that only Jira’s own dialog can ask for`;
    case 'unseen-fields':
      return `or have them granted Browse projects there: ${issueType} requires fields, and the app shows these only to who may browse ${project}`;
  }
};

/** Where a finding stands on the page, what it says, and what to do. One table, as for refusals. */
export const findingCopy = (finding: Finding, nameOf: (accountId: string) => string): Copy => {
  switch (finding.code) {
    case 'not-looked-at':
      return copy('page', ...NOT_LOOKED_AT[finding.part]);
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
        `We looked at ${finding.looked} people of the mapped support projects; ${listed(finding.who.map(nameOf))} can’t. Ask a Jira admin to grant them Create issues and Browse projects in ${finding.project}; or name below who files for them; ${throughApp(finding)}.`,
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
        `No CS Lead, no signer and no role is named, and ${finding.looked === 0 ? 'nobody is known who' : `nobody of the ${finding.looked} people we looked at`} holds Sign off CS handoffs. Name someone here, or ask a Jira admin to grant the permission.`,
      );
    case 'cannot-see-project':
      return copy(
        PLACES[finding.setting],
        `${listed(finding.who.map(nameOf))} can’t see this project`,
        `${TO_DO[finding.setting]} they need Browse projects here, which a Jira admin or an admin of this project can grant.`,
      );
    case 'cannot-read-handoffs':
      return copy(
        'signing',
        `${listed(finding.who.map(nameOf))} can’t read these handoffs`,
        `${finding.setting === 'csLead' ? 'The CS Lead reads and signs' : 'Who signs has to read'} them here or in a mapped support project. Ask an admin of one of these for Browse projects, or name somebody else.`,
      );
    case 'triagers-cannot-see-target':
      return copy(
        'triage',
        `${listed(finding.who.map(nameOf))} can’t see ${finding.project}`,
        `L3 bugs go there, and to set their chain level people need Browse projects in it. A Jira admin or an admin of ${finding.project} can grant it, or name somebody else.`,
      );
    case 'role-gone':
      return copy(
        PLACES[finding.setting],
        'A role that is named here is gone',
        'Jira has it no more in this project, so it gives nobody anything. Remove it, and name another one if people lost something by it.',
      );
    case 'filer-cannot-create':
      return copy(
        'filing',
        `${nameOf(finding.who)} can’t create issues in ${finding.project}`,
        'Ask a Jira admin to grant them Create issues and Browse projects there, or name somebody else.',
      );
    case 'filer-cannot-see-tickets':
      return copy(
        'filing',
        `${nameOf(finding.who)} can’t see tickets of ${listed(finding.projects)}`,
        'What waits to be filed stands on its ticket, so from there they can file nothing. An admin of that project can grant them Browse projects, or name somebody else here.',
      );
    case 'app-cannot-create':
      return copy(
        'filing',
        'The app itself may not create issues here',
        'Ask a Jira admin to grant Create issues in this project to the app CS Handoff, or switch this off.',
      );
  }
};
