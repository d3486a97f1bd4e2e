import type { AppPermission, EmitEvent, IndexedProperty, RunValidator } from '../../host/contracts';
import { createJira } from '../../host/jira/jira';
import type { SiteSeed } from '../../host/jira/seed-shape';
import { emptyJira } from '../../host/jira/state';

/** A small site: the product project EXAM, the support project SUP, and people who may do different things there. */
const SITE: SiteSeed = {
  people: [
    { email: 'admin@example.test', name: 'Ada Admin', admin: true },
    { email: 'po@example.test', name: 'Pia Owner' },
    { email: 'agent@example.test', name: 'Avi Agent' },
    { email: 'agent2@example.test', name: 'Noa Agent' },
    { email: 'outsider@example.test', name: 'Otto Outside' },
    { email: 'gal@customer.test', name: 'Gal Customer', customer: true },
    { email: 'rina@customer.test', name: 'Rina Customer', customer: true },
  ],
  projects: [
    {
      key: 'EXAM',
      name: 'Exam Grader',
      roles: { Members: ['po@example.test'] },
      permissions: {
        BROWSE_PROJECTS: ['agent@example.test'],
        CREATE_ISSUES: ['agent@example.test'],
        LINK_ISSUES: ['agent@example.test'],
        'app:sign-off': ['po@example.test'],
      },
    },
    {
      key: 'SUP',
      name: 'Support',
      type: 'service_desk',
      roles: { Members: ['agent@example.test', 'agent2@example.test'] },
    },
  ],
};

export const doc = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

/** Jira's words for a field that this person can't set here. */
export const NOT_ON_SCREEN = (id: string) =>
  `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;

export const NOW = Date.parse('2026-03-01T12:00:00Z');

/** The permissions that an installed app brings: one for schemes, and two global ones. */
const APP = 'ari:cloud:ecosystem::extension/app-1/environment-1/static';
const permission = (moduleKey: string, grants: AppPermission['grants']): AppPermission => ({
  ...{ key: `${APP}/${moduleKey}`, moduleKey, grants },
  ...{ name: `Name of ${moduleKey}`, description: `What ${moduleKey} allows` },
});
export const SIGN_OFF = permission('sign-off', 'scheme');
export const FOR_ALL = permission('for-all', ['all']);
export const FOR_ADMINS = permission('for-admins', ['jira-administrators']);

/** The site, its clock, and functions that call it, `send` for the whole response: as a person by the name before the @, as `app`, or as `nobody`. */
export function jiraSite(indexedProperties: readonly IndexedProperty[] = []) {
  const state = emptyJira();
  const clock = { ms: NOW, now: () => clock.ms };
  const validator = jest.fn<ReturnType<RunValidator>, Parameters<RunValidator>>(() =>
    Promise.resolve({ ok: true, message: '' }),
  );
  const changed = jest.fn();
  const emit = jest.fn<ReturnType<EmitEvent>, Parameters<EmitEvent>>();
  const appPermissions = [SIGN_OFF, FOR_ALL, FOR_ADMINS];
  const runValidator: RunValidator = (...args) => validator(...args);
  const ruleModules = [
    { key: 'handoff-is-ready', projectTypes: ['company-managed'] },
    { key: 'rule-for-all', projectTypes: ['company-managed', 'team-managed'] },
  ];
  const jira = createJira(state, {
    clock,
    runValidator,
    changed,
    emit,
    appPermissions,
    ruleModules,
    indexedProperties,
  });
  const seeded = jira.seed(SITE);
  if (seeded.status !== 201) throw new Error(JSON.stringify(seeded.body));

  const idOf = (who: string) =>
    jira.people().find(({ emailAddress }) => emailAddress.startsWith(`${who}@`))?.accountId ?? `unknown ${who}`;
  const send = async (
    who: string,
    method: string,
    path: string,
    body?: unknown,
    scopes: readonly string[] | null = null,
  ) => {
    const actor =
      who === 'app' || who === 'nobody'
        ? ({ kind: who === 'app' ? 'app' : 'anonymous' } as const)
        : ({ kind: 'user', accountId: idOf(who) } as const);
    const full = path.startsWith('/rest/') ? path : `/rest/api/3${path}`;
    return jira.handle({ actor, scopes, method, path: full, headers: {}, body });
  };
  const call = async (...request: Parameters<typeof send>) => {
    const { status, body } = await send(...request);
    return { status, body };
  };
  /** Uploads files by their names; what they hold is as long as `bytes` says. */
  const attach = (who: string, issueKey: string, names: readonly string[], bytes = 3, parameter = 'file') =>
    jira.handle({
      ...{ actor: { kind: 'user', accountId: idOf(who) }, scopes: null, method: 'POST', body: undefined },
      ...{ path: `/rest/api/3/issue/${issueKey}/attachments`, headers: { 'x-atlassian-token': 'no-check' } },
      files: names.map((name) => ({ parameter, name, type: 'text/plain', bytes: new Uint8Array(bytes).fill(255) })),
    });
  const bug = async (who: string, fields: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) => {
    const usual = { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'It breaks' };
    const { status, body } = await call(who, 'POST', '/issue', { fields: { ...usual, ...fields }, ...rest });
    return { status, body, key: String(at(body, 'key')) };
  };
  const ticket = async (summary = 'The shortcut does nothing') =>
    bug('admin', {
      project: { key: 'SUP' },
      issuetype: { name: 'Support request' },
      summary,
      reporter: { accountId: idOf('gal') },
    });
  const release = async (name: string, more: Record<string, unknown> = {}) => {
    const project = state.projects.find(({ key }) => key === 'EXAM');
    const { body } = await call('admin', 'POST', '/version', { name, projectId: Number(project?.id), ...more });
    return String(at(body, 'id'));
  };
  return { state, clock, validator, changed, emit, jira, idOf, call, send, attach, bug, ticket, release };
}

/** A member of a reply by its path, such as `fields.labels.0`; undefined where there is none. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
      value,
    );
