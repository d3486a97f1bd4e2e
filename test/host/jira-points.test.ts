import { hasOpenApi } from '../../host/jira/openapi';
import { LISTS } from '../../host/jira/points';
import { operation } from './jira-document';
import { at, jiraSite } from './jira-site';

/** What a call costs of the app's quota (jira:rate-limiting): a write 1; a read 1, and for each object 1, of identity 2. */

async function fullSite() {
  const site = jiraSite();
  for (const name of ['1', '2', '3']) await site.release(name);
  const { key } = await site.bug('po', { labels: ['a', 'b'] }, { properties: [{ key: 'mark', value: [1, 2] }] });
  const cost = async (method: string, path: string, body?: unknown) => {
    const scopes = ['read:jira-work', 'write:jira-work', 'read:jira-user'];
    return (await site.send('app', method, path, body, scopes)).points;
  };
  return { ...site, key, cost };
}

test.each([
  ['one issue, whatever it carries', 'GET', '/issue/EXAM-1', 2],
  ['one project, whatever it carries', 'GET', '/project/EXAM', 2],
  ['a list that is the reply', 'GET', '/project/EXAM/versions', 1 + 3],
  ['a page', 'GET', '/project/EXAM/version?maxResults=2', 1 + 2],
  ['an empty page', 'GET', '/project/EXAM/version?status=released', 1],
  ['the settings of attachments', 'GET', '/attachment/meta', 2],
  ['one property, whose value is a list', 'GET', '/issue/EXAM-1/properties/mark', 2],
  ['names of properties', 'GET', '/issue/EXAM-1/properties', 1 + 1],
  ['oneself', 'GET', '/myself', 1 + 2],
  ['people', 'GET', '/user/search?query=agent', 1 + 2 * 2],
  ['roles by name', 'GET', '/project/EXAM/role', 1 + 3 * 2],
  ['permissions by key', 'GET', '/mypermissions?permissions=EDIT_ISSUES,ADMINISTER', 1 + 2 * 2],
  ['a refusal', 'GET', '/issue/NOPE-1', 1],
] as const)('%s', async (_, method, path, points) => {
  const { cost } = await fullSite();
  expect(await cost(method, path)).toBe(points);
});

test('reads that need a body pay as reads', async () => {
  const { cost, state } = await fullSite();
  const projects = state.projects.map(({ id }) => Number(id));
  expect(await cost('POST', '/search/jql', { jql: 'project = EXAM', fields: ['summary', 'labels'] })).toBe(2);
  expect(await cost('POST', '/search/approximate-count', { jql: 'project = EXAM' })).toBe(2);
  const asked = { projectPermissions: [{ permissions: ['EDIT_ISSUES', 'MOVE_ISSUES'], projects, issues: [] }] };
  expect(await cost('POST', '/permissions/check', asked)).toBe(1 + 2 * 2);
});

test('a write costs one, whatever it writes; a person with a client of their own pays nothing', async () => {
  const { cost, send } = await fullSite();
  expect(await cost('PUT', '/issue/EXAM-1', { fields: { labels: ['c', 'd', 'e'] } })).toBe(1);
  const { points, headers } = await send('po', 'GET', '/issue/EXAM-1');
  expect([points, headers]).toEqual([undefined, {}]);
});

test('writing a link counts for both of its issues, and so does taking it away', async () => {
  const { bug, send, state, clock } = jiraSite();
  const [{ key: one }, { key: other }, { key: third }] = [await bug('po'), await bug('po'), await bug('po')];
  const edit = (key: string) => send('po', 'PUT', `/issue/${key}`, { fields: { summary: 'x' } });
  const link = { type: { name: 'Blocks' }, inwardIssue: { key: one }, outwardIssue: { key: other.toLowerCase() } };
  for (let n = 0; n < 19; n += 1) await edit(other);
  expect((await send('po', 'POST', '/issueLink', link)).status).toBe(201);
  expect((await edit(other)).status).toBe(429);
  expect((await send('po', 'POST', '/issueLink', { ...link, inwardIssue: { key: third } })).headers).toMatchObject({
    'ratelimit-reason': 'jira-per-issue-on-write',
  });
  expect((await edit(third)).status).toBe(204);
  clock.ms += 2000;
  for (let n = 0; n < 20; n += 1) await edit(one);
  expect((await send('po', 'DELETE', `/issueLink/${state.links[0]?.id ?? ''}`)).status).toBe(429);
});

if (hasOpenApi) {
  test.each(Object.entries(LISTS))('%s lists its objects where the document says', (operationId, [members]) => {
    const { reply } = operation(operationId);
    const lists = members === '' ? [reply] : members.split(' ').map((member) => at(reply, `properties.${member}`));
    for (const list of lists) expect(['array', 'object']).toContain(at(list, 'type'));
  });
}
