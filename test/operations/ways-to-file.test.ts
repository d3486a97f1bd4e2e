import type { CallInput } from '../../src/api/calls';
import { NOW } from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** Where a person may not create the bug, or its project asks for more than the form has. */

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

const prepareAs = async (who: Who) =>
  site.does(who, 'prepareEscalation', { issueId: at.ticket.id, projectId: site.sup.id, releaseId: null });
const chosenFor = async (who: Who) => {
  const { chosen } = await prepareAs(who);
  if (chosen === null) throw new Error('no handoff');
  return chosen;
};
const lost = (path: string, action: 'drop-before' | 'drop-after', kind: 'jira' | 'kvs' = 'jira') =>
  site.faults.add([{ match: { kind, method: 'POST', path }, times: 1, action }]);
/** A field of the site on the create screen of EXAM's bugs. */
const fieldOnBugs = (type: 'select' | 'number' | 'multiselect' | 'user', options: string[] = [], required = true) => {
  const id = `customfield_${10_200 + site.state.jira.customFields.length}`;
  const named = options.map((name, nth) => ({ id: String(nth + 1), name }));
  site.state.jira.customFields.push({ id, name: `A ${type}`, type, options: named });
  fields.push(id);
  const all = ['summary', 'description', 'labels', 'priority', 'versions', 'issuelinks', 'reporter', ...fields];
  at.screenOfBugs({ screen: all, ...(required && { required: ['summary', ...fields] }) });
  return id;
};
let fields: string[] = [];
beforeEach(() => {
  fields = [];
});

