import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PROJECT_PERMISSIONS } from './permission-keys';
import type { SeedIssueType, SeedProject, SeedWorkflow } from './seed-shape';
import { siteSeed } from './seed-shape';
import type { JiraState, Named, Project, ProjectIssueType, Workflow } from './state';
import { APP_ACCOUNT_ID, newId, own } from './state';

/** Names the seed uses and nobody has; the message names it. */
class SeedProblem extends Error {}

const SCREEN = 'summary description priority labels versions fixVersions reporter assignee issuelinks'.split(' ');

const anyTo = (...names: readonly string[]) => names.map((name) => ({ name, to: name }));

const WORKFLOWS: Readonly<Record<string, SeedWorkflow>> = {
  simple: {
    statuses: [
      { name: 'To Do', category: 'new' },
      { name: 'In Progress', category: 'indeterminate' },
      { name: 'Done', category: 'done' },
    ],
    transitions: [
      ...anyTo('To Do', 'In Progress', 'Done'),
      { name: 'Close with a resolution', to: 'Done', screen: ['resolution', 'fixVersions'] },
    ],
  },
  release: {
    statuses: [
      { name: 'To Do', category: 'new' },
      { name: 'In Progress', category: 'indeterminate' },
      { name: 'Released', category: 'done' },
    ],
    transitions: [
      { name: 'Prepare', from: ['To Do'], to: 'In Progress' },
      { name: 'Release', from: ['To Do', 'In Progress'], to: 'Released', screen: ['fixVersions'] },
      { name: 'Reopen', from: ['Released'], to: 'In Progress' },
    ],
  },
  support: {
    statuses: [
      { name: 'Waiting for support', category: 'indeterminate' },
      { name: 'Waiting for customer', category: 'indeterminate' },
      { name: 'Resolved', category: 'done' },
    ],
    transitions: [
      { name: 'Respond to customer', from: ['Waiting for support'], to: 'Waiting for customer' },
      { name: 'Respond to support', from: ['Waiting for customer'], to: 'Waiting for support' },
      { name: 'Resolve', from: ['Waiting for support', 'Waiting for customer'], to: 'Resolved' },
      { name: 'Reopen', from: ['Resolved'], to: 'Waiting for support' },
    ],
  },
};

const USUAL_TYPES: Readonly<Record<Project['projectTypeKey'], readonly SeedIssueType[]>> = {
  software: [{ name: 'Bug' }, { name: 'Story' }, { name: 'Release', workflow: 'release' }],
  business: [{ name: 'Task' }],
  service_desk: [{ name: 'Support request', workflow: 'support' }],
};

/** What members of the built-in roles hold. */
const VIEWER = ['BROWSE_PROJECTS', 'VIEW_VOTERS_AND_WATCHERS'];
const MEMBER = [
  ...VIEWER,
  ...['CREATE_ISSUES', 'EDIT_ISSUES', 'RESOLVE_ISSUES', 'TRANSITION_ISSUES', 'ADD_COMMENTS', 'LINK_ISSUES'],
  ...['EDIT_OWN_COMMENTS', 'DELETE_OWN_COMMENTS', 'CREATE_ATTACHMENTS', 'DELETE_OWN_ATTACHMENTS', 'MOVE_ISSUES'],
  ...['ASSIGN_ISSUES', 'ASSIGNABLE_USER', 'SERVICEDESK_AGENT'],
];
const ROLES: Readonly<Record<string, readonly string[]>> = {
  Administrators: Object.keys(PROJECT_PERMISSIONS),
  Members: MEMBER,
  Viewers: VIEWER,
};

/** As long as Atlassian's account ids, and the same at every seeding. */
const accountIdOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 24);

/** The element of that name; made if the site has none yet. */
function ensure<T extends Named>(state: JiraState, list: T[], name: string, make: () => Omit<T, 'id' | 'name'>): T {
  const found = list.find((element) => element.name === name);
  if (found) return found;
  const made = { ...make(), id: newId(state), name } as T;
  list.push(made);
  return made;
}

function workflowOf(state: JiraState, projectKey: string, name: string, seed: SeedWorkflow): Workflow {
  return ensure(state, state.workflows, `${projectKey}: ${name}`, () => {
    const statuses = seed.statuses.map((status) =>
      ensure(state, state.statuses, status.name, () => ({ category: status.category })),
    );
    const idOf = (statusName: string) => {
      const status = statuses.find((one) => one.name === statusName);
      if (!status) throw new SeedProblem(`The workflow ${name} has no status ${statusName}.`);
      return status.id;
    };
    const transitions = seed.transitions.map(({ name: transitionName, from = [], to, screen }, index) => ({
      ...{ id: String(11 + 10 * index), name: transitionName, from: from.map(idOf), to: idOf(to) },
      ...{ screen: screen ?? null, validators: [] },
    }));
    return { statusIds: statuses.map(({ id }) => id), initialStatusId: statuses[0]?.id ?? '', transitions };
  });
}

