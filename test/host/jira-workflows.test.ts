import { at, doc, jiraSite, NOT_ON_SCREEN } from './jira-site';

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