describe('the app files for who may not', () => {
  beforeEach(async () => {
    valueOf(await site.settle({ appMayFile: true }));
  });

  test('once, as the app, for the person, whom the bug names', async () => {
    expect(await chosenFor('agent2')).toMatchObject({ way: { by: 'app' }, affects: null, priorities: [] });
    const input = at.filing();
    const { bugKey, byApp, linkFailed } = valueOf(await at.file(input, 'agent2'));
    expect([byApp, linkFailed]).toEqual([true, false]);
    const [bug] = await at.bugs();
    expect(bug?.fields).toMatchObject({ reporter: { accountId: 'agent2' }, versions: [{ id: at.releaseId }] });
    expect(bug?.fields.creator).not.toMatchObject({ accountId: 'agent2' });
    const description = JSON.stringify(bug?.fields.description);
    expect(description).toContain('"type":"mention","attrs":{"id":"agent2","text":"@AGENT2 Example"}');
    expect(at.escalations()).toMatchObject([{ by: 'agent2', byApp: true }]);
    expect(valueOf(await at.file(input, 'agent2'))).toMatchObject({ bugKey, byApp: true });
    await at.exactlyOne(bugKey);
  });

  test('who may create files as themselves', async () => {
    expect((await chosenFor('agent')).way).toEqual({ by: 'self' });
    const { bugKey, byApp } = valueOf(await at.file(at.filing()));
    expect([byApp, JSON.stringify(await at.bugs()).includes('Requested by')]).toEqual([false, false]);
    await at.exactlyOne(bugKey);
  });

  test('nobody who may not see the ticket, nor read the handoff there', async () => {
    expect(refusalOf(await at.file(at.filing(), 'outsider')).code).toBe('not-found');
    valueOf(await site.settle({ supportProjects: [], appMayFile: true }));
    expect(refusalOf(await at.file(at.filing(), 'agent2')).code).toBe('not-found');
    expect(await at.bugs()).toEqual([]);
  });

  test('it needs the opt-in of the project that the bug goes to', async () => {
    valueOf(await site.settle({ appMayFile: false }));
    expect(refusalOf(await at.file(at.filing(), 'agent2')).code).toBe('not-allowed');
    expect(await at.bugs()).toEqual([]);
  });

  test.each(['drop-before', 'drop-after'] as const)('the reply of the create is lost (%s): one bug', async (action) => {
    site.state.jira.searchLagMs = 60_000; // the person couldn't see the link; the app does
    const input = at.filing();
    lost('/rest/api/3/issue', action);
    expect(refusalOf(await at.file(input, 'agent2')).code).toBe('jira-unavailable');
    const { bugKey } = valueOf(await at.file(input, 'agent2'));
    site.state.jira.searchLagMs = 0;
    await at.exactlyOne(bugKey);
  });

  test.each([
    ['/comment', 'jira'],
    ['transaction', 'kvs'],
  ] as const)('%s fails: one bug and one note after the retry', async (path, kind) => {
    const input = at.filing();
    lost(path, 'drop-before', kind);
    expect((await at.file(input, 'agent2')).ok).toBe(false);
    await at.exactlyOne(valueOf(await at.file(input, 'agent2')).bugKey);
    expect(at.escalations()[0]?.byApp).toBe(true);
  });

  test('two agents at once: one bug, and the other one waits', async () => {
    const answers = await Promise.all([at.file(at.filing(), 'agent2'), at.file(at.filing())]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await at.bugs()).toHaveLength(1);
  });

  test('what the project requires is not shown to who may not see it: then the app is no way', async () => {
    fieldOnBugs('select', ['Secret team']);
    expect(await chosenFor('agent2')).toMatchObject({ way: { by: 'nobody' }, needed: [] });
    expect(JSON.stringify(await prepareAs('agent2'))).not.toContain('Secret team');
    const seen = await chosenFor('cslead'); // may browse, may not create
    expect(seen).toMatchObject({ way: { by: 'app' }, needed: [{ options: [{ name: 'Secret team' }] }] });
  });

  test('where even the app may not create, it is no way', async () => {
    site.state.jira.projects.find(({ id }) => id === site.exam.id)?.appLacks.push('CREATE_ISSUES');
    expect((await chosenFor('agent2')).way).toEqual({ by: 'nobody' });
    expect((await at.file(at.filing(), 'agent2')).ok).toBe(false);
    expect(at.claim()?.step).toBe('nothing-sent');
  });
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
    expect((await chosenFor('agent2')).way).toEqual({ by: 'filer', accountId: 'agent' });
    const input = prepared();
    expect(valueOf(await prepare(input))).toEqual({ filer: 'agent', noteFailed: false });
    for (const who of ['agent', 'agent2', 'cslead'] as const)
      expect(await waiting(who)).toMatchObject({ id: input.escalationId, by: 'agent2', forAccount: 'agent' });
    const [note] = await at.notes();
    expect(JSON.stringify(note?.body)).toContain('"type":"mention","attrs":{"id":"agent"');
    expect(note?.properties).toEqual(expect.arrayContaining([{ key: 'sd.public.comment', value: { internal: true } }]));
    const found = await prepareAs('agent');
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
      lost(path, action, kind);
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
    lost('/rest/api/3/issue', 'drop-after');
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
    expect((await prepareAs('agent')).prepared?.form.observed).toBe('Exam 13 opens');
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

describe('fields that the project requires', () => {
  test('are asked for by type, held against the screen again, and sent as Jira takes them', async () => {
    const team = fieldOnBugs('select', ['Grading', 'Upload']);
    const customers = fieldOnBugs('number');
    const parts = fieldOnBugs('multiselect', ['Web', 'Phone']);
    const owner = fieldOnBugs('user');
    const { needed } = await chosenFor('agent');
    expect(needed.map(({ kind }) => kind)).toEqual(['choice', 'number', 'choices', 'person']);
    expect(needed[0]?.options.map(({ name }) => name)).toEqual(['Grading', 'Upload']);

    const problems = async (values: Record<string, string[]>) => refusalOf(await at.file(at.filing({ values }))).fields;
    expect(await problems({ [customers]: ['many'], [parts]: ['1'], [owner]: ['po'] })).toEqual([
      { path: ['values', team], problem: 'missing' },
      { path: ['values', customers], problem: 'not-valid' },
    ]);
    expect(at.claim()?.step).toBe('nothing-sent');
    const good = { [team]: ['2'], [customers]: ['12'], [parts]: ['1', '2'], [owner]: ['po'] };
    expect(await problems({ ...good, [team]: ['99'] })).toEqual([{ path: ['values', team], problem: 'not-valid' }]);
    const { bugKey } = valueOf(await at.file(at.filing({ values: good })));
    const [bug] = await at.bugs();
    expect(bug?.fields).toMatchObject({
      ...{ [team]: { value: 'Upload' }, [customers]: 12, [owner]: { accountId: 'po' } },
      [parts]: [{ value: 'Web' }, { value: 'Phone' }],
    });
    await at.exactlyOne(bugKey);
  });

  test('a field that left the screen meanwhile is left out', async () => {
    const team = fieldOnBugs('select', ['Grading']);
    at.screenOfBugs({ screen: ['summary', 'description', 'labels', 'issuelinks'], required: ['summary'] });
    await at.exactlyOne(valueOf(await at.file(at.filing({ values: { [team]: ['1'] } }))).bugKey);
  });

  test('more choices than a list should have, and unknown types, are for Jira’s own dialog', async () => {
    fieldOnBugs(
      'select',
      Array.from({ length: 101 }, (_, nth) => `Team ${nth}`),
    );
    expect((await chosenFor('agent')).needed).toMatchObject([{ kind: 'dialog', options: [] }]);
  });
});

describe("a bug that Jira's own dialog created", () => {
  const dialogBug = async (who: Who, fields: Record<string, unknown> = {}) => {
    const body = { fields: { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'By hand', ...fields } };
    return (await site.rest(who, 'POST', '/rest/api/3/issue', body)).body as { id: string; key: string };
  };
  const record = (bugId: string, input = at.filing(), who: Who = 'agent') => {
    const { escalationId, issueId, projectId, releaseId, handoffId, panelUrl } = input;
    return site.call(who, 'recordFiledBug', {
      ...{ escalationId, issueId, projectId, releaseId, handoffId, panelUrl, bugId },
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

describe('a link that Jira refuses', () => {
  test('the type of the settings is used', async () => {
    valueOf(await site.settle({ linkType: 'Blocks' }));
    valueOf(await at.file(at.filing()));
    expect((await at.bugs())[0]?.fields.issuelinks).toMatchObject([{ type: { name: 'Blocks' } }]);
  });

  test.each([true, false])(
    'the type is gone (links on the screen: %s): filed all the same, and said',
    async (linkable) => {
      site.state.jira.linkTypes = [];
      if (!linkable) at.screenOfBugs({ screen: ['summary', 'description', 'labels', 'priority'] });
      const { bugKey, linkFailed, noteFailed } = valueOf(await at.file(at.filing()));
      expect([linkFailed, noteFailed]).toEqual([true, false]);
      expect((await at.bugs()).map(({ key }) => key)).toEqual([bugKey]);
      expect(at.claim()?.step).toBe('closed');
    },
  );

  test('and then the reply is lost: the ticket can’t tell, so it waits for the search', async () => {
    site.state.jira.linkTypes = [];
    site.state.jira.searchLagMs = 30_000;
    const input = at.filing();
    site.faults.add([
      {
        match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue', body: '"Relates"' },
        times: 1,
        action: 'drop-after',
      },
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    const codes: string[] = [];
    for (const after of [0, 0, 0, 29_000, 61_000]) {
      jest.setSystemTime(NOW + after);
      const answer = await at.file(input);
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(codes).toEqual(['jira-unavailable', 'jira-unavailable', 'outcome-unknown', 'outcome-unknown', 'ok']);
    expect(await at.bugs()).toHaveLength(1);
  });
});

describe('a bug filed since the form was opened', () => {
  test('is told with its key before a second one is made; who wants another one gets it', async () => {
    const input = at.filing();
    const { bugKey } = valueOf(await at.file(at.filing(), 'admin'));
    expect(refusalOf(await at.file(input))).toMatchObject({ code: 'filed-meanwhile', detail: bugKey });
    expect(await at.bugs()).toHaveLength(1);
    valueOf(await at.file({ ...input, knownBugs: [bugKey] }));
    expect(await at.bugs()).toHaveLength(2);
  });

  test('also when somebody in between came to nothing', async () => {
    const input = at.filing();
    const { bugKey } = valueOf(await at.file(at.filing(), 'admin'));
    expect((await at.file(at.filing(), 'agent2')).ok).toBe(false);
    expect(at.claim()).toMatchObject({ step: 'nothing-sent', bugKey: null });
    expect(refusalOf(await at.file(input))).toMatchObject({ code: 'filed-meanwhile', detail: bugKey });
  });
});
