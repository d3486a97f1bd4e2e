import { at, doc, jiraSite, NOW } from './jira-site';

const NOT_ON_SCREEN = (id: string) => `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
const UNSEEN = 'Issue does not exist or you do not have permission to see it.';

describe('who may do what', () => {
  test.each([
    ['admin', 200, 200, 200],
    ['po', 200, 404, 404],
    ['agent', 200, 200, 200],
    ['agent2', 404, 200, 200],
    ['outsider', 404, 404, 404],
    ['gal', 404, 404, 200],
    ['rina', 404, 404, 404],
    ['app', 200, 200, 200],
    ['nobody', 401, 401, 401],
  ])('%s: a bug %i, a ticket %i, the ticket in the portal %i', async (who, bugStatus, ticketStatus, portalStatus) => {
    const { call, bug, ticket } = jiraSite();
    const [{ key: bugKey }, { key: ticketKey }] = [await bug('po'), await ticket()];
    const seen = await call(who, 'GET', `/issue/${bugKey}`);
    expect(seen.status).toBe(bugStatus);
    if (bugStatus === 404) expect(seen.body).toEqual({ errorMessages: [UNSEEN], errors: {} });
    expect((await call(who, 'GET', `/issue/${ticketKey}`)).status).toBe(ticketStatus);
    expect((await call(who, 'GET', `/rest/servicedeskapi/request/${ticketKey}`)).status).toBe(portalStatus);
  });

  test('projects and search show only what the person may browse', async () => {
    const { call, bug, ticket } = jiraSite();
    await bug('po');
    await ticket();
    const keys = async (who: string) => at((await call(who, 'GET', '/project/search')).body, 'values');
    expect(await keys('po')).toMatchObject([{ key: 'EXAM' }]);
    expect(await keys('agent')).toMatchObject([{ key: 'EXAM' }, { key: 'SUP' }]);
    expect(await keys('gal')).toEqual([]);
    const jql = { jql: 'created >= -1d', fields: ['summary'] };
    expect((await call('agent2', 'POST', '/search/jql', jql)).body).toMatchObject({ issues: [{ key: 'SUP-1' }] });
    expect((await call('gal', 'POST', '/search/jql', jql)).body).toEqual({ issues: [], isLast: true });
  });

  test('mypermissions tells what is held where; an app permission is one of the scheme', async () => {
    const { call } = jiraSite();
    const own = 'ari:cloud:ecosystem::extension/a/b/static/sign-off';
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
      [own]: { havePermission: true },
    });
    expect((await ask('agent2', '&projectKey=EXAM')).status).toBe(404);
    expect((await call('agent', 'GET', '/mypermissions')).status).toBe(400);
    expect((await call('agent', 'GET', '/mypermissions?permissions=FLY')).status).toBe(400);
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

  test('an app is held to its scopes and never reaches the rule editor; the unknown is not simulated', async () => {
    const { call } = jiraSite();
    const read = ['read:jira-work'];
    expect((await call('app', 'GET', '/project/EXAM', undefined, read)).status).toBe(200);
    expect(await call('app', 'POST', '/issue', {}, read)).toEqual({
      status: 401,
      body: { code: 401, message: 'Unauthorized; scope does not match' },
    });
    expect((await call('app', 'GET', '/rest/host/1/project/EXAM/workflows', undefined, read)).status).toBe(501);
    expect(await call('po', 'GET', '/dashboard')).toEqual({
      status: 501,
      body: { errorMessages: ['GET /rest/api/3/dashboard is not simulated by the local host'], errors: {} },
    });
  });

  test('issue security can hide an issue from the app', async () => {
    const { call, bug, jira } = jiraSite();
    const { key } = await bug('po');
    jira.seed({ hiddenFromApp: [key] });
    expect((await call('app', 'GET', `/issue/${key}`)).status).toBe(404);
    expect((await call('po', 'GET', `/issue/${key}`)).status).toBe(200);
  });
});

describe('creating an issue', () => {
  test('createmeta shows the fields that this person may set', async () => {
    const { call } = jiraSite();
    const types = await call('agent', 'GET', '/issue/createmeta/EXAM/issuetypes');
    expect(types.body).toMatchObject({
      total: 3,
      issueTypes: [{ name: 'Bug' }, { name: 'Story' }, { name: 'Release' }],
    });
    const bugId = String(at(types.body, 'issueTypes.0.id'));
    const fieldsFor = async (who: string) => {
      const { body } = await call(who, 'GET', `/issue/createmeta/EXAM/issuetypes/${bugId}?maxResults=200`);
      return (at(body, 'fields') as { fieldId: string; required: boolean }[])
        .filter(({ fieldId }) => ['summary', 'labels', 'fixVersions', 'issuelinks', 'reporter'].includes(fieldId))
        .map(({ fieldId, required }) => fieldId + (required ? '*' : ''));
    };
    expect(await fieldsFor('agent')).toEqual(['summary*', 'labels', 'issuelinks']);
    expect(await fieldsFor('admin')).toEqual(['summary*', 'labels', 'fixVersions', 'reporter', 'issuelinks']);
    expect((await call('agent2', 'GET', '/issue/createmeta/EXAM/issuetypes')).status).toBe(400);
  });

  test('one request makes the bug, its link and its property', async () => {
    const { call, bug, ticket, release } = jiraSite();
    const { key: ticketKey } = await ticket();
    const id = await release('2.4');
    const made = await bug(
      'agent',
      {
        labels: ['chain-exam', 'chain-level-untriaged'],
        versions: [{ id }],
        priority: { name: 'High' },
        description: doc('x'),
      },
      {
        properties: [{ key: 'cs-handoff-escalation', value: { escalationId: 'e1' } }],
        update: { issuelinks: [{ add: { type: { name: 'Blocks' }, outwardIssue: { key: ticketKey } } }] },
      },
    );
    expect(made).toMatchObject({ status: 201, body: { key: 'EXAM-1' } });
    const read = await call('agent', 'GET', `/issue/EXAM-1?properties=cs-handoff-escalation`);
    expect(read.body).toMatchObject({
      properties: { 'cs-handoff-escalation': { escalationId: 'e1' } },
      fields: {
        labels: ['chain-exam', 'chain-level-untriaged'],
        versions: [{ id, name: '2.4' }],
        fixVersions: [],
        priority: { name: 'High' },
        reporter: { displayName: 'Avi Agent' },
        status: { name: 'To Do', statusCategory: { key: 'new' } },
        issuelinks: [{ type: { outward: 'blocks' }, outwardIssue: { key: ticketKey } }],
      },
    });
    const other = await call('agent', 'GET', `/issue/${ticketKey}?fields=issuelinks`);
    expect(at(other.body, 'fields')).toMatchObject({ issuelinks: [{ inwardIssue: { key: 'EXAM-1' } }] });
    const blind = await call('agent2', 'GET', `/issue/${ticketKey}?fields=issuelinks`);
    expect(at(blind.body, 'fields')).toEqual({ issuelinks: [] });
  });

  test.each([
    ['a summary that is missing', { summary: '' }, 'summary', 'You must specify a summary of the issue.'],
    [
      'a summary of two lines',
      { summary: 'a\nb' },
      'summary',
      'The summary is invalid because it contains newline characters.',
    ],
    ['a summary of 256 characters', { summary: 'a'.repeat(256) }, 'summary', "Summary can't exceed 255 characters."],
    ['a label with a space', { labels: ['a b'] }, 'labels', "The label 'a b' contains spaces which is invalid."],
    ['a field that is not on the screen', { environment: 'x' }, 'environment', NOT_ON_SCREEN('environment')],
    ['a field the person may not set', { fixVersions: [] }, 'fixVersions', NOT_ON_SCREEN('fixVersions')],
    ['an unknown version', { versions: [{ name: '9' }] }, 'versions', "Version name '9' is not valid"],
    [
      'a text that is no ADF',
      { description: 'x' },
      'description',
      'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    ],
    ['an unknown issue type', { issuetype: { name: 'Epic' } }, 'issuetype', 'Specify a valid issue type'],
    ['a project that is not seen', { project: { key: 'NOPE' } }, 'project', 'valid project is required'],
  ])('%s is refused and nothing is written', async (_, fields, field, message) => {
    const { bug, state } = jiraSite();
    expect(await bug('agent', fields)).toMatchObject({ status: 400, body: { errors: { [field]: message } } });
    expect(state.issues).toEqual({});
  });

  test('a link to an issue that is not seen refuses the whole', async () => {
    const { bug, ticket, state } = jiraSite();
    const { key } = await ticket();
    const update = { issuelinks: [{ add: { type: { name: 'Relates' }, outwardIssue: { key } } }] };
    expect((await bug('po', {}, { update })).status).toBe(404);
    expect(Object.keys(state.issues)).toHaveLength(1);
  });

  test('editing adds and removes, and needs the permission', async () => {
    const { call, bug } = jiraSite();
    const { key } = await bug('po', { labels: ['a', 'b'] });
    const update = { labels: [{ add: 'c' }, { remove: 'a' }] };
    expect(await call('agent', 'PUT', `/issue/${key}`, { update })).toMatchObject({
      status: 400,
      body: { errors: { labels: NOT_ON_SCREEN('labels') } },
    });
    expect((await call('po', 'PUT', `/issue/${key}`, { update })).status).toBe(204);
    expect(at((await call('po', 'GET', `/issue/${key}`)).body, 'fields.labels')).toEqual(['b', 'c']);
  });
});

describe('a ticket and its customer', () => {
  test('an internal note is seen by agents and never by the customer', async () => {
    const { call, ticket } = jiraSite();
    const { key } = await ticket();
    const internal = { key: 'sd.public.comment', value: { internal: true } };
    const comment = (body: unknown) => call('agent', 'POST', `/issue/${key}/comment`, body);
    const note = await comment({ body: doc('Secret cause'), properties: [internal] });
    expect(note).toMatchObject({ status: 201, body: { jsdPublic: false } });
    expect(await comment({ body: doc('We are on it') })).toMatchObject({ status: 201, body: { jsdPublic: true } });
    expect(await comment({ body: 'no document' })).toMatchObject({ status: 400 });

    const all = await call('agent', 'GET', `/issue/${key}/comment?orderBy=-created&expand=properties`);
    expect(all.body).toMatchObject({ total: 2, comments: [{ jsdPublic: true }, { properties: [internal] }] });
    for (const query of ['', '?internal=true']) {
      const seen = await call('gal', 'GET', `/rest/servicedeskapi/request/${key}/comment${query}`);
      expect(seen.body).toMatchObject({ size: 1, values: [{ body: 'We are on it', public: true }] });
      expect(JSON.stringify(seen.body)).not.toContain('Secret');
    }
    const agents = await call('agent', 'GET', `/rest/servicedeskapi/request/${key}/comment?internal=false`);
    expect(agents.body).toMatchObject({ size: 1 });
    expect((await call('gal', 'GET', `/issue/${key}/comment`)).status).toBe(404);
  });

  test('a comment of the customer is public, even if they say otherwise', async () => {
    const { call, ticket } = jiraSite();
    const { key } = await ticket();
    const path = `/rest/servicedeskapi/request/${key}/comment`;
    expect(await call('gal', 'POST', path, { body: 'Any news?', public: false })).toMatchObject({
      status: 201,
      body: { public: true },
    });
    expect(await call('agent', 'POST', path, { body: 'For us', public: false })).toMatchObject({
      status: 201,
      body: { public: false },
    });
    expect((await call('rina', 'POST', path, { body: 'Me too' })).status).toBe(404);
  });

  test('links: the same one twice is one, and each end can lose it', async () => {
    const { call, bug, ticket, state } = jiraSite();
    const [{ key: inward }, { key: outward }] = [await bug('agent'), await ticket()];
    const link = { type: { name: 'Relates' }, inwardIssue: { key: inward }, outwardIssue: { key: outward } };
    expect((await call('agent', 'POST', '/issueLink', link)).status).toBe(201);
    expect((await call('agent', 'POST', '/issueLink', link)).status).toBe(201);
    expect(state.links).toHaveLength(1);
    expect((await call('agent2', 'POST', '/issueLink', link)).status).toBe(404);
    expect((await call('agent', 'DELETE', `/issueLink/${String(state.links[0]?.id)}`)).status).toBe(204);
    expect(state.links).toEqual([]);
  });
});

describe('a transition with a rule', () => {
  async function releaseTicket() {
    const site = jiraSite();
    const { call, bug, release } = site;
    const [one, two] = [await release('2.4'), await release('2.5')];
    const { key } = await bug('po', { issuetype: { name: 'Release' }, fixVersions: [{ id: one }] });
    const workflows = await call('admin', 'GET', '/rest/host/1/project/EXAM/workflows');
    const workflow = (
      workflows.body as { id: string; name: string; transitions: { id: string; name: string }[] }[]
    ).find(({ name }) => name === 'EXAM: release');
    const transition = workflow?.transitions.find(({ name }) => name === 'Release');
    const rulePath = `/rest/host/1/workflow/${String(workflow?.id)}/transition/${String(transition?.id)}/rule`;
    const rule = { moduleKey: 'handoff-is-ready', configuration: '{"mode":"all"}' };
    const added = await call('admin', 'POST', rulePath, rule);
    const move = (body: Record<string, unknown> = {}) =>
      call('po', 'POST', `/issue/${key}/transitions`, { transition: { id: transition?.id }, ...body });
    const status = async () => at((await call('po', 'GET', `/issue/${key}`)).body, 'fields.status.name');
    return { ...site, key, one, two, move, status, rulePath, rule, ruleId: String(at(added.body, 'id')) };
  }

  test('the validator refuses with its own words, and nothing is stored; then it agrees', async () => {
    const { move, status, validator, call, key, one, two, state } = await releaseTicket();
    validator.mockResolvedValueOnce({ ok: false, message: 'The handoff of 2.5 is not ready.' });
    const change = {
      fields: { fixVersions: [{ id: two }] },
      update: { comment: [{ add: { body: doc('Off we go') } }] },
    };
    expect(await move(change)).toEqual({
      status: 400,
      body: { errorMessages: ['The handoff of 2.5 is not ready.'], errors: {} },
    });
    expect(await status()).toBe('To Do');
    const read = await call('po', 'GET', `/issue/${key}?fields=fixVersions,comment`);
    expect(at(read.body, 'fields')).toMatchObject({ fixVersions: [{ id: one }], comment: { total: 0 } });
    const named = (name: string) => state.statuses.find((one) => one.name === name)?.id;
    expect(validator.mock.lastCall).toMatchObject([
      { moduleKey: 'handoff-is-ready' },
      {
        issue: { key },
        configuration: { mode: 'all' },
        transition: {
          from: { id: named('To Do') },
          to: { id: named('Released') },
          modifiedFields: { fixVersions: [{ id: two, name: '2.5' }] },
        },
      },
    ]);

    expect((await move(change)).status).toBe(204);
    expect(await status()).toBe('Released');
    const after = await call('po', 'GET', `/issue/${key}?fields=fixVersions,comment,resolution`);
    expect(at(after.body, 'fields')).toMatchObject({
      fixVersions: [{ id: two }],
      comment: { total: 1 },
      resolution: { name: 'Done' },
    });
    expect((await move()).status).toBe(400); // it is released already
  });

  test.each([
    ['an emptied list is null', [], { fixVersions: null }],
    ['what stays the same is not modified', undefined, {}],
  ])('modifiedFields: %s', async (_, fixVersions, expected) => {
    const { move, validator, one } = await releaseTicket();
    await move({ fields: { fixVersions: fixVersions ?? [{ id: one }] } });
    expect(validator.mock.lastCall?.[1].transition.modifiedFields).toEqual(expected);
  });

  test('transitions show their screens, to those who may move the issue', async () => {
    const { call, key } = await releaseTicket();
    const shown = await call('po', 'GET', `/issue/${key}/transitions?expand=transitions.fields`);
    expect(shown.body).toMatchObject({
      transitions: [
        { name: 'Prepare', hasScreen: false, fields: {} },
        { name: 'Release', to: { name: 'Released' }, fields: { fixVersions: { allowedValues: [{}, {}] } } },
      ],
    });
    expect((await call('agent', 'GET', `/issue/${key}/transitions`)).body).toMatchObject({ transitions: [] });
    const field = { transition: { id: '21' }, fields: { summary: 'x' } };
    expect((await call('po', 'POST', `/issue/${key}/transitions`, field)).body).toMatchObject({
      errors: { summary: NOT_ON_SCREEN('summary') },
    });
  });

  test('rules are changed and removed by admins only', async () => {
    const { call, rulePath, rule, ruleId, move, validator } = await releaseTicket();
    expect((await call('po', 'POST', rulePath, rule)).status).toBe(403);
    const path = `/rest/host/1/rule/${ruleId}`;
    expect((await call('admin', 'PUT', path, { configuration: '{"mode":"any"}' })).status).toBe(200);
    expect((await call('admin', 'GET', path)).body).toMatchObject({ configuration: '{"mode":"any"}' });
    expect((await call('admin', 'PUT', path, { configuration: 'x'.repeat(33_000) })).status).toBe(400);
    expect((await call('admin', 'DELETE', path)).status).toBe(204);
    expect((await move()).status).toBe(204);
    expect(validator).not.toHaveBeenCalled();
  });
});

describe('releases', () => {
  test('are paged, filtered and sorted, those without a date last', async () => {
    const { call, release } = jiraSite();
    await release('B', { releaseDate: '2026-05-01' });
    await release('A');
    await release('C', { releaseDate: '2026-02-01' });
    await release('D', { released: true });
    const list = async (query: string) => {
      const { body } = await call('po', 'GET', `/project/EXAM/version?${query}`);
      return { names: (at(body, 'values') as { name: string }[]).map(({ name }) => name), body };
    };
    expect((await list('orderBy=releaseDate&status=unreleased')).names).toEqual(['C', 'B', 'A']);
    expect((await list('orderBy=-releaseDate&status=unreleased')).names).toEqual(['B', 'C', 'A']);
    expect((await list('orderBy=-name')).names).toEqual(['D', 'C', 'B', 'A']);
    expect((await list('startAt=3&maxResults=500')).body).toMatchObject({ total: 4, maxResults: 50, isLast: true });
    expect((await list('status=unreleased&orderBy=releaseDate')).body).toMatchObject({
      values: [{ overdue: true }, { overdue: false }, {}],
    });
  });

  test('a name is unique in its project; only its admins write', async () => {
    const { call, release, idOf } = jiraSite();
    const id = await release('2.4', { driver: idOf('po') });
    const project = at((await call('po', 'GET', '/project/EXAM')).body, 'id');
    const make = (who: string, name: string) => call(who, 'POST', '/version', { name, projectId: Number(project) });
    expect((await make('admin', '2.4')).body).toMatchObject({
      errors: { name: 'A version with this name already exists in this project.' },
    });
    expect((await make('admin', ' ')).status).toBe(400);
    expect((await make('admin', 'א'.repeat(256))).status).toBe(400);
    expect((await make('po', '3')).status).toBe(404);
    expect((await call('po', 'PUT', `/version/${id}`, { released: true })).status).toBe(400);
    const released = await call('admin', 'PUT', `/version/${id}?expand=driver`, {
      released: true,
      releaseDate: '2026-03-01',
    });
    expect(released.body).toMatchObject({
      name: '2.4',
      released: true,
      userReleaseDate: '01/Mar/26',
      driver: idOf('po'),
    });
    expect((await call('agent2', 'GET', `/version/${id}`)).status).toBe(404);
    expect(at((await call('po', 'GET', `/version/${id}`)).body, 'driver')).toBeUndefined();
  });

  test('related work is written by who may edit and resolve, and not on an archived release', async () => {
    const { call, release } = jiraSite();
    const id = await release('2.4');
    const path = `/version/${id}/relatedwork`;
    const work = { category: 'Communications', title: 'CS Handoff', url: 'http://localhost/x' };
    expect((await call('agent', 'POST', path, work)).status).toBe(403);
    const made = await call('po', 'POST', path, work);
    expect(made).toMatchObject({ status: 201, body: work });
    const relatedWorkId = String(at(made.body, 'relatedWorkId'));
    expect((await call('po', 'PUT', path, { ...work, relatedWorkId, title: 'Signed' })).status).toBe(200);
    expect((await call('agent', 'GET', path)).body).toMatchObject([{ title: 'Signed' }]);
    expect((await call('po', 'PUT', path, { ...work, relatedWorkId: 'other' })).status).toBe(404);
    await call('admin', 'PUT', `/version/${id}`, { archived: true });
    expect((await call('po', 'DELETE', `${path}/${relatedWorkId}`)).status).toBe(400);
  });
});

describe('search', () => {
  async function found(jql: string) {
    const { call, bug, ticket, release } = jiraSite();
    const id = await release('2.4');
    await bug('po', { summary: 'Grade shortcut skips an exam', labels: ['chain-exam'], versions: [{ id }] });
    await bug('po', { summary: 'Typo', issuetype: { name: 'Story' }, fixVersions: [{ id }], labels: ['x'] });
    await bug('po', { summary: 'Release 2.4', issuetype: { name: 'Release' } });
    await ticket();
    const { status, body } = await call('agent', 'POST', '/search/jql', { jql, fields: ['key'] });
    const issues = at(body, 'issues') as { key: string }[] | undefined;
    return issues ? issues.map(({ key }) => key) : `${status} ${String(at(body, 'errorMessages.0'))}`;
  }

  test.each([
    ['project = EXAM ORDER BY key', ['EXAM-1', 'EXAM-2', 'EXAM-3']],
    ['project in (exam, "Support") ORDER BY key DESC', ['SUP-1', 'EXAM-3', 'EXAM-2', 'EXAM-1']],
    ['labels = chain-exam', ['EXAM-1']],
    ['project = EXAM AND labels != chain-exam', ['EXAM-2']],
    ['project = EXAM AND labels is EMPTY', ['EXAM-3']],
    ['fixVersion = "2.4" OR affectedVersion = 2.4 ORDER BY key', ['EXAM-1', 'EXAM-2']],
    ['(issuetype = Story OR type = Bug) AND NOT key = EXAM-1', ['EXAM-2']],
    ['key in (EXAM-3, SUP-1) AND statusCategory != Done ORDER BY created, key', ['EXAM-3', 'SUP-1']],
    ['status = "waiting for support"', ['SUP-1']],
    ['summary ~ "exam skips"', ['EXAM-1']],
    ['text ~ "grad*"', ['EXAM-1']],
    ['created >= -2d AND updated < -1d', []],
    ['order by key', '400 Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['assignee = currentUser()', '400 not simulated: the JQL function currentUser()'],
    ['sprint = 3', "400 not simulated: the JQL field 'sprint'"],
    ['project = NOPE', "400 The value 'NOPE' does not exist for the field 'project'."],
    ['project = EXAM labels = x', "400 Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'labels'."],
  ])('%s', async (jql, expected) => expect(await found(jql)).toEqual(expected));

  test('pages by token, gives ids by default and properties on demand', async () => {
    const { call, bug } = jiraSite();
    const properties = [{ key: 'mark', value: 7 }];
    for (let n = 0; n < 3; n += 1) await bug('po', {}, { properties });
    const page = (query: string) => call('po', 'GET', `/search/jql?jql=project%3DEXAM%20order%20by%20key&${query}`);
    const first = await page('maxResults=2');
    expect(first.body).toMatchObject({ isLast: false, issues: [{ id: expect.any(String) as unknown }, {}] });
    expect(at(first.body, 'issues.0.key')).toBeUndefined();
    const second = await page(
      `nextPageToken=${String(at(first.body, 'nextPageToken'))}&fields=summary&properties=mark`,
    );
    expect(second.body).toMatchObject({ isLast: true, issues: [{ key: 'EXAM-3', properties: { mark: 7 } }] });
  });

  test('a new issue is missing for the time of the lag, unless reconciled', async () => {
    const { call, bug, clock, state } = jiraSite();
    state.searchLagMs = 5000;
    const { body } = await bug('po');
    const keys = async (more = {}) =>
      at((await call('po', 'POST', '/search/jql', { jql: 'project = EXAM', ...more })).body, 'issues');
    expect(await keys()).toEqual([]);
    expect(await keys({ reconcileIssues: [Number(at(body, 'id'))] })).toHaveLength(1);
    clock.ms = NOW + 5000;
    expect(await keys()).toHaveLength(1);
  });
});

test('properties: limits, and who may write', async () => {
  const { call, bug } = jiraSite();
  const { key } = await bug('po');
  const path = `/issue/${key}/properties/mark`;
  expect((await call('agent', 'PUT', path, { a: 1 })).status).toBe(403);
  expect((await call('po', 'PUT', path, { a: 1 })).status).toBe(201);
  expect((await call('po', 'PUT', path, { a: 2 })).status).toBe(200);
  expect((await call('agent', 'GET', path)).body).toEqual({ key: 'mark', value: { a: 2 } });
  expect((await call('po', 'PUT', path, 'x'.repeat(32_767))).status).toBe(400);
  expect((await call('po', 'DELETE', path)).status).toBe(204);
  expect((await call('po', 'GET', path)).status).toBe(404);
  expect((await call('po', 'PUT', '/project/EXAM/properties/p', 1)).status).toBe(403);
  expect((await call('admin', 'PUT', '/project/EXAM/properties/__proto__', 1)).status).toBe(201);
  expect((await call('po', 'GET', '/project/EXAM/properties/__proto__')).body).toEqual({ key: '__proto__', value: 1 });
});

test('people: found by the beginning of a name, assignable where they may work', async () => {
  const { call, idOf } = jiraSite();
  expect((await call('po', 'GET', '/myself')).body).toMatchObject({ emailAddress: 'po@example.test' });
  expect((await call('po', 'GET', '/user/search?query=gent')).body).toEqual([]);
  expect((await call('po', 'GET', '/user/search?query=agent')).body).toHaveLength(2);
  expect((await call('agent', 'GET', '/user/assignable/search?project=SUP&query=a')).body).toMatchObject([
    { displayName: 'Ada Admin' },
    { displayName: 'Avi Agent' },
    { displayName: 'Noa Agent' },
  ]);
  const bulk = await call('app', 'GET', `/user/bulk?accountId=${idOf('po')}&accountId=nobody`);
  expect(bulk.body).toMatchObject({ total: 1, values: [{ displayName: 'Pia Owner' }] });
  expect(at(bulk.body, 'values.0.emailAddress')).toBeUndefined();
});

test('a seed that is wrong adds nothing; a second one changes nothing', () => {
  const { jira, state } = jiraSite();
  const before = structuredClone(state);
  const lead = 'who@example.test';
  expect(
    jira.seed({ people: [{ email: 'new@example.test', name: 'New' }], projects: [{ key: 'NEW', name: 'N', lead }] }),
  ).toMatchObject({
    status: 400,
    body: { errorMessages: ['NEW names who@example.test, who is not among the people.'] },
  });
  expect(jira.seed({ people: 'x' }).status).toBe(400);
  expect(jira.seed({ projects: [{ key: 'EXAM', name: 'Other' }] }).status).toBe(201);
  expect(state).toEqual(before);
});
