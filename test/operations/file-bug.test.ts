import * as z from 'zod/mini';
import type { CallInput } from '../../src/api/calls';
import type { Claim, Escalation } from '../../src/domain/escalation';
import { NOW, aForm, anEscalation, anId, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

type Input = CallInput<'fileBug'>;

const PANEL =
  'https://example.atlassian.net/jira/software/c/projects/EXAM/apps/5b0f0d2e-6a52-4c39-9f0c-3f1f7f1f7a10/8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33/release/10036';

let site: Site;
let ticket: { id: string; key: string };
let releaseId: string;
let handoffId: string;

beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease({ name: '2.4 Shortcut' });
  handoffId = valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
  ticket = await site.newIssue('SUP', 'Support request', { reporter: { accountId: 'customer' } });
});

const filing = (over: Partial<Input> = {}): Input => ({
  ...{ escalationId: anId(), issueId: ticket.id, projectId: site.sup.id, releaseId, handoffId },
  ...{ form: aForm(), panelUrl: PANEL },
  ...over,
});
const file = (input: Input, who: Who = 'agent') => site.call(who, 'fileBug', input);

const bugSchema = z.looseObject({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    summary: z.string(),
    labels: z.array(z.string()),
    priority: z.object({ name: z.string() }),
    versions: z.array(z.looseObject({ id: z.string() })),
    issuelinks: z.array(
      z.looseObject({
        type: z.looseObject({ name: z.string() }),
        outwardIssue: z.optional(z.looseObject({ key: z.string() })),
      }),
    ),
  }),
});
const bugs = async () => {
  const search = await site.rest(
    'admin',
    'GET',
    `/rest/api/3/search/jql?jql=${encodeURIComponent('project = EXAM AND issuetype = Bug')}&fields=*all`,
  );
  expect(search.status).toBe(200);
  return z.parse(z.object({ issues: z.array(bugSchema) }), search.body).issues;
};
const commentsSchema = z.object({ comments: z.array(z.looseObject({ body: z.unknown() })) });
const notes = async () => {
  const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${ticket.key}/comment?expand=properties`);
  return z.parse(commentsSchema, body).comments;
};
const claim = () => site.stored('claim')[0] as Claim | undefined;
const escalations = () => site.stored('escalation') as Escalation[];

/** What must hold after all is done, however bumpy the way was. */
const exactlyOne = async (bugKey: string) => {
  expect((await bugs()).map(({ key }) => key)).toEqual([bugKey]);
  expect((await bugs())[0]?.fields.issuelinks).toHaveLength(1);
  expect(await notes()).toHaveLength(1);
  expect(escalations().map((escalation) => escalation.bugKey)).toEqual([bugKey]);
  expect(claim()?.step).toBe('closed');
  expect(valueOf(await site.open('po', releaseId)).history.filter(({ what }) => what === 'l3-filed')).toHaveLength(1);
};

test('the bug, the link, the internal note and the record', async () => {
  const input = filing();
  const { bugKey, bugId, noteFailed } = valueOf(await file(input));
  expect(noteFailed).toBe(false);
  const [bug] = await bugs();
  expect(bug).toMatchObject({
    ...{ id: bugId, key: bugKey },
    fields: {
      summary: input.form.summary,
      labels: ['chain-exam-shortcut-1', 'chain-level-untriaged'],
      priority: { name: 'High' },
      versions: [{ id: releaseId }],
      reporter: { accountId: 'agent' },
      issuelinks: [{ type: { name: 'Relates' }, outwardIssue: { key: ticket.key } }],
    },
  });
  const description = JSON.stringify(bug?.fields.description);
  for (const text of [
    input.form.userSees,
    input.form.reproduced,
    ticket.key,
    '2.4 Shortcut, revision 1',
    PANEL,
    `https://example.atlassian.net/browse/${ticket.key}`,
  ])
    expect(description).toContain(text);
  const mark = await site.rest('admin', 'GET', `/rest/api/3/issue/${bugKey}/properties/cs-handoff-escalation`);
  expect(mark.body).toMatchObject({ value: { escalationId: input.escalationId } });
  const [note] = await notes();
  expect(JSON.stringify(note?.body)).toContain(bugKey);
  expect(note?.properties).toEqual(
    expect.arrayContaining([
      { key: 'sd.public.comment', value: { internal: true } },
      { key: 'cs-handoff-note', value: { escalationId: input.escalationId } },
    ]),
  );
  expect(escalations()).toEqual([
    {
      schema: 1,
      id: input.escalationId,
      handoffId,
      releaseId,
      revision: 1,
      ticketId: ticket.id,
      ticketKey: ticket.key,
      bugId,
      bugKey,
      by: 'agent',
      at: moment(),
    },
  ]);
  await exactlyOne(bugKey);
});

