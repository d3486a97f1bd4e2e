import { at, jiraSite, NOT_ON_SCREEN } from './jira-site';

/** How issues end, and how they move on: resolutions, Jira's "Move", and what filters of triggers can know of an issue. */

const closing = async () => {
  const site = jiraSite();
  const { key } = await site.bug('po');
  const transitions = await site.call('po', 'GET', `/issue/${key}/transitions?expand=transitions.fields`);
  const named = (name: string) =>
    (at(transitions.body, 'transitions') as { id: string; name: string; fields: object }[]).find(
      (one) => one.name === name,
    );
  const transition = (name: string, fields: object = {}) =>
    site.call('po', 'POST', `/issue/${key}/transitions`, { transition: { id: named(name)?.id }, fields });
  const resolution = async () =>
    at((await site.call('po', 'GET', `/issue/${key}?fields=resolution`)).body, 'fields.resolution');
  const changes = () =>
    site.emit.mock.calls
      .map(([event]) => event)
      .filter(({ eventType }) => eventType === 'avi:jira:updated:issue')
      .flatMap(({ payload }) => at(payload, 'changelog.items') as { fieldId: string; toString: string | null }[]);
  return { ...site, key, named, transition, resolution, changes };
};

describe('a resolution', () => {
  test.each(['Done', "Won't Do", 'Duplicate'])(
    '%s, chosen on the screen of a transition, and gone with the next one',
    async (name) => {
      const { transition, resolution, changes } = await closing();
      expect(await resolution()).toBeNull();
      expect((await transition('Close with a resolution', { resolution: { name } })).status).toBe(204);
      expect(await resolution()).toMatchObject({ name });
      expect(changes()).toContainEqual(expect.objectContaining({ fieldId: 'resolution', toString: name }));
      await transition('To Do');
      expect(await resolution()).toBeNull();
    },
  );

  test('is Done where nobody chose one', async () => {
    const { transition, resolution } = await closing();
    await transition('Done');
    expect(await resolution()).toMatchObject({ name: 'Done' });
  });

  test('must be one of the site, and is on that screen only', async () => {
    const { transition, named, call, key } = await closing();
    expect(named('Close with a resolution')?.fields).toMatchObject({
      resolution: { allowedValues: [{ name: 'Done' }, { name: "Won't Do" }, { name: 'Duplicate' }, {}] },
    });
    expect((await transition('Close with a resolution', { resolution: { name: 'Eaten' } })).status).toBe(400);
    expect((await transition('Done', { resolution: { name: 'Done' } })).body).toMatchObject({
      errors: { resolution: NOT_ON_SCREEN('resolution') },
    });
    expect((await call('po', 'PUT', `/issue/${key}`, { fields: { resolution: { name: 'Done' } } })).status).toBe(400);
  });
});

describe('a move', () => {
  const MOVE = (key: string) => `/rest/host/1/issue/${key}/move`;

  test('gives another key, keeps the id and all that stands on it, and leaves versions behind', async () => {
    const { call, bug, release, emit } = jiraSite();
    const version = await release('2.4');
    const { key } = await bug('admin', { fixVersions: [{ id: version }] });
    const id = at((await call('admin', 'GET', `/issue/${key}`)).body, 'id');
    await call('admin', 'PUT', `/issue/${key}/properties/mark`, { mine: true });
    emit.mockClear();
    const moved = await call('admin', 'POST', MOVE(key), { project: 'SUP' });
    expect(moved).toMatchObject({ status: 200, body: { id, key: 'SUP-1' } });
    for (const name of [key, 'SUP-1', String(id)])
      expect((await call('admin', 'GET', `/issue/${name}?properties=mark`)).body).toMatchObject({
        ...{ id, key: 'SUP-1', properties: { mark: { mine: true } } },
        fields: { project: { key: 'SUP' }, fixVersions: [], issuetype: { name: 'Support request' } },
      });
    expect(emit.mock.calls.map(([event]) => event)).toMatchObject([
      {
        eventType: 'avi:jira:updated:issue',
        payload: {
          issue: { key: 'SUP-1' },
          changelog: { items: [{ field: 'project' }, { field: 'Key', fromString: key }] },
        },
        properties: { issue: { mark: { mine: true } } },
      },
    ]);
  });

  test('asks for the permission at both ends, and is closed to apps', async () => {
    const { call, bug } = jiraSite();
    const { key } = await bug('po');
    expect((await call('agent', 'POST', MOVE(key), { project: 'SUP' })).status).toBe(403);
    expect((await call('po', 'POST', MOVE(key), { project: 'SUP' })).status).toBe(404);
    expect((await call('admin', 'POST', MOVE(key), { project: 'EXAM' })).status).toBe(400);
    expect((await call('app', 'POST', MOVE(key), { project: 'SUP' }, ['write:jira-work'])).status).toBe(501);
  });
});

test('an event carries the properties of its issue for filters, also when the issue is deleted, and delivers none', async () => {
  const { call, bug, emit } = jiraSite();
  const { key } = await bug('admin');
  await call('admin', 'PUT', `/issue/${key}/properties/mark`, 'mine');
  emit.mockClear();
  await call('admin', 'PUT', `/issue/${key}`, { fields: { summary: 'Another' } });
  await call('admin', 'DELETE', `/issue/${key}`);
  const events = emit.mock.calls.map(([event]) => event);
  expect(events.map(({ eventType }) => eventType)).toEqual(['avi:jira:updated:issue', 'avi:jira:deleted:issue']);
  for (const { properties, payload } of events) {
    expect(properties?.issue).toEqual({ mark: 'mine' });
    expect(JSON.stringify(payload)).not.toContain('mine');
  }
});