function issueTypesOf(state: JiraState, { key, type, issueTypes, workflows }: SeedProject): ProjectIssueType[] {
  const seeds = issueTypes ?? USUAL_TYPES[type];
  const fieldId = (field: string) => state.customFields.find(({ name }) => name === field)?.id ?? field;
  return seeds.map((seed) => {
    const {
      name,
      description = '',
      required = ['summary'],
      screen = SCREEN,
      ...rest
    } = typeof seed === 'string' ? { name: seed } : seed;
    const workflow =
      ('workflow' in rest ? rest.workflow : undefined) ?? (type === 'service_desk' ? 'support' : 'simple');
    const found = own(workflows, workflow) ?? own(WORKFLOWS, workflow);
    if (!found) throw new SeedProblem(`${key}: the issue type ${name} names a workflow ${workflow} that is not there.`);
    return {
      issueTypeId: ensure(state, state.issueTypes, name, () => ({ description })).id,
      workflowId: workflowOf(state, key, workflow, found).id,
      ...{ screen: screen.map(fieldId), required: required.map(fieldId) },
    };
  });
}

function accountOf({ people }: JiraState, email: string, where: string): string {
  const person = people.find(({ emailAddress }) => emailAddress.toLowerCase() === email.toLowerCase());
  if (!person) throw new SeedProblem(`${where} names ${email}, who is not among the people.`);
  return person.accountId;
}

function addProject(state: JiraState, seed: SeedProject, appPermissions: readonly string[]) {
  const { key, name, type, style, lead, roles, permissions, appLacks, components } = seed;
  const personId = (email: string) => accountOf(state, email, key);
  const roleNames = [...new Set([...Object.keys(ROLES), ...Object.keys(roles)])];
  const holderOf = (holder: string) => {
    if (holder === 'anyone' || holder === 'reporter') return holder;
    return roleNames.includes(holder) ? `role:${holder}` : personId(holder);
  };
  const usual = (permission: string) =>
    Object.keys(ROLES)
      .filter((role) => ROLES[role]?.includes(permission))
      .map((role) => `role:${role}`);
  const keys = [...new Set([...Object.keys(PROJECT_PERMISSIONS), ...Object.keys(permissions)])];
  const isKnown = (permission: string) =>
    own(PROJECT_PERMISSIONS, permission) !== undefined || appPermissions.includes(permission);
  const unknown = keys.find((permission) => !isKnown(permission));
  if (style === 'next-gen' && keys.some((permission) => permission.startsWith('app:'))) {
    throw new SeedProblem(`${key}: a team-managed project can't grant an app's own permission.`);
  }
  if (unknown !== undefined) throw new SeedProblem(`${key}: the host knows no permission ${unknown}.`);

  state.projects.push({
    ...{ id: newId(state), key, name, projectTypeKey: type, style, appLacks },
    leadAccountId: lead === undefined ? null : personId(lead),
    issueTypes: issueTypesOf(state, seed),
    roles: roleNames.map((role) => ({
      id: newId(state),
      name: role,
      members: [
        ...new Set([
          ...(own(roles, role) ?? []).map(personId),
          ...(role === 'Administrators' ? state.administrators : []),
        ]),
      ],
    })),
    permissions: Object.fromEntries(
      keys.map((permission) => [
        permission,
        [...usual(permission), ...(own(permissions, permission) ?? []).map(holderOf)],
      ]),
    ),
    components: components.map((component) => ({ id: newId(state), name: component })),
    ...{ properties: [], trashed: false, lastIssueNumber: 0 },
  });
}

/**
 * Adds what the document describes and the site hasn't: people by e-mail address, the rest by name or key; what is there
 * already stays as it is. Nothing is added where the document is wrong.
 * @param appPermissions `app:<module key>` of each permission that a scheme can grant for the installed app
 * @returns the problem in words, or undefined
 */
export function seedSite(state: JiraState, document: unknown, appPermissions: readonly string[]): string | undefined {
  const read = siteSeed.safeParse(document);
  if (!read.success) return z.prettifyError(read.error);
  const { people, priorities, linkTypes, customFields, projects, hidden, searchLagMs } = read.data;
  const draft = structuredClone(state);
  try {
    for (const { email, name, customer, admin, accountId = accountIdOf(email) } of people) {
      if (draft.people.some(({ emailAddress }) => emailAddress.toLowerCase() === email.toLowerCase())) continue;
      const accountType = customer ? 'customer' : 'atlassian';
      draft.people.push({ accountId, displayName: name, emailAddress: email, accountType });
      if (admin) draft.administrators.push(accountId);
    }
    for (const name of priorities) ensure(draft, draft.priorities, name, () => ({}));
    for (const { name, ...words } of linkTypes) ensure(draft, draft.linkTypes, name, () => words);
    for (const { name, type, options } of customFields) {
      if (draft.customFields.some((field) => field.name === name)) continue;
      const named = options.map((option) => ({ id: newId(draft), name: option }));
      draft.customFields.push({ id: `customfield_${newId(draft)}`, name, type, options: named });
    }
    for (const project of projects) {
      if (!draft.projects.some(({ key }) => key === project.key)) addProject(draft, project, appPermissions);
    }
    for (const [key, names] of Object.entries(hidden)) {
      const issue = own(draft.issues, own(draft.issueKeys, key) ?? '');
      if (!issue) throw new SeedProblem(`hidden names ${key}, which is not there.`);
      issue.hiddenFrom = names.map((name) => (name === 'app' ? APP_ACCOUNT_ID : accountOf(draft, name, key)));
    }
    if (searchLagMs !== undefined) draft.searchLagMs = searchLagMs;
  } catch (error) {
    if (!(error instanceof SeedProblem)) throw error;
    return error.message;
  }
  Object.assign(state, draft);
  return undefined;
}