test("the customer's view of the ticket shows nothing of it", async () => {
  const { bugKey } = valueOf(await file(filing()));
  const paths = [`/rest/servicedeskapi/request/${ticket.key}`, `/rest/servicedeskapi/request/${ticket.key}/comment`];
  for (const path of paths) {
    const { status, body } = await site.rest('customer', 'GET', path);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(bugKey);
  }
});

test('the chain label is frozen once a bug carries it', async () => {
  valueOf(await file(filing()));
  const { escalation } = site.documentFor();
  const relabelled = site.documentFor({ escalation: { ...escalation, chainLabel: 'another' } });
  expect(refusalOf(await site.save('po', releaseId, { expectedRevision: 1, document: relabelled })).code).toBe(
    'label-frozen',
  );
  const reworded = site.documentFor({ escalation: { ...escalation, lookUp: 'elsewhere' } });
  expect(valueOf(await site.save('po', releaseId, { expectedRevision: 1, document: reworded })).outcome).toBe('saved');
});

describe('exactly one bug', () => {
  test('the same escalation again', async () => {
    const input = filing();
    const { bugKey } = valueOf(await file(input));
    expect(valueOf(await file(input))).toMatchObject({ bugKey });
    await exactlyOne(bugKey);
  });

  test('the same escalation twice at once, and then again', async () => {
    const input = filing();
    const answers = await Promise.all([file(input), file(input)]);
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('filing-in-progress');
    expect(answers.some(({ ok }) => ok)).toBe(true);
    await exactlyOne(valueOf(await file(input)).bugKey);
  });

  test('two escalations of one ticket at once: one waits and is told so', async () => {
    const answers = await Promise.all([file(filing()), file(filing(), 'cslead')]);
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.toSorted()).toEqual(['filing-in-progress', 'ok']);
    expect(await bugs()).toHaveLength(1);
  });

  test('two tickets at once are two bugs', async () => {
    const other = await site.newIssue('SUP', 'Support request');
    const answers = await Promise.all([file(filing()), file(filing({ issueId: other.id }))]);
    expect(new Set(answers.map((answer) => valueOf(answer).bugKey)).size).toBe(2);
  });

  test('a second bug of a ticket can be filed once the first is done', async () => {
    valueOf(await file(filing()));
    valueOf(await file(filing()));
    expect(await bugs()).toHaveLength(2);
    expect(escalations()).toHaveLength(2);
  });

  test('the reply of the create is lost after the write: found by its link', async () => {
    const input = filing();
    site.state.jira.searchLagMs = 60_000; // search is of no help
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    expect(refusalOf(await file(input)).code).toBe('jira-unavailable');
    expect(claim()?.step).toBe('unknown');
    const { bugKey } = valueOf(await file(input));
    site.state.jira.searchLagMs = 0;
    await exactlyOne(bugKey);
  });

  test('it is lost before the write: made by the retry', async () => {
    const input = filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-before' },
    ]);
    expect(refusalOf(await file(input)).code).toBe('jira-unavailable');
    await exactlyOne(valueOf(await file(input)).bugKey);
  });

  test('another escalation waits while the outcome of one is unknown, and may go on after a quarter of an hour', async () => {
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-before' },
    ]);
    await file(filing());
    expect(refusalOf(await file(filing(), 'cslead')).code).toBe('filing-in-progress');
    jest.setSystemTime(NOW + 16 * 60_000);
    expect((await file(filing())).ok).toBe(true);
  });

  test('a late retry of an escalation that another one overtook finds its own bug', async () => {
    const input = filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    await file(input);
    jest.setSystemTime(NOW + 16 * 60_000);
    const other = valueOf(await file(filing()));
    const late = valueOf(await file(input));
    expect((await bugs()).map(({ key }) => key).toSorted()).toEqual([late.bugKey, other.bugKey].toSorted());
    expect(await notes()).toHaveLength(2);
    expect(escalations()).toHaveLength(2);
  });

  test.each(['drop-before', 'drop-after', { status: 500 }, { status: 429 }] as const)(
    'the store fails at the record (%j): one bug and one note after the retry',
    async (action) => {
      const input = filing();
      site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
      expect((await file(input)).ok).toBe(false);
      await exactlyOne(valueOf(await file(input)).bugKey);
    },
  );

  test.each(['drop-before', 'drop-after'] as const)(
    "the claim's reply is lost (%s): one bug, once the claim has aged",
    async (action) => {
      const input = filing();
      site.faults.add([{ match: { kind: 'kvs', path: 'entity/set' }, times: 1, action }]);
      expect(refusalOf(await file(input)).code).toBe('storage-unavailable');
      jest.setSystemTime(NOW + 27_000);
      await exactlyOne(valueOf(await file(input)).bugKey);
    },
  );

  test.each(['drop-before', 'drop-after', { status: 503 }] as const)(
    'the note fails (%j): one note after the retry',
    async (action) => {
      const input = filing();
      site.faults.add([{ match: { kind: 'jira', method: 'POST', path: '/comment' }, times: 1, action }]);
      expect(refusalOf(await file(input)).code).toBe('jira-unavailable');
      expect(claim()).toMatchObject({ step: 'created' });
      await exactlyOne(valueOf(await file(input)).bugKey);
    },
  );

  test('the invocation dies after the create: a retry after its life goes on', async () => {
    const input = filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/comment' }, times: 1, action: 'drop-before' },
      { match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-before' }, // nor is the claim put down
    ]);
    await file(input);
    expect(claim()?.step).toBe('working');
    expect(refusalOf(await file(input)).code).toBe('filing-in-progress');
    jest.setSystemTime(NOW + 27_000);
    await exactlyOne(valueOf(await file(input)).bugKey);
  });

  test.each([429, 500, 503])('Jira answers %i at every step in turn: one bug in the end', async (status) => {
    const input = filing();
    const steps = [
      ['GET', '/rest/api/3/issue/'],
      ['GET', '/createmeta/'],
      ['POST', '/rest/api/3/issue'],
      ['POST', '/comment'],
    ] as const;
    for (const [method, path] of steps) {
      site.faults.add([{ match: { kind: 'jira', method, path }, times: 1, action: { status } }]);
      expect((await file(input)).ok).toBe(false);
      site.faults.clear();
    }
    await exactlyOne(valueOf(await file(input)).bugKey);
  });
});

