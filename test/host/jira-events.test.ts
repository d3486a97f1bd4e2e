import { at, doc, jiraSite } from './jira-site';

type Site = ReturnType<typeof jiraSite>;

const eventsOf = ({ emit }: Site) => emit.mock.calls.map(([event]) => event);
const namesOf = (site: Site) => eventsOf(site).map(({ eventType }) => eventType.replace('avi:jira:', ''));

/** The events of what `work` does. */
async function during(site: Site, work: () => Promise<unknown>) {
  site.emit.mockClear();
  await work();
  return namesOf(site);
}

const fixVersionsOf = async ({ call }: Site, key: string) => {
  const { body } = await call('admin', 'GET', `/issue/${key}?fields=fixVersions,versions`);
  const ids = (field: string) => (at(body, `fields.${field}`) as { id: string }[]).map(({ id }) => id);
  return { fix: ids('fixVersions'), affects: ids('versions') };
};

describe('releases', () => {
  test('each fact that changed is one event, and nothing changed is none', async () => {
    const site = jiraSite();
    const id = await site.release('2.4');
    const put = (body: unknown) => during(site, () => site.call('admin', 'PUT', `/version/${id}`, body));
    expect(namesOf(site)).toEqual(['created:version']);
    expect(await put({ name: '2.5' })).toEqual(['updated:version']);
    expect(await put({ name: '2.5' })).toEqual([]);
    expect(await put({ released: true, releaseDate: '2026-03-02' })).toEqual(['updated:version', 'released:version']);
    expect(await put({ released: false })).toEqual(['unreleased:version']);
    expect(await put({ archived: true })).toEqual(['archived:version']);
    expect(await put({ archived: false })).toEqual(['unarchived:version']);
  });

  test('what is refused happened not', async () => {
    const site = jiraSite();
    const id = await site.release('2.4');
    expect(await during(site, () => site.call('agent', 'PUT', `/version/${id}`, { released: true }))).toEqual([]);
    expect(await during(site, () => site.call('agent', 'DELETE', `/version/${id}`))).toEqual([]);
    expect((await site.call('agent', 'DELETE', `/version/${id}`)).status).toBe(401);
  });

  test('who did it, and whether the app did', async () => {
    const site = jiraSite();
    const id = await site.release('2.4');
    site.emit.mockClear();
    await site.call('admin', 'PUT', `/version/${id}`, { released: true });
    await site.call('admin', 'PUT', `/version/${id}`, { released: false }, ['manage:jira-project']);
    expect(eventsOf(site)).toMatchObject([
      { atlassianId: site.idOf('admin'), byApp: false, payload: { version: { id, released: true } } },
      { atlassianId: site.idOf('admin'), byApp: true, payload: { version: { id, released: false } } },
    ]);
  });

  test('a moved one changes its place in the list, and says so once', async () => {
    const site = jiraSite();
    for (const name of ['1', '2', '3']) await site.release(name);
    const list = async () => {
      const { body } = await site.call('po', 'GET', '/project/EXAM/versions');
      return body as { id: string; name: string; self: string }[];
    };
    const [one, two, three] = await list();
    const move = (body: unknown, id = three?.id) =>
      during(site, () => site.call('po', 'POST', `/version/${id ?? ''}/move`, body));
    const names = async () => (await list()).map(({ name }) => name).join('');
    expect([await move({ position: 'First' }), await names()]).toEqual([['moved:version'], '312']);
    expect([await move({ position: 'Earlier' }), await names()]).toEqual([[], '312']);
    expect([await move({ position: 'Later' }), await names()]).toEqual([['moved:version'], '132']);
    expect([await move({ after: two?.self }), await names()]).toEqual([['moved:version'], '123']);
    expect([await move({ position: 'Last' }, one?.id), await names()]).toEqual([['moved:version'], '231']);
    for (const wrong of [
      {},
      { after: two?.self, position: 'First' },
      { position: 'Up' },
      { after: `${one?.self ?? ''}7` },
    ]) {
      expect([await move(wrong), await names()]).toEqual([[], '231']);
    }
  });

  test('a merged one gives its issues to the other', async () => {
    const site = jiraSite();
    const [old, kept] = [await site.release('2.4'), await site.release('2.5')];
    const { key } = await site.bug('admin', { fixVersions: [{ id: old }, { id: kept }], versions: [{ id: old }] });
    const names = await during(site, () => site.call('admin', 'PUT', `/version/${old}/mergeto/${kept}`));
    expect(names).toEqual(['merged:version', 'deleted:version']);
    expect(eventsOf(site)[0]?.payload).toMatchObject({ version: { id: kept }, mergedVersion: { id: old } });
    expect(await fixVersionsOf(site, key)).toEqual({ fix: [kept], affects: [kept] });
    expect((await site.call('admin', 'GET', `/version/${old}`)).status).toBe(404);
  });

  test('a deleted one leaves its issues, or another in its place', async () => {
    const site = jiraSite();
    const [old, kept] = [await site.release('2.4'), await site.release('2.5')];
    const { key } = await site.bug('admin', { fixVersions: [{ id: old }], versions: [{ id: old }] });
    expect((await site.call('admin', 'DELETE', `/version/${old}?moveFixIssuesTo=77`)).status).toBe(400);
    const names = await during(site, () => site.call('admin', 'DELETE', `/version/${old}?moveFixIssuesTo=${kept}`));
    expect(names).toEqual(['deleted:version']);
    expect(eventsOf(site)[0]?.payload).toMatchObject({ version: { id: old }, newFixVersion: { id: kept } });
    expect(eventsOf(site)[0]?.payload).not.toHaveProperty('newAffectsVersion');
    expect(await fixVersionsOf(site, key)).toEqual({ fix: [kept], affects: [] });
  });

  test('a project in the trash hides all of it, and tells of itself alone', async () => {
    const site = jiraSite();
    const id = await site.release('2.4');
    const { key } = await site.bug('po');
    const names = await during(site, () => site.call('admin', 'DELETE', '/project/EXAM?enableUndo=true'));
    expect(names).toEqual(['softdeleted:project']);
    for (const path of ['/project/EXAM', `/version/${id}`, `/issue/${key}`]) {
      for (const who of ['admin', 'po', 'app']) expect((await site.call(who, 'GET', path)).status).toBe(404);
    }
    expect(await during(site, () => site.call('admin', 'POST', '/project/EXAM/restore'))).toEqual(['restored:project']);
    expect((await site.call('po', 'GET', `/version/${id}`)).status).toBe(200);
  });
});

