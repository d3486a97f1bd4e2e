import { at, jiraSite } from './jira-site';

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

  test('say on demand how many issues they have, by category of their status', async () => {
    const { call, release, bug } = jiraSite();
    const id = await release('2.4');
    for (let nth = 0; nth < 3; nth += 1) await bug('po', { fixVersions: [{ id }] });
    await bug('po', { versions: [{ id }] });
    const expected = { issuesStatusForFixVersion: { unmapped: 0, toDo: 3, inProgress: 0, done: 0 } };
    expect((await call('po', 'GET', `/version/${id}?expand=issuesstatus`)).body).toMatchObject(expected);
    expect((await call('po', 'GET', '/project/EXAM/version?expand=issuesstatus')).body).toMatchObject({
      values: [expected],
    });
    expect((await call('po', 'GET', `/version/${id}`)).body).not.toHaveProperty('issuesStatusForFixVersion');
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
    const released = await call('admin', 'PUT', `/version/${id}`, {
      expand: 'driver',
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