describe('where the create screen is smaller', () => {
  const bare = (screen: string[]) => {
    const { issueTypes } = site.state.jira.projects.find(({ id }) => id === site.exam.id) ?? { issueTypes: [] };
    const bug = issueTypes.find(({ issueTypeId }) => issueTypeId === site.exam.typeId('Bug'));
    if (bug !== undefined) bug.screen = screen;
  };

  test('no links on it: linked afterwards', async () => {
    bare(['summary', 'description', 'labels', 'priority']);
    const { bugKey } = valueOf(await file(filing()));
    await exactlyOne(bugKey);
    expect((await bugs())[0]?.fields.versions).toEqual([]);
  });

  test('no links, and the reply is lost: it waits for the search, and then finds the bug', async () => {
    bare(['summary', 'description', 'labels', 'priority']);
    site.state.jira.searchLagMs = 30_000;
    const input = filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    expect(refusalOf(await file(input)).code).toBe('jira-unavailable');
    expect(refusalOf(await file(input)).code).toBe('outcome-unknown');
    jest.setSystemTime(NOW + 29_000);
    expect(refusalOf(await file(input)).code).toBe('outcome-unknown');
    jest.setSystemTime(NOW + 31_000);
    await exactlyOne(valueOf(await file(input)).bugKey);
  });

  test('nothing but the summary: the bug is filed all the same', async () => {
    bare(['summary']);
    expect((await file(filing())).ok).toBe(true);
  });
});

