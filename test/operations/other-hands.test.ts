import type { CallInput } from '../../src/api/calls';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** Bugs that another hand brings to their end: a named person's, or Jira's own dialog. */

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

describe('prepared for a named person', () => {
  const prepared = (over: Partial<CallInput<'prepareForFiler'>> = {}) => {
    const { escalationId, issueId, projectId, releaseId, handoffId, form } = at.filing();
    return { escalationId, issueId, projectId, releaseId, handoffId, form, ...over };
  };
  const prepare = (input: CallInput<'prepareForFiler'>, who: Who = 'agent2') =>
    site.call(who, 'prepareForFiler', input);
  const waiting = async (who: Who = 'agent2') =>
    (await site.does(who, 'findHandoffs', { issueId: at.ticket.id, projectId: site.sup.id })).prepared;
  const takeBack = (escalationId: string, who: Who) =>
    site.call(who, 'withdrawPrepared', { issueId: at.ticket.id, escalationId });
  beforeEach(async () => {
    valueOf(await site.settle({ filer: 'agent' }));
  });

  test('it waits where everybody sees it, its filer is told, and files it as it was written', async () => {
    expect((await at.chosenFor('agent2')).way).toEqual({ by: 'filer', accountId: 'agent' });
    const input = prepared();
    expect(valueOf(await prepare(input))).toEqual({ filer: 'agent', noteFailed: false });
    for (const who of ['agent', 'agent2', 'cslead'] as const)
      expect(await waiting(who)).toMatchObject({ id: input.escalationId, by: 'agent2', filer: 'agent' });
    const [note] = await at.notes();
    expect(JSON.stringify(note?.body)).toContain('"type":"mention","attrs":{"id":"agent"');
    expect(note?.properties).toEqual(expect.arrayContaining([{ key: 'sd.public.comment', value: { internal: true } }]));
    const found = await at.prepareAs('agent');
    expect(found.prepared).toMatchObject({ id: input.escalationId, form: input.form });

    const filing = at.filing({ escalationId: input.escalationId });
    const { bugKey } = valueOf(await at.file(filing));
    const [bug] = await at.bugs();
    expect(bug?.fields).toMatchObject({ reporter: { accountId: 'agent' } });
    expect(JSON.stringify(bug?.fields.description)).toContain('"id":"agent2"');
    expect(at.escalations()).toMatchObject([{ bugKey, by: 'agent', preparedBy: 'agent2' }]);
    expect(await waiting()).toBeNull();
    expect(await at.notes()).toHaveLength(2); // prepared, and filed
    expect(valueOf(await at.file(filing)).bugKey).toBe(bugKey);
    expect(await at.bugs()).toHaveLength(1);
  });

  test("the customer's view of the ticket shows nothing of it", async () => {
    valueOf(await prepare(prepared()));
    const { body } = await site.rest('customer', 'GET', `/rest/servicedeskapi/request/${at.ticket.key}/comment`);
    expect(JSON.stringify(body)).not.toContain('prepared');
  });

  test.each(['drop-before', 'drop-after'] as const)('a reply is lost (%s): prepared once, one note', async (action) => {
    for (const [path, kind] of [
      ['entity/set', 'kvs'],
      ['/comment', 'jira'],
    ] as const) {
      const input = prepared();
      at.lost(path, action, kind);
      expect((await prepare(input)).ok).toBe(false);
      expect((await prepare(input)).ok).toBe(true);
      expect((await prepare(input)).ok).toBe(true);
      expect(await waiting()).toMatchObject({ id: input.escalationId });
      valueOf(await takeBack(input.escalationId, 'agent2'));
    }
    expect(await at.notes()).toHaveLength(2);
  });

  test('the reply of the create is lost: one bug, and nothing waits any more', async () => {
    const input = prepared();
    valueOf(await prepare(input));
    const filing = at.filing({ escalationId: input.escalationId });
    at.lost('/rest/api/3/issue', 'drop-after');
    await at.file(filing);
    expect(await waiting()).not.toBeNull();
    valueOf(await at.file(filing));
    expect(await waiting()).toBeNull();
    expect(await at.bugs()).toHaveLength(1);
  });

  test('one waits at a time: other words of the same person take its place, another person is told', async () => {
    const input = prepared();
    valueOf(await prepare(input));
    expect(refusalOf(await prepare(prepared(), 'cslead')).code).toBe('prepared-already');
    valueOf(await prepare({ ...input, form: { ...input.form, observed: 'Exam 13 opens' } }));
    expect((await at.prepareAs('agent')).prepared?.form.observed).toBe('Exam 13 opens');
    expect(refusalOf(await prepare(input, 'cslead')).code).toBe('prepared-already');
    valueOf(await at.file(at.filing({ escalationId: input.escalationId })));
    expect(refusalOf(await prepare(input)).code).toBe('filed-meanwhile');
    expect((await prepare(prepared(), 'cslead')).ok).toBe(true);
  });

  test('two prepare at once: one waits', async () => {
    const answers = await Promise.all([prepare(prepared()), prepare(prepared(), 'cslead')]);
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.toSorted()).toEqual(['ok', 'prepared-already']);
  });

  test('taken back by who wrote it or whom it was for, and by nobody else; then it is not filed', async () => {
    for (const who of ['agent2', 'agent'] as const) {
      const input = prepared();
      valueOf(await prepare(input));
      expect(refusalOf(await takeBack(input.escalationId, 'cslead')).code).toBe('not-allowed');
      valueOf(await takeBack(input.escalationId, who));
      valueOf(await takeBack(input.escalationId, who));
      expect(await waiting()).toBeNull();
      expect(refusalOf(await at.file(at.filing({ escalationId: input.escalationId }))).code).toBe('prepared-gone');
    }
    expect(await at.bugs()).toEqual([]);
  });

  test('after another filer is named it waits for them too, and who wrote it need not be asked', async () => {
    const input = prepared();
    valueOf(await prepare(input));
    expect(await waiting('cslead')).toMatchObject({ filer: 'agent', part: 'none' });
    valueOf(await site.settle({ filer: 'cslead' }));
    const parts = await Promise.all((['agent', 'agent2', 'cslead', 'admin'] as const).map((who) => waiting(who)));
    expect(parts.map((one) => [one?.filer, one?.part])).toEqual([
      ['cslead', 'files'], // whom it was prepared for
      ['cslead', 'takes-back'],
      ['cslead', 'files'],
      ['cslead', 'administers'],
    ]);
    expect((await at.prepareAs('agent2')).prepared?.forAccount).toBe('cslead');
    valueOf(await takeBack(input.escalationId, 'cslead'));
    expect(await waiting()).toBeNull();
    valueOf(await prepare(prepared(), 'agent2'));
    expect(await waiting('agent')).toMatchObject({ filer: 'cslead', part: 'none' });
  });

  test.each<[string, () => string]>([
    ["the ticket's", () => site.sup.id],
    ["the handoff's", () => site.exam.id],
  ])('an admin of %s project files it or takes it back', async (_, projectId) => {
    const project = site.state.jira.projects.find(({ id }) => id === projectId());
    project?.permissions.ADMINISTER_PROJECTS?.push('cslead');
    const [first, second] = [prepared(), prepared()];
    valueOf(await prepare(first));
    expect(await waiting('cslead')).toMatchObject({ part: 'administers' });
    valueOf(await takeBack(first.escalationId, 'cslead'));
    valueOf(await prepare(second));
    const exam = site.state.jira.projects.find(({ id }) => id === site.exam.id);
    exam?.permissions.CREATE_ISSUES?.push('cslead');
    valueOf(await at.file(at.filing({ escalationId: second.escalationId }), 'cslead'));
    expect(at.escalations()).toMatchObject([{ by: 'cslead', preparedBy: 'agent2' }]);
    expect(await waiting()).toBeNull();
  });

  test.each<[string, () => unknown]>([
    ['is not in its project', () => site.settle({ filer: 'po' })],
    ['may not see this one ticket', () => site.state.jira.issues[at.ticket.id]?.hiddenFrom.push('agent')],
    ['left', () => site.settle({ filer: 'nobody-here' })],
  ])('a filer who %s would find nothing: said before typing, and nothing is kept', async (_, arrange) => {
    await arrange();
    expect((await at.chosenFor('agent2')).way).toEqual({ by: 'nobody', why: 'filer-cannot-see' });
    expect(refusalOf(await prepare(prepared()))).toEqual({ ok: false, code: 'filer-cannot-see' });
    expect(await waiting()).toBeNull();
    expect(await at.notes()).toEqual([]);
  });

  test('without a filer nothing is kept, and it says who can name one', async () => {
    valueOf(await site.settle({ filer: null }));
    const refusal = refusalOf(await prepare(prepared()));
    expect(refusal.code).toBe('not-allowed');
    expect(refusal.needs).toMatch(/name a filer/);
    expect(await waiting()).toBeNull();
  });

  test('a filing of another bug goes on, and the prepared one still waits', async () => {
    const input = prepared();
    valueOf(await prepare(input));
    valueOf(await at.file(at.filing()));
    expect(await waiting()).toMatchObject({ id: input.escalationId });
  });
});

