import type { CallInput } from '../../src/api/calls';
import { aForm, anEscalation, moment } from '../fixtures/builders';
import { PANEL, startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

type Input = CallInput<'fileBug'>;

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

test('the bug, the link, the internal note and the record', async () => {
  const input = at.filing();
  const { bugKey, noteFailed } = valueOf(await at.file(input));
  expect(noteFailed).toBe(false);
  const [bug] = await at.bugs();
  expect(bug).toMatchObject({
    key: bugKey,
    fields: {
      summary: input.form.summary,
      labels: ['chain-exam-shortcut-1', 'chain-level-untriaged'],
      priority: { name: 'High' },
      versions: [{ id: at.releaseId }],
      reporter: { accountId: 'agent' },
      issuelinks: [{ type: { name: 'Relates' }, outwardIssue: { key: at.ticket.key } }],
    },
  });
  const description = JSON.stringify(bug?.fields.description);
  for (const text of [
    input.form.userSees,
    input.form.reproduced,
    at.ticket.key,
    '2.4 Shortcut, revision 1',
    PANEL,
    `https://example.atlassian.net/browse/${at.ticket.key}`,
  ])
    expect(description).toContain(text);
  const mark = await site.rest('admin', 'GET', `/rest/api/3/issue/${bugKey}/properties/cs-handoff-escalation`);
  expect(mark.body).toMatchObject({ value: { escalationId: input.escalationId } });
  const searched = await site.rest('admin', 'GET', `/rest/api/3/issue/${bugKey}/properties/cs-handoff-bug`);
  expect(searched.body).toMatchObject({
    value: { release: '2.4 Shortcut', releaseId: at.releaseId, chainLevel: 'untriaged', cause: 'none' },
  });
  const [note] = await at.notes();
  expect(JSON.stringify(note?.body)).toContain(bugKey);
  expect(note?.properties).toEqual(
    expect.arrayContaining([
      { key: 'sd.public.comment', value: { internal: true } },
      { key: 'cs-handoff-note', value: { escalationId: input.escalationId } },
    ]),
  );
  expect(at.escalations()).toEqual([
    {
      schema: 1,
      id: input.escalationId,
      handoffId: at.handoffId,
      releaseId: at.releaseId,
      revision: 1,
      ticketId: at.ticket.id,
      ticketKey: at.ticket.key,
      bugId: bug?.id,
      bugKey,
      by: 'agent',
      at: moment(),
      byApp: false,
      preparedBy: null,
      joined: false,
      summary: input.form.summary,
      bypass: null,
      customer: null,
    },
  ]);
  await at.exactlyOne(bugKey);
});

test("the customer's view of the ticket shows nothing of it", async () => {
  const { bugKey } = valueOf(await at.file(at.filing()));
  const paths = [
    `/rest/servicedeskapi/request/${at.ticket.key}`,
    `/rest/servicedeskapi/request/${at.ticket.key}/comment`,
  ];
  for (const path of paths) {
    const { status, body } = await site.rest('customer', 'GET', path);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(bugKey);
  }
});

test('the chain label is frozen once a bug carries it', async () => {
  valueOf(await at.file(at.filing()));
  const { escalation } = site.documentFor();
  const relabelled = site.documentFor({ escalation: { ...escalation, chainLabel: 'another' } });
  expect(refusalOf(await site.save('po', at.releaseId, { expectedRevision: 1, document: relabelled })).code).toBe(
    'label-frozen',
  );
  const reworded = site.documentFor({ escalation: { ...escalation, lookUp: 'elsewhere' } });
  expect(valueOf(await site.save('po', at.releaseId, { expectedRevision: 1, document: reworded })).outcome).toBe(
    'saved',
  );
});

describe('refused', () => {
  test('who may not create there is told so, and nothing stands in the way of who may', async () => {
    for (const who of ['agent2', 'cslead'] as const) {
      const refusal = refusalOf(await at.file(at.filing(), who));
      expect([who, refusal.code]).toEqual([who, 'not-allowed']);
    }
    expect(await at.bugs()).toEqual([]);
    expect((await at.file(at.filing())).ok).toBe(true);
  });

  test("Jira's own words travel with what it refuses, and nothing is left behind", async () => {
    const many = Array.from({ length: 101 }, (_, nth) => `Team ${nth}`);
    const team = at.fieldOnBugs('select', many); // only Jira's own dialog asks for it
    const refusal = refusalOf(await at.file(at.filing()));
    expect(refusal.code).toBe('jira-refused');
    expect(refusal.detail).toContain(team);
    expect(at.claim()?.step).toBe('nothing-sent');
    expect(await at.notes()).toEqual([]);
  });

  test('the note is refused: the bug stands, and it is said', async () => {
    const sup = site.state.jira.projects.find(({ id }) => id === site.sup.id);
    if (sup !== undefined) sup.permissions.ADD_COMMENTS = [];
    const input = at.filing();
    const { bugKey, noteFailed } = valueOf(await at.file(input));
    expect(noteFailed).toBe(true);
    expect(await at.notes()).toEqual([]);
    expect((await at.bugs()).map(({ key }) => key)).toEqual([bugKey]);
    expect(at.claim()?.step).toBe('closed');
  });

  test.each<[string, Who, () => Promise<Partial<Input>> | Partial<Input>, string]>([
    ['a ticket that is not there', 'agent', () => ({ issueId: '999999' }), 'not-found'],
    ['a ticket that one may not see', 'outsider', () => ({}), 'not-found'],
    ['a customer', 'customer', () => ({}), 'not-for-you'],
    ["another handoff's id", 'agent', () => ({ handoffId: 'another-handoff' }), 'not-found'],
    ['a release without a handoff', 'agent', async () => ({ releaseId: await site.newRelease() }), 'not-found'],
    ['a summary of two lines', 'agent', () => ({ form: aForm({ summary: 'a\nb' }) }), 'bad-input'],
    ['an empty field', 'agent', () => ({ form: aForm({ reproduced: ' ' }) }), 'bad-input'],
  ])('%s', async (_, who, over, code) => {
    expect(refusalOf(await at.file(at.filing(await over()), who)).code).toBe(code);
    expect(await at.bugs()).toEqual([]);
    expect(at.claim()).toBeUndefined();
  });

  test("a handoff that is not mapped to the ticket's project, whatever project is claimed", async () => {
    valueOf(await site.settle({ supportProjects: [] }));
    for (const projectId of [site.sup.id, site.exam.id])
      expect(refusalOf(await at.file(at.filing({ projectId }))).code).toBe('not-found');
    expect(await at.bugs()).toEqual([]);
  });

  test('a handoff without a target for L3 bugs', async () => {
    const document = site.documentFor({ escalation: anEscalation({ targetProject: null }) });
    valueOf(await site.save('po', at.releaseId, { expectedRevision: 1, document }));
    expect(refusalOf(await at.file(at.filing())).code).toBe('not-complete');
  });

  test.each([
    'javascript:alert(1)',
    'https://evil.example/jira/x/apps/a/b/release/1',
    'https://example.atlassian.net.evil.example/',
    PANEL.replace('https', 'http'),
  ])('an address that is not a panel of this app (%s) goes nowhere', async (panelUrl) => {
    valueOf(await at.file(at.filing({ panelUrl })));
    expect(JSON.stringify(await at.bugs())).not.toContain(panelUrl);
    expect(JSON.stringify((await at.bugs())[0]?.fields.description)).not.toContain('href');
  });
});

test('the form is filled before anything is typed', async () => {
  const prepare = (who: Who) =>
    site.does(who, 'prepareEscalation', { issueId: at.ticket.id, projectId: site.sup.id, releaseId: null });
  const { chosen, choices, filed, inProgress } = await prepare('agent');
  expect(choices.map(({ releaseName }) => releaseName)).toEqual(['2.4 Shortcut']);
  expect(chosen).toMatchObject({
    ...{
      releaseId: at.releaseId,
      handoffId: at.handoffId,
      revision: 1,
      way: { by: 'self' },
      affects: { name: '2.4 Shortcut' },
    },
    ...{
      target: { name: 'Exam Grader' },
      issueType: { name: 'Bug' },
      labels: ['chain-exam-shortcut-1', 'chain-level-untriaged'],
    },
  });
  expect([filed, inProgress]).toEqual([[], null]);
  expect((await prepare('agent2')).chosen).toMatchObject({ way: { by: 'nobody' }, affects: null, needed: [] });
  const { bugKey } = valueOf(await at.file(at.filing()));
  expect((await prepare('cslead')).filed.map((escalation) => escalation.bugKey)).toEqual([bugKey]);
});
