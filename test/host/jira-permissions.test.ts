import { at, FOR_ADMINS, FOR_ALL, jiraSite, SIGN_OFF } from './jira-site';

/** Whom Jira says to hold which permission: its own and those that the installed app brings. */

test('mypermissions tells what is held where; an app permission is one of the scheme', async () => {
  const { call } = jiraSite();
  const own = SIGN_OFF.key;
  const ask = (who: string, where: string) =>
    call(who, 'GET', `/mypermissions?permissions=CREATE_ISSUES,EDIT_ISSUES,ADMINISTER,${own}${where}`);
  const agent = await ask('agent', '&projectKey=EXAM');
  expect(at(agent.body, 'permissions')).toMatchObject({
    CREATE_ISSUES: { havePermission: true, type: 'PROJECT' },
    EDIT_ISSUES: { havePermission: false },
    ADMINISTER: { havePermission: false, type: 'GLOBAL' },
    [own]: { havePermission: false },
  });
  expect(at((await ask('po', '&projectKey=EXAM')).body, 'permissions')).toMatchObject({
    [own]: { havePermission: true, type: 'PROJECT', name: SIGN_OFF.name, description: SIGN_OFF.description },
  });
  expect((await ask('agent2', '&projectKey=EXAM')).status).toBe(404);
  expect((await call('agent', 'GET', '/mypermissions')).status).toBe(400);
  expect((await call('agent', 'GET', '/mypermissions?permissions=FLY')).status).toBe(400);
});

test.each([
  ['a module that the app has not', SIGN_OFF.key.replace('sign-off', 'sign-of')],
  ['a permission of another app', SIGN_OFF.key.replace('app-1', 'app-2')],
  ['a permission of another environment', SIGN_OFF.key.replace('environment-1', 'environment-2')],
  ['a key without the place of its installation', 'sign-off'],
  ["a seed's own way to name it", 'app:sign-off'],
  ['nothing after the last slash', SIGN_OFF.key.replace('sign-off', '')],
])('unknown, as any other unknown key: %s', async (_, key) => {
  const { call, state } = jiraSite();
  const message = [`Unrecognized permissions: ${key}`];
  const asked = await call('po', 'GET', `/mypermissions?projectKey=EXAM&permissions=BROWSE_PROJECTS,${key}`);
  expect([asked.status, at(asked.body, 'errorMessages')]).toEqual([400, message]);
  const projects = state.projects.map(({ id }) => Number(id));
  for (const body of [
    { projectPermissions: [{ permissions: [key], projects, issues: [] }] },
    { globalPermissions: [key], projectPermissions: [] },
  ]) {
    const checked = await call('po', 'POST', '/permissions/check', body);
    expect([checked.status, at(checked.body, 'errorMessages')]).toEqual([400, message]);
  }
});

test("an app's global permission goes to whom its module says", async () => {
  const { call } = jiraSite();
  const held = async (who: string) => {
    const keys = [FOR_ALL.key, FOR_ADMINS.key];
    const asked = await call(who, 'GET', `/mypermissions?permissions=${keys.join(',')}`);
    const checked = await call(who, 'POST', '/permissions/check', {
      ...{ globalPermissions: keys, projectPermissions: [] },
    });
    const beans = at(asked.body, 'permissions') as Record<string, { havePermission: boolean; type: string }>;
    expect(keys.map((key) => beans[key]?.type)).toEqual(['GLOBAL', 'GLOBAL']);
    const ofBeans = keys.filter((key) => beans[key]?.havePermission);
    expect(at(checked.body, 'globalPermissions')).toEqual(ofBeans);
    return ofBeans;
  };
  expect(await held('po')).toEqual([FOR_ALL.key]);
  expect(await held('admin')).toEqual([FOR_ALL.key, FOR_ADMINS.key]);
  expect(await held('gal')).toEqual([]);
});

