import { authorizeJiraWithFetch } from '@forge/auth';
import { at, doc, jiraSite } from './jira-site';

/** What Jira's OpenAPI says under "Permissions required", operation by operation, and what those hear who lack them. */

test.each([
  ['DELETE', 'deleteVersion', '/version/ID', undefined, 401],
  ['PUT', 'mergeVersions', '/version/ID/mergeto/OTHER', undefined, 401],
  ['POST', 'deleteAndReplaceVersion', '/version/ID/removeAndSwap', {}, 404],
] as const)('%s without Administer projects: %s', async (method, _, path, body, status) => {
  const { call, release } = jiraSite();
  const [id, other] = [await release('1'), await release('2')];
  const address = path.replace('ID', id).replace('OTHER', other);
  expect((await call('po', method, address, body)).status).toBe(status);
  expect((await call('agent2', method, address, body)).status).toBe(404); // who may not browse
  expect((await call('admin', method, address, body)).status).toBe(204);
});

test('a property of an issue is deleted by who may edit the issue, and 404 to the others', async () => {
  const { call, bug } = jiraSite();
  const { key } = await bug('po', {}, { properties: [{ key: 'mark', value: 1 }] });
  const path = `/issue/${key}/properties/mark`;
  expect((await call('agent', 'DELETE', path)).status).toBe(404);
  expect((await call('po', 'GET', path)).status).toBe(200);
  expect((await call('po', 'DELETE', path)).status).toBe(204);
  await call('admin', 'PUT', '/project/EXAM/properties/p', 1);
  expect((await call('po', 'DELETE', '/project/EXAM/properties/p')).status).toBe(403);
});

test('the roles of a project are listed for who administers any project', async () => {
  const { call, jira, state } = jiraSite();
  jira.seed({ projects: [{ key: 'OWN', name: 'Own', roles: { Administrators: ['agent2@example.test'] } }] });
  const id = state.projects[0]?.roles[0]?.id ?? '';
  const seen = async (who: string) => [
    (await call(who, 'GET', '/project/EXAM/role')).status,
    (await call(who, 'GET', `/project/EXAM/role/${id}`)).status,
  ];
  expect(await seen('admin')).toEqual([200, 200]);
  expect(await seen('agent2')).toEqual([200, 404]);
  expect(await seen('po')).toEqual([404, 404]);
});

test('a link is taken away by who sees both ends and may link at one of them', async () => {
  const { call, bug, ticket, jira, state } = jiraSite();
  const [{ key: inward }, { key: outward }] = [await bug('admin'), await ticket()];
  const link = { type: { name: 'Relates' }, inwardIssue: { key: inward }, outwardIssue: { key: outward } };
  const makes = async () => {
    await call('admin', 'POST', '/issueLink', link);
    return state.links[0]?.id ?? '';
  };
  const removes = async (who: string) => (await call(who, 'DELETE', `/issueLink/${await makes()}`)).status;
  expect(await removes('po')).toBe(404); // may link at the bug, and sees no ticket
  expect(await removes('agent2')).toBe(404); // may link at the ticket, and sees no bug
  jira.seed({ hidden: { [inward]: ['agent@example.test'] } });
  expect(await removes('agent')).toBe(404);
  jira.seed({ hidden: { [inward]: [] } });
  const exam = state.projects[0]?.permissions;
  if (exam) exam.LINK_ISSUES = [];
  expect((await call('agent', 'DELETE', `/issueLink/${state.links[0]?.id ?? ''}`)).status).toBe(204); // by the ticket alone
});

test('who may browse nothing learns neither of fields of the site nor of link types', async () => {
  const { call, jira, state } = jiraSite();
  const screen = ['summary', 'Team'];
  jira.seed({
    customFields: [{ name: 'Team', type: 'text' }],
    projects: [
      { key: 'FLD', name: 'F', issueTypes: [{ name: 'Bug', screen }], roles: { Members: ['po@example.test'] } },
    ],
  });
  const team = state.customFields[0]?.id;
  const names = async (who: string) => {
    const { body } = await call(who, 'GET', '/field');
    return (body as { id: string }[]).map(({ id }) => id);
  };
  expect(await names('po')).toContain(team);
  expect(await names('agent')).not.toContain(team); // sees projects whose screens lack it
  expect(await names('gal')).not.toContain(team);
  const types = async (who: string) => at((await call(who, 'GET', '/issueLinkType')).body, 'issueLinkTypes.length');
  expect([await types('agent'), await types('gal')]).toEqual([3, 0]);
});

test('who else watches is for who may view voters and watchers; how many, for everybody', async () => {
  const { call, bug, idOf } = jiraSite();
  const { key } = await bug('po');
  await call('agent', 'POST', `/issue/${key}/watchers`, idOf('agent'));
  const seen = async (who: string) => {
    const { body } = await call(who, 'GET', `/issue/${key}/watchers`);
    const watchers = at(body, 'watchers') as { accountId: string }[];
    return [at(body, 'watchCount'), watchers.map(({ accountId }) => accountId)];
  };
  expect(await seen('po')).toEqual([2, [idOf('po'), idOf('agent')]]);
  expect(await seen('agent')).toEqual([2, [idOf('agent')]]);
});

