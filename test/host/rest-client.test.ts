import { Version3Client } from 'jira.js/version3';
import type { RunningHost } from '../../host/host';
import { startHost } from '../../host/host';
import type { OtherApp } from './app-on-host';
import { installOtherApp } from './app-on-host';
import { doc } from './jira-site';

/** A public REST client (jira.js, which knows nothing of the host) over HTTP with Basic auth: it must not notice. */

const ADMIN = 'ada@example.test';
const PO = 'pia@example.test';

let app: OtherApp;
let host: RunningHost;

const clientOf = (email: string) =>
  new Version3Client({ host: host.siteUrl, authentication: { basic: { email, apiToken: 'any' } } });

beforeAll(async () => {
  app = await installOtherApp();
  host = await startHost({ port: 0, appDir: app.dir, hostDist: app.hostDist });
  const site = {
    people: [
      { email: ADMIN, name: 'Ada Admin', admin: true },
      { email: PO, name: 'Pia Owner' },
      { email: 'otto@example.test', name: 'Otto Outside' },
    ],
    projects: [{ key: 'EX', name: 'Example', roles: { Members: [PO] } }],
  };
  const { status } = await fetch(`${host.siteUrl}/host/site`, { method: 'POST', body: JSON.stringify(site) });
  expect(status).toBe(201);
});

afterAll(async () => {
  await host.stop();
  app.remove();
});

const issueTypeOf = async (name: string) => {
  const { issueTypes = [] } = await clientOf(PO).issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'EX' });
  return issueTypes.find((type) => type.name === name)?.id ?? `no type ${name}`;
};

const newBug = async (fields: Record<string, unknown> = {}) =>
  clientOf(PO).issues.createIssue({
    fields: { project: { key: 'EX' }, issuetype: { id: await issueTypeOf('Bug') }, summary: 'It breaks', ...fields },
  });

test('who says not who they are learns of the site itself and of nothing else', async () => {
  const status = async (path: string) => (await fetch(`${host.siteUrl}/rest/api/3${path}`)).status;
  expect([await status('/serverInfo'), await status('/myself'), await status('/project/EX')]).toEqual([200, 401, 401]);
});

test('who am I, and which projects are there', async () => {
  const { accountId, emailAddress } = await clientOf(PO).myself.getCurrentUser();
  expect(emailAddress).toBe(PO);
  const found = await clientOf(PO).userSearch.findUsers({ query: 'pia' });
  expect(found.map((user) => user.accountId)).toEqual([accountId]);
  const { values } = await clientOf(PO).projects.searchProjects();
  expect(values.map(({ key }) => key)).toEqual(['EX']);
  expect(await clientOf(PO).projects.getProject('EX')).toMatchObject({ key: 'EX', name: 'Example' });
});

test('versions: made, paged, changed, released, merged, replaced', async () => {
  const { projectVersions: versions, projects } = clientOf(ADMIN);
  const projectId = Number((await projects.getProject('EX')).id);
  for (const name of ['1.0', '1.1', '1.2']) await versions.createVersion({ name, projectId });
  const page = (startAt: number) =>
    versions.getProjectVersionsPaginated({ projectIdOrKey: 'EX', startAt, maxResults: 2, orderBy: 'name' });
  const [first, second] = [await page(0), await page(2)];
  expect([first.isLast, second.isLast, second.total]).toEqual([false, true, 3]);
  const ids = [...(first.values ?? []), ...(second.values ?? [])].map(({ id = '' }) => id);
  const [one = '', two = '', three = ''] = ids;
  const released = await versions.updateVersion({ id: one, released: true, releaseDate: '2026-03-01' });
  expect(released).toMatchObject({ name: '1.0', released: true, releaseDate: '2026-03-01' });
  expect(await versions.getVersion({ id: one })).toMatchObject({ released: true });
  await versions.mergeVersions({ id: two, moveIssuesTo: one });
  await versions.deleteAndReplaceVersion({ id: three, moveFixIssuesTo: Number(one) });
  expect((await versions.getProjectVersions('EX')).map(({ name }) => name)).toEqual(['1.0']);
  await expect(versions.getVersion({ id: two })).rejects.toMatchObject({ status: 404 });
});