test("a seed's scheme grants only what the installed app brings", () => {
  const { jira } = jiraSite();
  const grant = (permission: string) =>
    jira.seed({ projects: [{ key: 'NEW', name: 'New', permissions: { [permission]: ['po@example.test'] } }] });
  for (const permission of ['app:sign-of', 'app:for-all'])
    expect(at(grant(permission).body, 'errorMessages.0')).toBe(`NEW: the host knows no permission ${permission}.`);
  expect(grant('app:sign-off').status).toBe(201);
});

test('permissions/check answers for others only to the app and to admins', async () => {
  const { call, idOf, state } = jiraSite();
  const [exam, sup] = state.projects.map(({ id }) => Number(id));
  const body = {
    accountId: idOf('agent2'),
    projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], projects: [exam, sup, 1], issues: [] }],
  };
  expect((await call('app', 'POST', '/permissions/check', body, [])).body).toEqual({
    globalPermissions: [],
    projectPermissions: [{ permission: 'BROWSE_PROJECTS', projects: [sup], issues: [] }],
  });
  expect((await call('agent', 'POST', '/permissions/check', body)).status).toBe(403);
});

test('an edit without an e-mail is taken from who administers the project or Jira, and refused as a whole to all others', async () => {
  const { call, bug, state } = jiraSite();
  const { key } = await bug('po');
  const exam = state.projects.find((project) => project.key === 'EXAM');
  const edit = async (who: string, summary: string, query = '?notifyUsers=false') =>
    (await call(who, 'PUT', `/issue/${key}${query}`, { fields: { summary } })).status;
  expect([await edit('po', 'a', ''), await edit('po', 'b'), await edit('po', 'c', '?notifyUsers=true')]).toEqual([
    204, 403, 204,
  ]);
  expect(at((await call('po', 'GET', `/issue/${key}`)).body, 'fields.summary')).toBe('c');
  expect([await edit('admin', 'd'), await edit('app', 'e')]).toEqual([204, 204]);
  exam?.appLacks.push('ADMINISTER_PROJECTS');
  expect([await edit('app', 'f'), await edit('app', 'f', '')]).toEqual([403, 204]);
});

describe('a Jira expression', () => {
  const MINE = 'user.getProjectRoles(project).map(role => role.id)';

  test('tells the roles that its caller has in a project that they see', async () => {
    const { call, state } = jiraSite();
    const exam = state.projects.find(({ key }) => key === 'EXAM');
    const ask = async (who: string, project: object, expression = MINE) => {
      const { status, body } = await call(who, 'POST', '/expression/evaluate', { expression, context: { project } });
      return [status, at(body, 'value')];
    };
    const idOf = (name: string) => Number(exam?.roles.find((role) => role.name === name)?.id);
    const byId = { id: Number(exam?.id) };
    expect(await ask('po', byId)).toEqual([200, [idOf('Members')]]);
    expect(await ask('admin', { key: 'EXAM' })).toEqual([200, [idOf('Administrators')]]);
    expect(await ask('agent', byId)).toEqual([200, []]); // holds permissions by name, and has no role
    for (const who of ['agent2', 'gal']) expect(await ask(who, byId)).toEqual([404, undefined]);
    exam?.roles.find(({ name }) => name === 'Viewers')?.members.push(state.people[1]?.accountId ?? '');
    expect(await ask('po', byId, MINE.replaceAll(' ', ''))).toEqual([200, [idOf('Members'), idOf('Viewers')]]);
  });

  test.each([
    ['another expression', { expression: 'user.displayName', context: { project: { key: 'EXAM' } } }],
    ['no project', { expression: MINE }],
    ['an issue beside it', { expression: MINE, context: { project: { key: 'EXAM' }, issue: { key: 'EXAM-1' } } }],
  ])('%s is not simulated, and says so', async (_, body) => {
    const { status, body: refusal } = await jiraSite().call('po', 'POST', '/expression/evaluate', body);
    expect([status, String(at(refusal, 'errorMessages'))]).toEqual([501, expect.stringContaining('not simulated')]);
  });
});
