import { at, doc, jiraSite, NOT_ON_SCREEN } from './jira-site';

/** A project with every type of field on the create screen of its bugs; `Team` is required. */
function fieldSite() {
  const site = jiraSite();
  const options = ['Alpha', 'Beta'];
  const types = ['text', 'textarea', 'number', 'date', 'user', 'select', 'multiselect', 'labels'] as const;
  const customFields = [
    ...types.map((type) => ({ name: type, type, options })),
    { name: 'Team', type: 'select' as const, options },
  ];
  const screen = [...'summary description environment components duedate fixVersions'.split(' '), ...types, 'Team'];
  const seeded = site.jira.seed({
    customFields,
    projects: [
      {
        ...{ key: 'FLD', name: 'Fields', components: ['Grading', 'Upload'], roles: { Members: ['po@example.test'] } },
        issueTypes: [{ name: 'Bug', screen, required: ['summary', 'Team'] }],
      },
    ],
  });
  if (seeded.status !== 201) throw new Error(JSON.stringify(seeded.body));
  const id = (name: string) => site.state.customFields.find((field) => field.name === name)?.id ?? `no ${name}`;
  const create = (fields: Record<string, unknown>) =>
    site.call('po', 'POST', '/issue', {
      fields: {
        ...{ project: { key: 'FLD' }, issuetype: { name: 'Bug' }, summary: 'It breaks' },
        ...{ [id('Team')]: { value: 'Alpha' }, ...fields },
      },
    });
  const meta = async () => {
    const project = site.state.projects.find(({ key }) => key === 'FLD');
    const path = `/issue/createmeta/FLD/issuetypes/${project?.issueTypes[0]?.issueTypeId ?? ''}?maxResults=200`;
    return at((await site.call('po', 'GET', path)).body, 'fields') as Record<string, unknown>[];
  };
  return { ...site, id, create, meta };
}

test('the create screen names type, choices and what is required', async () => {
  const { meta, id } = fieldSite();
  const fields = await meta();
  const named = (name: string) => fields.find((field) => field.name === name);
  expect(named('Team')).toMatchObject({
    ...{ fieldId: id('Team'), required: true, schema: { type: 'option' } },
    allowedValues: [{ value: 'Alpha' }, { value: 'Beta' }],
  });
  expect(named('multiselect')).toMatchObject({ required: false, schema: { type: 'array', items: 'option' } });
  expect(named('number')).toMatchObject({ schema: { type: 'number' } });
  expect(named('Components')).toMatchObject({ allowedValues: [{ name: 'Grading' }, { name: 'Upload' }] });
});

test('a required field that is missing is named by its id', async () => {
  const { create, id } = fieldSite();
  const { status, body } = await create({ [id('Team')]: null });
  expect([status, at(body, 'errors')]).toEqual([400, { [id('Team')]: 'Team is required.' }]);
});

test.each([
  ['text', 'a', 'a', 7, 'Operation value must be a string'],
  [
    'textarea',
    doc('a'),
    doc('a'),
    'a',
    'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
  ],
  ['number', 2.5, 2.5, '2.5', 'Operation value must be a number'],
  ['date', '2026-03-01', '2026-03-01', '01.03.2026', 'Error parsing date string: 01.03.2026'],
  ['select', { value: 'Beta' }, { value: 'Beta' }, { value: 'Gamma' }, "Specify a valid 'id' or 'value' for select"],
  ['multiselect', [{ value: 'Beta' }], [{ value: 'Beta' }], { value: 'Beta' }, 'data was not an array'],
  ['labels', ['a'], ['a'], ['a b'], "The label 'a b' contains spaces which is invalid."],
] as const)('a field of type %s', async (type, good, shown, bad, sentence) => {
  const { create, call, id } = fieldSite();
  const field = id(type);
  const { status, body } = await create({ [field]: good });
  expect(status).toBe(201);
  const issue = (await call('po', 'GET', `/issue/${String(at(body, 'key'))}`)).body;
  expect(at(issue, 'fields')).toMatchObject({ [field]: shown });
  const refused = await create({ [field]: bad });
  expect([refused.status, at(refused.body, `errors.${field}`)]).toEqual([400, sentence]);
});

test('a person, components and a due date', async () => {
  const { create, call, id, idOf } = fieldSite();
  const { body } = await create({
    ...{ [id('user')]: { accountId: idOf('agent') }, components: [{ name: 'Upload' }], duedate: '2026-03-01' },
  });
  expect(at((await call('po', 'GET', `/issue/${String(at(body, 'key'))}`)).body, 'fields')).toMatchObject({
    ...{ [id('user')]: { accountId: idOf('agent') }, components: [{ name: 'Upload' }], duedate: '2026-03-01' },
    [id('text')]: null,
  });
  expect((await create({ [id('user')]: { accountId: 'nobody' } })).status).toBe(400);
  expect((await create({ components: [{ name: 'Nope' }] })).status).toBe(400);
});

test('what Jira has not, or has not on this screen, is refused by its name', async () => {
  const { create } = fieldSite();
  const { status, body } = await create({ sumary: 'x', priority: { name: 'High' } });
  expect(status).toBe(400);
  expect(at(body, 'errors')).toEqual({ sumary: NOT_ON_SCREEN('sumary'), priority: NOT_ON_SCREEN('priority') });
});

test('an archived version comes to no issue, and stays where it is', async () => {
  const { bug, call, release } = jiraSite();
  const id = await release('2.4');
  const { key } = await bug('po', { fixVersions: [{ id }] });
  await call('admin', 'PUT', `/version/${id}`, { archived: true });
  expect((await bug('po', { fixVersions: [{ id }] })).status).toBe(400);
  const edit = (fields: unknown) => call('po', 'PUT', `/issue/${key}`, { fields });
  expect((await edit({ fixVersions: [{ id }], summary: 'x' })).status).toBe(204);
});

test("a team-managed project can't grant an app's own permission", () => {
  const { jira } = jiraSite();
  const project = { key: 'TEAM', name: 'Team', style: 'next-gen' as const };
  const seeded = jira.seed({ projects: [{ ...project, permissions: { 'app:sign-off': ['po@example.test'] } }] });
  expect([seeded.status, at(seeded.body, 'errorMessages.0')]).toEqual([
    ...[400, "TEAM: a team-managed project can't grant an app's own permission."],
  ]);
});