describe('refused', () => {
  test('who may not create there is told so, and nothing stands in the way of who may', async () => {
    for (const who of ['agent2', 'cslead'] as const) {
      const refusal = refusalOf(await file(filing(), who));
      expect([who, refusal.code]).toEqual([who, 'not-allowed']);
    }
    expect(await bugs()).toEqual([]);
    expect((await file(filing())).ok).toBe(true);
  });

  test("Jira's own words travel with what it refuses, and nothing is left behind", async () => {
    const { issueTypes } = site.state.jira.projects.find(({ id }) => id === site.exam.id) ?? { issueTypes: [] };
    for (const type of issueTypes) type.required = ['summary', 'fixVersions'];
    const refusal = refusalOf(await file(filing()));
    expect(refusal.code).toBe('jira-refused');
    expect(refusal.detail).toContain('fixVersions');
    expect(claim()?.step).toBe('nothing-sent');
    expect(await notes()).toEqual([]);
  });

  test('the note is refused: the bug stands, and it is said', async () => {
    const sup = site.state.jira.projects.find(({ id }) => id === site.sup.id);
    if (sup !== undefined) sup.permissions.ADD_COMMENTS = [];
    const input = filing();
    const { bugKey, noteFailed } = valueOf(await file(input));
    expect(noteFailed).toBe(true);
    expect(await notes()).toEqual([]);
    expect((await bugs()).map(({ key }) => key)).toEqual([bugKey]);
    expect(claim()?.step).toBe('closed');
  });

  test.each<[string, Who, (at: Site) => Promise<Partial<Input>> | Partial<Input>, string]>([
    ['a ticket that is not there', 'agent', () => ({ issueId: '999999' }), 'not-found'],
    ['a ticket that one may not see', 'outsider', () => ({}), 'not-found'],
    ['a customer', 'customer', () => ({}), 'not-for-you'],
    ["another handoff's id", 'agent', () => ({ handoffId: 'another-handoff' }), 'not-found'],
    ['a release without a handoff', 'agent', async (at) => ({ releaseId: await at.newRelease() }), 'not-found'],
    ['a summary of two lines', 'agent', () => ({ form: aForm({ summary: 'a\nb' }) }), 'bad-input'],
    ['an empty field', 'agent', () => ({ form: aForm({ reproduced: ' ' }) }), 'bad-input'],
  ])('%s', async (_, who, over, code) => {
    expect(refusalOf(await file(filing(await over(site)), who)).code).toBe(code);
    expect(await bugs()).toEqual([]);
    expect(claim()).toBeUndefined();
  });

  test("a handoff that is not mapped to the ticket's project, whatever project is claimed", async () => {
    valueOf(await site.settle({ supportProjects: [] }));
    for (const projectId of [site.sup.id, site.exam.id])
      expect(refusalOf(await file(filing({ projectId }))).code).toBe('not-found');
    expect(await bugs()).toEqual([]);
  });

  test('a handoff without a target for L3 bugs', async () => {
    const document = site.documentFor({ escalation: anEscalation({ targetProject: null }) });
    valueOf(await site.save('po', releaseId, { expectedRevision: 1, document }));
    expect(refusalOf(await file(filing())).code).toBe('not-complete');
  });

  test.each([
    'javascript:alert(1)',
    'https://evil.example/jira/x/apps/a/b/release/1',
    'https://example.atlassian.net.evil.example/',
    PANEL.replace('https', 'http'),
  ])('an address that is not a panel of this app (%s) goes nowhere', async (panelUrl) => {
    valueOf(await file(filing({ panelUrl })));
    expect(JSON.stringify(await bugs())).not.toContain(panelUrl);
    expect(JSON.stringify((await bugs())[0]?.fields.description)).not.toContain('href');
  });
});

test('the form is filled before anything is typed', async () => {
  const prepare = (who: Who) =>
    site.does(who, 'prepareEscalation', { issueId: ticket.id, projectId: site.sup.id, releaseId: null });
  const { chosen, choices, filed, inProgress } = await prepare('agent');
  expect(choices.map(({ releaseName }) => releaseName)).toEqual(['2.4 Shortcut']);
  expect(chosen).toMatchObject({
    ...{ releaseId, handoffId, revision: 1, mayFile: true, affectsVersion: '2.4 Shortcut' },
    ...{
      target: { name: 'Exam Grader' },
      issueType: { name: 'Bug' },
      labels: ['chain-exam-shortcut-1', 'chain-level-untriaged'],
    },
  });
  expect([filed, inProgress]).toEqual([[], null]);
  expect((await prepare('agent2')).chosen).toMatchObject({ mayFile: false, affectsVersion: null });
  const { bugKey } = valueOf(await file(filing()));
  expect((await prepare('agent2')).filed.map((escalation) => escalation.bugKey)).toEqual([bugKey]);
});