describe("a bug that Jira's own dialog created", () => {
  const dialogBug = async (who: Who, fields: Record<string, unknown> = {}) => {
    const body = { fields: { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'By hand', ...fields } };
    return (await site.rest(who, 'POST', '/rest/api/3/issue', body)).body as { id: string; key: string };
  };
  const record = (bugId: string, input = at.filing(), who: Who = 'agent') => {
    const { escalationId, issueId, projectId, releaseId, handoffId, form, panelUrl } = input;
    return site.call(who, 'recordFiledBug', {
      ...{ escalationId, issueId, projectId, releaseId, handoffId, form, panelUrl, bugId },
    });
  };

  test('is marked, labelled, linked, noted and on record, once', async () => {
    const { id, key } = await dialogBug('agent');
    const input = at.filing();
    for (let nth = 0; nth < 2; nth += 1) expect(valueOf(await record(id, input)).bugKey).toBe(key);
    expect((await at.bugs())[0]?.fields.labels).toEqual(['chain-exam-shortcut-1', 'chain-level-untriaged']);
    const mark = await site.rest('admin', 'GET', `/rest/api/3/issue/${key}/properties/cs-handoff-escalation`);
    expect(mark.body).toMatchObject({ value: { escalationId: input.escalationId } });
    await at.exactlyOne(key);
    expect(valueOf(await at.file(input)).bugKey).toBe(key);
    await at.exactlyOne(key);
  });

  test.each([
    ['PUT', '/properties/'],
    ['POST', '/issueLink'],
    ['POST', '/comment'],
  ])('%s %s fails, before or after: once in the end', async (method, path) => {
    const { id, key } = await dialogBug('agent');
    const input = at.filing();
    for (const action of ['drop-before', 'drop-after'] as const) {
      site.faults.add([{ match: { kind: 'jira', method, path }, times: 1, action }]);
      await record(id, input);
      site.faults.clear();
    }
    valueOf(await record(id, input));
    await at.exactlyOne(key);
  });

  test('is not somebody else’s, of another type, or of another escalation', async () => {
    const { id: theirs } = await dialogBug('admin');
    const { id: release } = await dialogBug('agent', { issuetype: { name: 'Release' } });
    for (const bugId of [theirs, release, at.ticket.id])
      expect(refusalOf(await record(bugId)).code).toBe('another-bug');
    const { id } = await dialogBug('agent');
    valueOf(await record(id));
    expect(refusalOf(await record(id)).code).toBe('another-bug');
    expect(refusalOf(await record('999999')).code).toBe('not-found');
    expect(at.escalations()).toHaveLength(1);
  });
});

test("the id of another ticket's escalation tells nothing of its bug, whatever is asked with it", async () => {
  const theirs = at.filing();
  valueOf(await at.file(theirs));
  valueOf(await site.settle({ filer: 'agent' }));
  const other = await site.newIssue('SUP', 'Support request');
  const { escalationId, projectId, releaseId, handoffId, form, panelUrl } = theirs;
  const claimed = { escalationId, issueId: other.id, projectId, releaseId, handoffId };
  const answers = [
    await site.call('agent2', 'fileBug', { ...claimed, form, panelUrl }),
    await site.call('agent2', 'recordFiledBug', { ...claimed, form, panelUrl, bugId: '1' }),
    await site.call('agent2', 'prepareForFiler', { ...claimed, form }),
    await site.call('agent2', 'withdrawPrepared', { issueId: other.id, escalationId }),
  ];
  for (const answer of answers) expect(answer).toEqual({ ok: false, code: 'not-found' });
});