describe('issues', () => {
  test('created, updated with its changelog, assigned, commented, linked, deleted', async () => {
    const site = jiraSite();
    const { key } = await site.ticket();
    expect(namesOf(site)).toEqual(['created:issue']);
    const other = await site.bug('admin');
    const edit = () =>
      site.call('admin', 'PUT', `/issue/${other.key}`, {
        fields: { summary: 'New', labels: ['a'], assignee: { accountId: site.idOf('po') } },
      });
    expect(await during(site, edit)).toEqual(['updated:issue', 'assigned:issue']);
    expect(at(eventsOf(site)[0]?.payload, 'changelog.items')).toEqual([
      { field: 'summary', fieldId: 'summary', from: 'It breaks', fromString: 'It breaks', to: 'New', toString: 'New' },
      { field: 'labels', fieldId: 'labels', from: null, fromString: null, to: 'a', toString: 'a' },
      {
        ...{ field: 'assignee', fieldId: 'assignee', from: null, fromString: null },
        ...{ to: site.idOf('po'), toString: 'Pia Owner' },
      },
    ]);
    expect(await during(site, edit)).toEqual([]);
    const comment = () => site.call('agent', 'POST', `/issue/${key}/comment`, { body: doc('x') });
    expect(await during(site, comment)).toEqual(['commented:issue']);
    const link = () =>
      site.call('admin', 'POST', '/issueLink', {
        ...{ type: { name: 'Blocks' }, inwardIssue: { key }, outwardIssue: { key: other.key } },
      });
    expect(await during(site, link)).toEqual(['created:issuelink']);
    expect(await during(site, link)).toEqual([]);
    expect(await during(site, () => site.call('admin', 'DELETE', `/issue/${other.key}`))).toEqual(['deleted:issue']);
    expect(site.state.links).toEqual([]);
  });

  test('a transition is an update of the status', async () => {
    const site = jiraSite();
    const { key } = await site.bug('po');
    const { body } = await site.call('po', 'GET', `/issue/${key}/transitions`);
    const id = String(at(body, 'transitions.1.id'));
    const move = () => site.call('po', 'POST', `/issue/${key}/transitions`, { transition: { id } });
    expect(await during(site, move)).toEqual(['updated:issue']);
    expect(at(eventsOf(site)[0]?.payload, 'changelog.items.0')).toMatchObject({
      ...{ fieldId: 'status', fromString: 'To Do', toString: 'In Progress' },
    });
  });
});

describe('what reaches people', () => {
  test('a notification goes to those who may see the issue, and never to its sender alone', async () => {
    const site = jiraSite();
    const { key } = await site.bug('po');
    const notify = (to: unknown) =>
      site.call('po', 'POST', `/issue/${key}/notify`, { subject: 's', textBody: 't', to });
    const users = ['agent', 'outsider'].map((who) => ({ accountId: site.idOf(who) }));
    expect((await notify({ users })).status).toBe(204);
    expect((await notify({ users: [{ accountId: site.idOf('po') }] })).status).toBe(400);
    expect((await notify({ groups: [{ name: 'x' }] })).status).toBe(501);
    expect(site.state.notifications).toMatchObject([{ from: site.idOf('po'), to: [site.idOf('agent')], text: 't' }]);
  });

  test('who creates an issue watches it; others are added by who may manage watchers', async () => {
    const site = jiraSite();
    const { key } = await site.bug('po');
    const watchers = async () => at((await site.call('po', 'GET', `/issue/${key}/watchers`)).body, 'watchCount');
    expect(await watchers()).toBe(1);
    const add = (who: string, whom: string) => site.call(who, 'POST', `/issue/${key}/watchers`, site.idOf(whom));
    expect((await add('agent', 'admin')).status).toBe(403);
    expect((await add('admin', 'outsider')).status).toBe(404);
    expect((await add('agent', 'agent')).status).toBe(204);
    expect(await watchers()).toBe(2);
  });
});

describe('rules of workflows', () => {
  test('an app reads its own; a person reads none', async () => {
    const site = jiraSite();
    const path = '/workflow/rule/config?types=validator&expand=transition';
    expect(at((await site.call('app', 'GET', path)).body, 'values')).toEqual([]);
    const rule = { id: 'rule-1', moduleKey: 'gate', configuration: '{}' };
    site.state.workflows[0]?.transitions[1]?.validators.push(rule);
    expect(at((await site.call('app', 'GET', path)).body, 'values')).toMatchObject([
      {
        validators: [
          { id: 'rule-1', key: 'gate', configuration: { value: '{}' }, transition: { name: 'In Progress' } },
        ],
      },
    ]);
    expect(at((await site.call('app', 'GET', `${path}&keys=other`)).body, 'values')).toEqual([]);
    expect((await site.call('admin', 'GET', path)).status).toBe(403);
  });
});
