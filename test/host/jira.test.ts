import { at, doc, jiraSite, NOT_ON_SCREEN } from './jira-site';

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

  test('the classic scope opens an operation, and so do its granular ones, all of them together', async () => {
    const { call, release } = jiraSite();
    const id = await release('2.4');
    const put = async (...scopes: string[]) =>
      (await call('app', 'PUT', `/version/${id}`, { released: true }, scopes)).status;
    expect(await put('manage:jira-project')).toBe(200);
    expect(await put('read:project-version:jira', 'write:project-version:jira')).toBe(200);
    for (const lacking of ['write:project-version:jira', 'read:project-version:jira', 'write:jira-work']) {
      expect(await put(lacking)).toBe(401);
    }
    expect((await call('po', 'GET', `/version/${id}`, undefined, ['write:jira-work'])).status).toBe(401);
  });

  test('what anyone may do, customers may not', async () => {
    const { call, jira } = jiraSite();
    jira.seed({ projects: [{ key: 'OPEN', name: 'Open', permissions: { BROWSE_PROJECTS: ['anyone'] } }] });
    expect((await call('outsider', 'GET', '/project/OPEN')).status).toBe(200);
    expect((await call('gal', 'GET', '/project/OPEN')).status).toBe(404);
  });

  test('issue security can hide an issue from the app and from people who may browse the project', async () => {
    const { call, bug, jira } = jiraSite();
    const { key } = await bug('po');
    jira.seed({ hidden: { [key]: ['app', 'agent@example.test'] } });
    for (const who of ['app', 'agent']) {
      expect((await call(who, 'GET', `/issue/${key}`)).status).toBe(404);
      const search = await call(who, 'POST', '/search/jql', { jql: 'project = EXAM' });
      expect(at(search.body, 'issues')).toEqual([]);
    }
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
    expect((await bug('po', {}, { update })).status).toBe(400);
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
  expect((await call('po', 'GET', `/user/search?query=agent&accountId=${idOf('po')}`)).status).toBe(400);
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