test('a comment keeps who made it and when, and says who changed it last; each takes its own permission', async () => {
  const { call, bug, idOf, clock } = jiraSite();
  const { key } = await bug('po');
  const made = await call('po', 'POST', `/issue/${key}/comment`, { body: doc('x') });
  const path = `/issue/${key}/comment/${String(at(made.body, 'id'))}`;
  clock.ms += 60_000;
  const { body } = await call('admin', 'PUT', path, { body: doc('y') });
  expect(body).toMatchObject({
    ...{ author: { accountId: idOf('po') }, created: '2026-03-01T12:00:00.000+0000' },
    ...{ updateAuthor: { accountId: idOf('admin') }, updated: '2026-03-01T12:01:00.000+0000' },
  });
  expect((await call('agent', 'PUT', path, { body: doc('z') })).status).toBe(400);
  expect((await call('po', 'PUT', path, { body: doc('z') })).status).toBe(200);
});

test("the app's own check of permissions knows Jira's keys: granted by the scheme, else not", async () => {
  const { call, bug, state, idOf } = jiraSite();
  const { body } = await bug('po');
  const issue = Number(at(body, 'id'));
  const as = (who: string) => {
    const fetched = async (path: string, init: { body?: unknown } = {}) =>
      (await call(who, 'POST', path, JSON.parse(String(init.body)))).body as never;
    return authorizeJiraWithFetch(fetched, idOf(who));
  };
  expect(await as('po').onJiraIssue(issue).canMove?.()).toBe(true);
  expect(await as('po').onJiraIssue(issue).canDeleteAllAttachments?.()).toBe(false);
  expect(await as('admin').onJiraIssue(issue).canDeleteAllAttachments?.()).toBe(true);
  expect(await as('agent').onJiraProject(Number(state.projects[0]?.id)).canCreateAttachments?.()).toBe(false);
});

test("Jira's global permissions are known, and those that the host grants to nobody are not held", async () => {
  const { call } = jiraSite();
  const { body } = await call('admin', 'GET', '/mypermissions?permissions=ADMINISTER,BULK_CHANGE,VIEW_DEV_TOOLS');
  expect(at(body, 'permissions')).toMatchObject({
    ADMINISTER: { type: 'GLOBAL', havePermission: true },
    BULK_CHANGE: { type: 'GLOBAL', havePermission: false },
    VIEW_DEV_TOOLS: { type: 'PROJECT', havePermission: true, name: 'View Dev Tools' },
  });
});

test('of an id and a key mypermissions takes the id', async () => {
  const { call, state } = jiraSite();
  const [exam, sup] = state.projects.map(({ id }) => id);
  const held = async (projectId = '', projectKey = '') => {
    const where = `projectId=${projectId}&projectKey=${projectKey}`;
    const { body } = await call('agent', 'GET', `/mypermissions?permissions=EDIT_ISSUES&${where}`);
    return at(body, 'permissions.EDIT_ISSUES.havePermission');
  };
  expect([await held(exam, 'SUP'), await held(sup, 'EXAM')]).toEqual([false, true]);
});

test('permissions/check takes no entry without a permission, and no account that the site has not', async () => {
  const { call } = jiraSite();
  const nobody = { accountId: 'nobody', projectPermissions: [] };
  expect((await call('app', 'POST', '/permissions/check', nobody, [])).status).toBe(400);
  const projectPermissions = [{ permissions: [''], projects: [], issues: [] }];
  expect((await call('po', 'POST', '/permissions/check', { projectPermissions })).status).toBe(400);
});

test('projects are found by what one may do there, in the order asked for, and a page is cut', async () => {
  const { call, bug, jira } = jiraSite();
  jira.seed({ projects: [{ key: 'AAA', name: 'Zoo', roles: { Viewers: ['agent@example.test'] } }] });
  await bug('po');
  const keys = async (query: string) => {
    const { body } = await call('agent', 'GET', `/project/search?${query}`);
    return (at(body, 'values') as { key: string }[]).map(({ key }) => key).join();
  };
  expect(await keys('')).toBe('AAA,EXAM,SUP');
  expect(await keys('orderBy=-name')).toBe('AAA,SUP,EXAM');
  expect(await keys('orderBy=-issueCount')).toBe('EXAM,AAA,SUP');
  expect(await keys('action=create')).toBe('EXAM,SUP');
  expect(await keys('action=edit')).toBe('');
  expect((await call('agent', 'GET', '/project/search?maxResults=101')).body).toMatchObject({ maxResults: 100 });
});

test("a rule stands only in workflows of the projects that its module is for, and is one of the app's", async () => {
  const { call, jira, state } = jiraSite();
  jira.seed({ projects: [{ key: 'TEAM', name: 'Team', style: 'next-gen' }] });
  const add = async (project: string, moduleKey: string) => {
    const workflow = state.workflows.find(({ name }) => name === `${project}: simple`);
    const path = `/rest/host/1/workflow/${workflow?.id ?? ''}/transition/${workflow?.transitions[0]?.id ?? ''}/rule`;
    return (await call('admin', 'POST', path, { moduleKey, configuration: '{}' })).status;
  };
  expect([await add('EXAM', 'handoff-is-ready'), await add('TEAM', 'handoff-is-ready')]).toEqual([201, 400]);
  expect([await add('EXAM', 'rule-for-all'), await add('TEAM', 'rule-for-all')]).toEqual([201, 201]);
  expect(await add('EXAM', 'no-such-rule')).toBe(400);
});
