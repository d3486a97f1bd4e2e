import { moment, NOW } from '../fixtures/builders';
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

describe('the app files for who may not', () => {
  beforeEach(async () => {
    valueOf(await site.settle({ appMayFile: true }));
  });

  test('once, as the app, for the person, whom the bug names', async () => {
    expect(await at.chosenFor('agent2')).toMatchObject({ way: { by: 'app' }, affects: null, priorities: [] });
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
    expect((await at.chosenFor('agent')).way).toEqual({ by: 'self' });
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
    at.lost('/rest/api/3/issue', action);
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
    at.lost(path, 'drop-before', kind);
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
    at.fieldOnBugs('select', ['Secret team']);
    expect(await at.chosenFor('agent2')).toMatchObject({ way: { by: 'nobody' }, needed: [] });
    expect(JSON.stringify(await at.prepareAs('agent2'))).not.toContain('Secret team');
    const seen = await at.chosenFor('cslead'); // may browse, may not create
    expect(seen).toMatchObject({ way: { by: 'app' }, needed: [{ options: [{ name: 'Secret team' }] }] });
  });

  test('nor can it be tried out: what is sent for a field that one was not asked for says nothing', async () => {
    const team = at.fieldOnBugs('select', ['Secret team']);
    for (const value of ['1', '99']) {
      const refusal = refusalOf(await at.file(at.filing({ values: { [team]: [value] } }), 'agent2'));
      expect(refusal).toEqual({
        ok: false,
        code: 'not-allowed',
        needs: expect.stringMatching(/"Create issues"/) as string,
      });
    }
    expect(await at.bugs()).toEqual([]);
    expect((await at.file(at.filing({ values: { [team]: ['1'] } }), 'cslead')).ok).toBe(true);
  });

  test('a field that is on the screen and not required is not theirs to fill in either', async () => {
    const team = at.fieldOnBugs('select', ['Secret team'], false);
    valueOf(await at.file(at.filing({ values: { [team]: ['99'] } }), 'agent2'));
    valueOf(await at.file(at.filing({ values: { [team]: ['1'] } }), 'agent2'));
    expect((await at.bugs()).map(({ fields }) => fields[team])).toEqual([null, null]);
    const seen = refusalOf(await at.file(at.filing({ values: { [team]: ['99'] } }), 'cslead'));
    expect(seen.fields).toEqual([{ path: ['values', team], problem: 'not-valid' }]);
  });

  test("Jira's own words to the app reach only who may see the project", async () => {
    // Jira has the site's own say on a field that is not on the screen as the app sees it.
    const refused = { status: 400, body: { errors: { customfield_10999: 'Secret team must agree' } } };
    const tries = async (who: Who) => {
      site.faults.add([
        { match: { kind: 'jira', method: 'POST', path: '/rest/api/3/issue' }, times: 2, action: refused },
      ]);
      return refusalOf(await at.file(at.filing(), who));
    };
    expect(await tries('agent2')).toEqual({ ok: false, code: 'refused-to-app' });
    expect(at.claim()?.step).toBe('nothing-sent');
    expect(await tries('cslead')).toMatchObject({
      code: 'jira-refused',
      detail: expect.stringContaining('Secret') as string,
    });
  });

  test('where even the app may not create, it is no way', async () => {
    site.state.jira.projects.find(({ id }) => id === site.exam.id)?.appLacks.push('CREATE_ISSUES');
    expect((await at.chosenFor('agent2')).way).toEqual({ by: 'nobody', why: 'not-allowed' });
    expect(refusalOf(await at.file(at.filing(), 'agent2')).code).toBe('not-allowed');
    expect(at.claim()?.step).toBe('nothing-sent');
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
    const path = '/rest/api/3/issue';
    site.faults.add([
      // The first create passes here to be refused for its link; the second one's reply is lost.
      { match: { kind: 'jira', method: 'POST', path, body: '"Relates"' }, times: 9, action: { delayMs: 0 } },
      { match: { kind: 'jira', method: 'POST', path }, times: 1, action: 'drop-after' },
    ]);
    const codes: string[] = [];
    for (const after of [0, 0, 29_000, 31_000]) {
      jest.setSystemTime(NOW + after);
      const answer = await at.file(input);
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(await at.bugs()).toHaveLength(1);
    expect(codes).toEqual(['jira-unavailable', 'outcome-unknown', 'outcome-unknown', 'ok']);
    expect(await at.bugs()).toHaveLength(1);
  });
});

describe('a bug filed since the form was opened', () => {
  test('is told before a second one is made; who wants another one gets it', async () => {
    const [input, theirs] = [at.filing(), at.filing()];
    const { bugKey } = valueOf(await at.file(theirs, 'admin'));
    const filed = { id: theirs.escalationId, by: 'admin', at: moment(), bugKey };
    expect(refusalOf(await at.file(input))).toEqual({ ok: false, code: 'filed-meanwhile', filed });
    expect(await at.bugs()).toHaveLength(1);
    valueOf(await at.file({ ...input, knownBugs: [filed.id] }));
    expect(await at.bugs()).toHaveLength(2);
  });

  test('also when somebody in between came to nothing', async () => {
    const [input, theirs] = [at.filing(), at.filing()];
    const { bugKey } = valueOf(await at.file(theirs, 'admin'));
    expect((await at.file(at.filing(), 'agent2')).ok).toBe(false);
    expect(at.claim()).toMatchObject({ step: 'nothing-sent', bugKey: null });
    const filed = { id: theirs.escalationId, by: 'admin', bugKey };
    expect(refusalOf(await at.file(input))).toMatchObject({ code: 'filed-meanwhile', filed });
  });
});

describe("a bug's key is for who may see the bug", () => {
  const known = (who: Who) => at.prepareAs(who).then(({ filed }) => filed);

  test('others see on the ticket that there is one, by whom and when', async () => {
    const input = at.filing();
    const { bugKey } = valueOf(await at.file(input));
    const filed = { id: input.escalationId, by: 'agent', at: moment() };
    for (const who of ['agent', 'cslead', 'admin'] as const) expect(await known(who)).toEqual([{ ...filed, bugKey }]);
    expect(await known('agent2')).toEqual([{ ...filed, bugKey: null }]);
    // Nor by asking for it again, for another bug, or to prepare the same one.
    valueOf(await site.settle({ filer: 'agent', appMayFile: true }));
    const { escalationId, issueId, projectId, releaseId, handoffId, form } = input;
    const answers = [
      await at.file(input, 'agent2'),
      await at.file({ ...at.filing(), knownBugs: [] }, 'agent2'),
      await site.call('agent2', 'prepareForFiler', { escalationId, issueId, projectId, releaseId, handoffId, form }),
    ];
    expect(answers.map((answer) => (answer.ok ? answer.value : answer))).toMatchObject([
      { bugKey: null },
      { code: 'filed-meanwhile', filed: { ...filed, bugKey: null } },
      { code: 'filed-meanwhile', filed: { ...filed, bugKey: null } },
    ]);
    expect(JSON.stringify(answers)).not.toContain(bugKey);
  });

  test('not told to whom the app files for, nor by the note in their name', async () => {
    valueOf(await site.settle({ appMayFile: true }));
    const input = at.filing();
    expect(valueOf(await at.file(input, 'agent2'))).toMatchObject({ byApp: true, bugKey: null });
    const [bug] = await at.bugs();
    expect(valueOf(await at.file(input, 'agent2')).bugKey).toBeNull();
    expect(await known('agent2')).toMatchObject([{ by: 'agent2', bugKey: null }]);
    expect(JSON.stringify(await at.notes())).not.toContain(bug?.key);
    expect(valueOf(await at.file(at.filing(), 'cslead')).bugKey).toMatch(/^EXAM-/);
  });

  test('a filing in progress says who and since when, and no more', async () => {
    const input = at.filing();
    at.lost('/comment', 'drop-before');
    await at.file(input);
    expect(at.claim()?.bugKey).toMatch(/^EXAM-/);
    const { inProgress } = await at.prepareAs('agent2');
    expect(inProgress).toEqual({ escalationId: input.escalationId, by: 'agent', startedAt: moment() });
  });

  test('issue security counts too', async () => {
    const { bugKey } = valueOf(await at.file(at.filing()));
    for (const issue of Object.values(site.state.jira.issues))
      if (issue.key === bugKey) issue.hiddenFrom.push('cslead');
    expect(await known('cslead')).toMatchObject([{ bugKey: null }]);
  });
});