test('issues: what creating asks for, made, read, changed, moved on, commented, linked, deleted', async () => {
  const { issues, issueComments, issueLinks, issueLinkTypes } = clientOf(PO);
  const issueTypeId = await issueTypeOf('Bug');
  const meta = await issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'EX', issueTypeId });
  const required = (meta.fields ?? []).filter((field) => field.required).map(({ key }) => key);
  expect(required).toEqual(expect.arrayContaining(['issuetype', 'project', 'summary']));

  const { key, id } = await newBug({ description: doc('How it breaks'), labels: ['a'] });
  await issues.editIssue({ issueIdOrKey: key, fields: { summary: 'It broke' }, update: { labels: [{ add: 'b' }] } });
  const { fields } = await issues.getIssue({ issueIdOrKey: id, fields: ['summary', 'labels', 'status'] });
  expect(fields).toMatchObject({ summary: 'It broke', labels: ['a', 'b'], status: { name: 'To Do' } });

  const { transitions = [] } = await issues.getTransitions({ issueIdOrKey: key });
  const start = transitions.find(({ to }) => to?.name === 'In Progress');
  await issues.doTransition({ issueIdOrKey: key, transition: { id: start?.id ?? '' } });
  expect((await issues.getIssue({ issueIdOrKey: key })).fields.status.name).toBe('In Progress');

  const comment = await issueComments.addComment({ issueIdOrKey: key, comment: doc('Seen') });
  await issueComments.updateComment({ issueIdOrKey: key, id: comment.id ?? '', body: doc('Seen twice') });
  expect((await issueComments.getComments({ issueIdOrKey: key })).comments).toHaveLength(1);
  await issueComments.deleteComment({ issueIdOrKey: key, id: comment.id ?? '' });

  const other = await newBug();
  expect((await issueLinkTypes.getIssueLinkTypes()).issueLinkTypes?.map(({ name }) => name)).toContain('Blocks');
  await issueLinks.linkIssues({
    ...{ type: { name: 'Blocks' }, inwardIssue: { key }, outwardIssue: { key: other.key } },
  });
  const linked = await issues.getIssue({ issueIdOrKey: key, fields: ['issuelinks'] });
  expect(linked.fields.issuelinks).toMatchObject([{ outwardIssue: { key: other.key } }]);

  await clientOf(ADMIN).issues.deleteIssue({ issueIdOrKey: other.key });
  await expect(issues.getIssue({ issueIdOrKey: other.key })).rejects.toMatchObject({ status: 404 });
});

test('search, page by page', async () => {
  const { issueSearch } = clientOf(PO);
  const made: number[] = [];
  for (const summary of ['one', 'two', 'three']) made.push(Number((await newBug({ summary, labels: ['paged'] })).id));
  const seen: unknown[] = [];
  let nextPageToken: string | undefined;
  do {
    const page = await issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
      ...{ jql: 'labels = paged ORDER BY created ASC', maxResults: 2, fields: ['summary'] },
      reconcileIssues: made, // search lags behind writes, as in Jira
      ...(nextPageToken !== undefined && { nextPageToken }),
    });
    seen.push((page.issues ?? []).map(({ fields }) => fields.summary));
    nextPageToken = page.nextPageToken ?? undefined;
  } while (nextPageToken !== undefined);
  expect(seen).toEqual([['one', 'two'], ['three']]);
});

test('permissions: my own, and who holds none sees nothing', async () => {
  const asked = { permissions: 'ADMINISTER_PROJECTS,EDIT_ISSUES', projectKey: 'EX' };
  const { permissions } = await clientOf(PO).permissions.getMyPermissions(asked);
  expect(permissions).toMatchObject({
    ...{ ADMINISTER_PROJECTS: { havePermission: false }, EDIT_ISSUES: { havePermission: true } },
  });
  await expect(clientOf('otto@example.test').projects.getProject('EX')).rejects.toMatchObject({ status: 404 });
});
