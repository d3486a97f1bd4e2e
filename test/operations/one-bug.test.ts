import { aForm, NOW } from '../fixtures/builders';
import { startFiling, type Filing } from '../fixtures/filing';
import { refusalOf, startSite, valueOf, type Site } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let at: Filing;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  at = await startFiling(site);
});

describe('exactly one bug', () => {
  test('the same escalation again', async () => {
    const input = at.filing();
    const { bugKey } = valueOf(await at.file(input));
    expect(valueOf(await at.file(input))).toMatchObject({ bugKey });
    await at.exactlyOne(bugKey);
  });

  test('the same escalation twice at once, and then again', async () => {
    const input = at.filing();
    const answers = await Promise.all([at.file(input), at.file(input)]);
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('filing-in-progress');
    expect(answers.some(({ ok }) => ok)).toBe(true);
    await at.exactlyOne(valueOf(await at.file(input)).bugKey);
  });

  test('two escalations of one ticket at once: one waits and is told so', async () => {
    const answers = await Promise.all([at.file(at.filing()), at.file(at.filing(), 'cslead')]);
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.toSorted()).toEqual(['filing-in-progress', 'ok']);
    expect(await at.bugs()).toHaveLength(1);
  });

  test('an escalation of another ticket, or of a handoff that isn’t handed over, is nobody’s here', async () => {
    const input = at.filing();
    valueOf(await at.file(input));
    const other = await site.newIssue('SUP', 'Support request');
    expect(refusalOf(await at.file({ ...input, issueId: other.id })).code).toBe('not-found');
    const releaseId = await site.newRelease();
    valueOf(await site.save('po', releaseId));
    const handoffId = valueOf(await site.open('po', releaseId)).head?.handoffId ?? '';
    expect(refusalOf(await at.file(at.filing({ releaseId, handoffId }))).code).toBe('not-found');
    expect(await at.bugs()).toHaveLength(1);
  });

  test('two tickets with two problems at once are two bugs', async () => {
    const other = await site.newIssue('SUP', 'Support request');
    const form = aForm({ summary: 'Printing shows no printers' });
    const answers = await Promise.all([at.file(at.filing()), at.file(at.filing({ issueId: other.id, form }))]);
    expect(new Set(answers.map((answer) => valueOf(answer).bugKey)).size).toBe(2);
  });

  test('a second bug of a ticket can be filed once the first is done', async () => {
    valueOf(await at.file(at.filing()));
    valueOf(await at.file(at.filing()));
    expect(await at.bugs()).toHaveLength(2);
    expect(at.escalations()).toHaveLength(2);
  });

  test('the reply of the create is lost after the write: found by its link', async () => {
    const input = at.filing();
    site.state.jira.searchLagMs = 60_000; // search is of no help
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    expect(refusalOf(await at.file(input)).code).toBe('jira-unavailable');
    expect(at.claim()?.step).toBe('unknown');
    const { bugKey } = valueOf(await at.file(input));
    site.state.jira.searchLagMs = 0;
    await at.exactlyOne(bugKey);
  });

  test('it is lost before the write: made by the retry', async () => {
    const input = at.filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-before' },
    ]);
    expect(refusalOf(await at.file(input)).code).toBe('jira-unavailable');
    await at.exactlyOne(valueOf(await at.file(input)).bugKey);
  });

  test('another escalation waits while the outcome of one is unknown, and may go on after a quarter of an hour', async () => {
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-before' },
    ]);
    await at.file(at.filing());
    expect(refusalOf(await at.file(at.filing(), 'cslead')).code).toBe('filing-in-progress');
    jest.setSystemTime(NOW + 16 * 60_000);
    expect((await at.file(at.filing())).ok).toBe(true);
  });

  test('two who take the place of a claim that was left, at once: its bug goes on record once', async () => {
    at.lost('transaction', 'drop-before', 'kvs');
    expect((await at.file(at.filing())).ok).toBe(false);
    jest.setSystemTime(NOW + 16 * 60_000);
    const form = aForm({ summary: 'Printing shows no printers' });
    const answers = await Promise.all([at.file(at.filing({ form })), at.file(at.filing({ form }), 'cslead')]);
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const { head, history } = valueOf(await site.open('po', at.releaseId));
    expect(history.filter(({ what }) => what === 'l3-filed')).toHaveLength(2);
    expect(head?.bugsSince).toBe(2);
  });

  test('a bug that the app can’t look for is overtaken after a quarter of an hour, and a late retry finds it', async () => {
    const input = at.filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    await at.file(input);
    jest.setSystemTime(NOW + 16 * 60_000);
    const theirs = at.filing();
    site.faults.add([{ match: { kind: 'jira', path: '/search/jql' }, times: 1, action: { status: 400 } }]);
    const other = valueOf(await at.file(theirs));
    const filed = { id: theirs.escalationId, bugKey: other.bugKey };
    expect(refusalOf(await at.file(input))).toMatchObject({ code: 'filed-meanwhile', filed });
    const late = valueOf(await at.file({ ...input, knownBugs: [filed.id] }));
    expect((await at.bugs()).map(({ key }) => key).toSorted()).toEqual([late.bugKey, other.bugKey].sort());
    expect(await at.notes()).toHaveLength(2);
    expect(at.escalations()).toHaveLength(2);
  });

  test.each(['drop-before', 'drop-after', { status: 500 }, { status: 429 }] as const)(
    'the store fails at the record (%j): one bug and one note after the retry',
    async (action) => {
      const input = at.filing();
      site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
      expect((await at.file(input)).ok).toBe(false);
      await at.exactlyOne(valueOf(await at.file(input)).bugKey);
    },
  );

  test.each(['drop-before', 'drop-after'] as const)(
    "the claim's reply is lost (%s): one bug, once the claim has aged",
    async (action) => {
      const input = at.filing();
      site.faults.add([{ match: { kind: 'kvs', path: 'entity/set', body: '"step"' }, times: 1, action }]);
      expect(refusalOf(await at.file(input)).code).toBe('storage-unavailable');
      jest.setSystemTime(NOW + 27_000);
      await at.exactlyOne(valueOf(await at.file(input)).bugKey);
    },
  );

  test.each(['drop-before', 'drop-after', { status: 503 }] as const)(
    'the note fails (%j): one note after the retry',
    async (action) => {
      const input = at.filing();
      site.faults.add([{ match: { kind: 'jira', method: 'POST', path: '/comment' }, times: 1, action }]);
      expect(refusalOf(await at.file(input)).code).toBe('jira-unavailable');
      expect(at.claim()).toMatchObject({ step: 'created' });
      await at.exactlyOne(valueOf(await at.file(input)).bugKey);
    },
  );

  test("a bug that another escalation finds unfinished gets its note and its record before that one takes its claim's place", async () => {
    const input = at.filing();
    site.faults.add([{ match: { kind: 'jira', method: 'POST', path: '/comment' }, times: 1, action: 'drop-before' }]);
    await at.file(input);
    expect(at.escalations()).toHaveLength(0);
    valueOf(await at.file(at.filing(), 'admin'));
    const onRecord = at.escalations().toSorted((a, b) => a.by.localeCompare(b.by));
    expect(onRecord.map(({ by }) => by)).toEqual(['admin', 'agent']);
    expect(onRecord.map(({ bugKey }) => bugKey).toSorted()).toEqual((await at.bugs()).map(({ key }) => key).toSorted());
    expect(await at.notes()).toHaveLength(2);
    expect(valueOf(await at.file(input)).bugKey).toBe(onRecord[1]?.bugKey);
    expect(await at.notes()).toHaveLength(2);
  });

  test('the invocation dies after the create: a retry after its life goes on', async () => {
    const input = at.filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/comment' }, times: 1, action: 'drop-before' },
      { match: { kind: 'kvs', path: 'transaction' }, times: 1, action: 'drop-before' }, // nor is the claim put down
    ]);
    await at.file(input);
    expect(at.claim()?.step).toBe('working');
    expect(refusalOf(await at.file(input)).code).toBe('filing-in-progress');
    jest.setSystemTime(NOW + 27_000);
    await at.exactlyOne(valueOf(await at.file(input)).bugKey);
  });

  test('an invocation that is thought to be over writes its record after the retry did: one record, one count', async () => {
    const input = at.filing();
    const match = { kind: 'kvs', path: 'transaction', body: 'l3-filed' } as const;
    site.faults.add([{ match, times: 1, action: { delayMs: 400 } }]);
    const slow = at.file(input);
    await new Promise((done) => setTimeout(done, 200));
    expect([at.claim()?.step, at.escalations()]).toEqual(['working', []]);
    jest.setSystemTime(NOW + 27_000);
    const { bugKey } = valueOf(await at.file(input));
    expect(valueOf(await slow)).toMatchObject({ bugKey });
    await at.exactlyOne(bugKey);
    expect(valueOf(await site.open('po', at.releaseId)).head?.bugsSince).toBe(1);
  });

  test.each([429, 500, 503])('Jira answers %i at every step in turn: one bug in the end', async (status) => {
    const input = at.filing();
    const steps = [
      ['GET', '/rest/api/3/issue/'],
      ['GET', '/createmeta/'],
      ['POST', '/rest/api/3/issue'],
      ['POST', '/comment'],
    ] as const;
    for (const [method, path] of steps) {
      const action = { status, headers: { 'retry-after': '60' } }; // too long to be waited for
      site.faults.add([{ match: { kind: 'jira', method, path }, times: 1, action }]);
      expect((await at.file(input)).ok).toBe(false);
      site.faults.clear();
    }
    await at.exactlyOne(valueOf(await at.file(input)).bugKey);
  });
});

