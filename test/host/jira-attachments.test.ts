import { at, jiraSite } from './jira-site';

/** Attachments of issues, by Jira's OpenAPI. */

const names = (body: unknown) => (body as { filename: string }[]).map(({ filename }) => filename);

async function siteWithFile() {
  const site = jiraSite();
  const { key } = await site.bug('po');
  const { body } = await site.attach('po', key, ['a "b".txt', 'שלום.png']);
  return { ...site, key, id: String(at(body, '0.id')) };
}

test('what is uploaded is listed with the issue, by name and size, and read back byte for byte', async () => {
  const { call, send, key, id, idOf } = await siteWithFile();
  const { body } = await call('agent', 'GET', `/issue/${key}?fields=attachment`);
  const files = at(body, 'fields.attachment');
  expect(names(files)).toEqual(['a "b".txt', 'שלום.png']);
  const [first] = files as unknown[];
  expect(first).toMatchObject({ id, size: 3, mimeType: 'text/plain', author: { accountId: idOf('po') } });
  expect((await call('agent', 'GET', `/attachment/${id}`)).body).toMatchObject({ id: Number(id), size: 3 });

  const { status, headers, bytes } = await send('agent', 'GET', `/attachment/content/${id}?redirect=false`);
  expect([status, headers['content-type'], bytes && [...bytes]]).toEqual([200, 'text/plain', [255, 255, 255]]);
  const elsewhere = await send('agent', 'GET', `/attachment/content/${id}`);
  expect([elsewhere.status, elsewhere.headers.location]).toEqual([
    303,
    expect.stringContaining(`/attachment/content/${id}`),
  ]);
});

test('they are left out of what is asked for by default in a search, and go with their issue', async () => {
  const { call, key, id } = await siteWithFile();
  const search = async (fields: string) =>
    at((await call('po', 'GET', `/search/jql?jql=project%3DEXAM&fields=${fields}`)).body, 'issues.0.fields.attachment');
  expect(await search('*navigable')).toBeUndefined();
  expect(names(await search('attachment'))).toHaveLength(2);
  expect((await call('admin', 'DELETE', `/issue/${key}`)).status).toBe(204);
  expect((await call('po', 'GET', `/attachment/${id}`)).status).toBe(404);
});

test('who may see, add and remove them, and what the others hear', async () => {
  const { call, attach, key, id, jira } = await siteWithFile();
  expect((await attach('agent', key, ['x'])).status).toBe(403); // sees the issue, may not create attachments
  expect((await attach('agent2', key, ['x'])).status).toBe(404);
  for (const path of [`/attachment/${id}`, `/attachment/content/${id}?redirect=false`]) {
    expect((await call('agent', 'GET', path)).status).toBe(200);
    expect((await call('agent2', 'GET', path)).status).toBe(404);
  }
  expect((await call('agent2', 'DELETE', `/attachment/${id}`)).status).toBe(404);
  expect((await call('agent', 'DELETE', `/attachment/${id}`)).status).toBe(403);
  jira.seed({ hidden: { [key]: ['agent@example.test'] } });
  expect((await call('agent', 'GET', `/attachment/${id}`)).status).toBe(404);
  expect((await call('po', 'DELETE', `/attachment/${id}`)).status).toBe(204);
  expect((await call('po', 'DELETE', `/attachment/${id}`)).status).toBe(404);
});

test('a form without the header is a forgery, one without files named "file" is none', async () => {
  const { attach, jira, key, idOf } = await siteWithFile();
  const { status } = await jira.handle({
    ...{ actor: { kind: 'user', accountId: idOf('po') }, scopes: null, method: 'POST', headers: {} },
    ...{ path: `/rest/api/3/issue/${key}/attachments`, body: undefined, files: [] },
  });
  expect(status).toBe(403);
  expect((await attach('po', key, ['x'], 3, 'document')).status).toBe(400);
});

test('what happens to them is told, with the change of their issue', async () => {
  const { call, emit, id } = await siteWithFile();
  const told = () => emit.mock.calls.map(([{ eventType }]) => eventType.replace('avi:jira:', ''));
  expect(told().slice(1)).toEqual(['created:attachment', 'updated:issue', 'created:attachment', 'updated:issue']);
  expect(emit.mock.calls[1]?.[0].payload).toMatchObject({ attachment: { id, filename: 'a "b".txt' } });
  emit.mockClear();
  await call('po', 'DELETE', `/attachment/${id}`);
  expect(told()).toEqual(['deleted:attachment', 'updated:issue']);
});

test('a part of one, by Range, is said not to be simulated', async () => {
  const { jira, id, idOf } = await siteWithFile();
  const { status } = await jira.handle({
    ...{ actor: { kind: 'user', accountId: idOf('po') }, scopes: null, method: 'GET', body: undefined },
    ...{ path: `/rest/api/3/attachment/content/${id}?redirect=false`, headers: { range: 'bytes=0-1' } },
  });
  expect(status).toBe(501);
});
