import { at, doc, jiraSite, NOW } from './jira-site';

describe('search', () => {
  async function found(jql: string) {
    const { call, bug, ticket, release } = jiraSite();
    const id = await release('2.4');
    await bug('po', { summary: 'Grade shortcut skips an exam', labels: ['chain-exam'], versions: [{ id }] });
    await bug('po', { summary: 'Typo', issuetype: { name: 'Story' }, fixVersions: [{ id }], labels: ['x'] });
    await bug('po', { summary: 'Release 2.4', issuetype: { name: 'Release' } });
    await ticket();
    const { status, body } = await call('agent', 'POST', '/search/jql', { jql, fields: ['key'] });
    const issues = at(body, 'issues') as { key: string }[] | undefined;
    return issues ? issues.map(({ key }) => key) : `${status} ${String(at(body, 'errorMessages.0'))}`;
  }

  test.each([
    ['project = EXAM ORDER BY key', ['EXAM-1', 'EXAM-2', 'EXAM-3']],
    ['project in (exam, "Support") ORDER BY key DESC', ['SUP-1', 'EXAM-3', 'EXAM-2', 'EXAM-1']],
    ['labels = chain-exam', ['EXAM-1']],
    ['project = EXAM AND labels != chain-exam', ['EXAM-2']],
    ['project = EXAM AND labels is EMPTY', ['EXAM-3']],
    ['fixVersion = "2.4" OR affectedVersion = 2.4 ORDER BY key', ['EXAM-1', 'EXAM-2']],
    ['(issuetype = Story OR type = Bug) AND NOT key = EXAM-1', ['EXAM-2']],
    ['key in (EXAM-3, SUP-1) AND statusCategory != Done ORDER BY created, key', ['EXAM-3', 'SUP-1']],
    ['status = "waiting for support"', ['SUP-1']],
    ['summary ~ "exam skips"', ['EXAM-1']],
    ['text ~ "grad*"', ['EXAM-1']],
    ['created >= -2d AND updated < -1d', []],
    ['labels = EMPTY AND project = EXAM', ['EXAM-3']],
    ['fixVersion != null', ['EXAM-2']],
    ['project = EXAM AND NOT labels = x', ['EXAM-1']],
    ['project = EXAM AND NOT (labels = x OR labels is EMPTY)', ['EXAM-1']],
    ['project = EXAM && (labels = x || key = EXAM-3) && !status = Done ORDER BY key', ['EXAM-2', 'EXAM-3']],
    ['created >= "2026-03-01 11:59" AND created <= "2026/3/1 12:00" AND key = SUP-1', ['SUP-1']],
    ['created > "2026-03-01 12:00"', []],
    ['created >= "-1w 2d" AND created > -30 AND key = SUP-1', ['SUP-1']],
    ['summary ~ "\\"skips an exam\\""', ['EXAM-1']],
    ['summary ~ "Re\\u006cease"', ['EXAM-3']],
    ['created > "2026-02-30"', "400 Date value '2026-02-30' for field 'created' is invalid."],
    ['created > 1772366400000', "400 not simulated: the date '1772366400000', in milliseconds"],
    ['summary ~ "exam OR typo"', "400 not simulated: the text search 'exam OR typo'"],
    ['summary ~ "exam -skips"', "400 not simulated: the text search 'exam -skips'"],
    ['summary ~ "ex?m"', "400 not simulated: the text search 'ex?m'"],
    ['summary ~ EMPTY', "400 not simulated: the JQL operator '~' with EMPTY"],
    ['labels in (EMPTY, x)', '400 not simulated: EMPTY in a list of JQL'],
    ['key in issueHistory()', '400 not simulated: the JQL function issueHistory()'],
    ['status was Done', "400 not simulated: the JQL operator 'was'"],
    ['order by key', '400 Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['assignee = currentUser()', '400 not simulated: the JQL function currentUser()'],
    ['sprint = 3', "400 not simulated: the JQL field 'sprint'"],
    ['project = NOPE', "400 The value 'NOPE' does not exist for the field 'project'."],
    ['project = EXAM labels = x', "400 Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'labels'."],
  ])('%s', async (jql, expected) => expect(await found(jql)).toEqual(expected));

  test('pages by token, gives ids by default and properties on demand', async () => {
    const { call, bug } = jiraSite();
    const properties = [{ key: 'mark', value: 7 }];
    for (let n = 0; n < 3; n += 1) await bug('po', {}, { properties });
    const page = (query: string) => call('po', 'GET', `/search/jql?jql=project%3DEXAM%20order%20by%20key&${query}`);
    const first = await page('maxResults=2');
    expect(first.body).toMatchObject({ isLast: false, issues: [{ id: expect.any(String) as unknown }, {}] });
    expect(at(first.body, 'issues.0.key')).toBeUndefined();
    const second = await page(
      `nextPageToken=${String(at(first.body, 'nextPageToken'))}&fields=summary&properties=mark`,
    );
    expect(second.body).toMatchObject({ isLast: true, issues: [{ key: 'EXAM-3', properties: { mark: 7 } }] });
    const without = await page('maxResults=1&fields=summary&properties=*all,-mark');
    expect(at(without.body, 'issues.0.properties')).toEqual({});
  });

  test.each([-1, 0])('a page of %i issues is refused, by GET and by POST', async (maxResults) => {
    const { call } = jiraSite();
    const jql = 'project = EXAM';
    expect((await call('po', 'GET', `/search/jql?jql=project%3DEXAM&maxResults=${maxResults}`)).status).toBe(400);
    expect((await call('po', 'POST', '/search/jql', { jql, maxResults })).status).toBe(400);
  });

  test('a new issue is missing for the time of the lag, unless reconciled', async () => {
    const { call, bug, clock, state } = jiraSite();
    state.searchLagMs = 5000;
    const { body } = await bug('po');
    const keys = async (more = {}) =>
      at((await call('po', 'POST', '/search/jql', { jql: 'project = EXAM', ...more })).body, 'issues');
    expect(await keys()).toEqual([]);
    expect(await keys({ reconcileIssues: [Number(at(body, 'id'))] })).toHaveLength(1);
    clock.ms = NOW + 5000;
    expect(await keys()).toHaveLength(1);
  });

  test('an edited or moved issue is found by what it was for the time of the lag', async () => {
    const { call, bug, clock, state } = jiraSite();
    const { key, body } = await bug('po', { labels: ['old'] });
    state.searchLagMs = 5000;
    clock.ms = NOW + 60_000;
    await call('po', 'PUT', `/issue/${key}`, { fields: { labels: ['new'] } });
    const count = async (jql: string, more = {}) =>
      at((await call('po', 'POST', '/search/jql', { jql, ...more })).body, 'issues.length');
    expect([await count('labels = old'), await count('labels = new')]).toEqual([1, 0]);
    expect(await count('labels = new', { reconcileIssues: [Number(at(body, 'id'))] })).toBe(1);
    const transitions = (await call('po', 'GET', `/issue/${key}/transitions`)).body;
    clock.ms += 4000;
    await call('po', 'POST', `/issue/${key}/transitions`, { transition: { id: at(transitions, 'transitions.2.id') } });
    expect(await count('status = Done')).toBe(0);
    clock.ms += 1000;
    expect([await count('labels = old'), await count('labels = new AND status = Done')]).toEqual([0, 1]);
  });

  test.each([
    ['merged', 'PUT', '/mergeto/OTHER', undefined],
    ['swapped', 'POST', '/removeAndSwap', { moveFixIssuesTo: 'OTHER' }],
    ['deleted', 'DELETE', '?moveFixIssuesTo=OTHER', undefined],
  ] as const)('what a version %s leaves on issues is late, too', async (_, method, path, body) => {
    const { call, bug, release, clock, state } = jiraSite();
    const [id, other] = [await release('1'), await release('2')];
    await bug('po', { fixVersions: [{ id }] });
    state.searchLagMs = 5000;
    clock.ms = NOW + 60_000;
    const swap = body && { moveFixIssuesTo: Number(other) };
    expect((await call('admin', method, `/version/${id}${path.replace('OTHER', other)}`, swap)).status).toBe(204);
    const count = async () =>
      at((await call('po', 'POST', '/search/jql', { jql: `fixVersion = ${other}` })).body, 'issues.length');
    expect(await count()).toBe(0);
    clock.ms += 5000;
    expect(await count()).toBe(1);
  });

  test('the words of comments are late: made, changed and deleted', async () => {
    const { call, bug, clock, state } = jiraSite();
    const { key } = await bug('po');
    state.searchLagMs = 5000;
    clock.ms = NOW + 60_000;
    const finds = async (...words: string[]) => {
      const counts: unknown[] = [];
      for (const word of words) {
        counts.push(at((await call('po', 'POST', '/search/jql', { jql: `text ~ ${word}` })).body, 'issues.length'));
      }
      return counts;
    };
    const { body } = await call('po', 'POST', `/issue/${key}/comment`, { body: doc('apple') });
    expect(await finds('apple')).toEqual([0]);
    clock.ms += 5000;
    expect(await finds('apple')).toEqual([1]);
    const path = `/issue/${key}/comment/${String(at(body, 'id'))}`;
    await call('po', 'PUT', path, { body: doc('pear') });
    expect(await finds('apple', 'pear')).toEqual([1, 0]);
    clock.ms += 5000;
    expect(await finds('apple', 'pear')).toEqual([0, 1]);
    await call('po', 'DELETE', path);
    expect(await finds('pear')).toEqual([1]);
    clock.ms += 5000;
    expect(await finds('pear')).toEqual([0]);
  });
});