describe('where the create screen is smaller', () => {
  test('no links on it: linked afterwards', async () => {
    at.screenOfBugs({ screen: ['summary', 'description', 'labels', 'priority'] });
    const { bugKey } = valueOf(await at.file(at.filing()));
    await at.exactlyOne(bugKey);
    expect((await at.bugs())[0]?.fields.versions).toEqual([]);
  });

  test('no links, and the reply is lost: it waits for the search, and then finds the bug', async () => {
    at.screenOfBugs({ screen: ['summary', 'description', 'labels', 'priority'] });
    site.state.jira.searchLagMs = 30_000;
    const input = at.filing();
    site.faults.add([
      { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 1, action: 'drop-after' },
    ]);
    expect(refusalOf(await at.file(input)).code).toBe('jira-unavailable');
    expect(refusalOf(await at.file(input)).code).toBe('outcome-unknown');
    jest.setSystemTime(NOW + 29_000);
    expect(refusalOf(await at.file(input)).code).toBe('outcome-unknown');
    jest.setSystemTime(NOW + 31_000);
    await at.exactlyOne(valueOf(await at.file(input)).bugKey);
  });

  test.each([[['summary', 'issuelinks', 'labels']], [['summary', 'labels']]])(
    'who created it may not see it (%j), and the reply is lost: found all the same',
    async (screen) => {
      at.screenOfBugs({ screen });
      const input = at.filing();
      at.lost('/rest/api/3/issue', 'drop-after');
      expect((await at.file(input)).ok).toBe(false);
      const [bug] = await at.bugs();
      site.state.jira.issues[bug?.id ?? '']?.hiddenFrom.push('agent'); // by a level of issue security
      jest.setSystemTime(NOW + 2 * 60_000);
      const linkFailed = !screen.includes('issuelinks'); // they may not link what they don't see
      expect(valueOf(await at.file(input))).toMatchObject({ bugKey: bug?.key, noteFailed: false, linkFailed });
      expect(await at.bugs()).toHaveLength(1);
      expect(await at.notes()).toHaveLength(1);
    },
  );

  test('nothing but the summary: the bug is filed all the same', async () => {
    at.screenOfBugs({ screen: ['summary'] });
    expect((await at.file(at.filing())).ok).toBe(true);
  });
});
