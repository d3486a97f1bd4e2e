import type { IndexedProperty } from '../../host/contracts';
import { indexedPropertiesOf } from '../../host/runtime/indexed-properties';
import { at, jiraSite, NOW } from './jira-site';

/** JQL over what the app's modules declare of issue properties (Forge docs: jira-entity-property). */

const field = (path: string, type: IndexedProperty['type'], searchAlias?: string): IndexedProperty => ({
  ...{ propertyKey: 'stats', path, type, searchAlias },
});
const STATS = [
  field('comments', 'number', 'commentCount'),
  field('category', 'string', 'statsCategory'),
  field('summary', 'text', 'statsSummary'),
  field('last.by', 'user', 'lastCommenter'),
  field('last.at', 'date', 'lastUpdated'),
  field('plain', 'string'),
  field('one', 'string', 'twice'),
  field('two', 'string', 'twice'),
  field('blocked', 'string', 'blockedIssues'),
];
const VALUE = {
  ...{ comments: 5, category: 'Optimization', summary: 'Performance improvements for the dashboard', plain: 'a b' },
  ...{ last: { by: 'account-1', at: '2025-06-15T10:30:00Z' }, undeclared: 'x' },
};

async function site() {
  const jira = jiraSite(STATS);
  const put = async (value: unknown) => {
    const { key } = await jira.bug('po', {}, { properties: [{ key: 'stats', value }] });
    return key;
  };
  await put(VALUE);
  await put({ comments: 12, category: 'bug', last: { at: '2024-01-01' } });
  await put({ comments: '5', category: 7, summary: 'Dashboards', blocked: ['10000'] });
  await jira.bug('po');
  const found = async (jql: string) => {
    const { status, body } = await jira.call('agent', 'POST', '/search/jql', { jql, fields: ['key'] });
    const issues = at(body, 'issues') as { key: string }[] | undefined;
    return issues ? issues.map(({ key }) => key).join(' ') : `${status} ${String(at(body, 'errorMessages.0'))}`;
  };
  return { ...jira, found };
}

const NOT_THERE = 'does not exist or you do not have permission to view it.';
test.each([
  ['commentCount = 5', 'EXAM-1'],
  ['issue.property[stats].comments = 5', 'EXAM-1'],
  ["issue.property['stats'].comments = 5", 'EXAM-1'],
  ['ISSUE.PROPERTY["stats"].comments >= 5 ORDER BY key', 'EXAM-1 EXAM-2'],
  ['COMMENTCOUNT > 5 AND commentcount <= 12', 'EXAM-2'],
  ['commentCount != 5', 'EXAM-2'],
  ['commentCount > 1 ORDER BY commentCount DESC', 'EXAM-2 EXAM-1'],
  ['project = EXAM ORDER BY issue.property[stats].comments, key', 'EXAM-1 EXAM-2 EXAM-3 EXAM-4'],
  ['statsCategory = Optimization', 'EXAM-1'],
  ['statsCategory = "optimization"', ''],
  ['statsCategory = Opti', ''],
  ['statsCategory != Optimization', 'EXAM-2'],
  ['NOT statsCategory = Optimization', 'EXAM-2'],
  ['statsCategory = 7', ''],
  ['issue.property[stats].plain = "a b"', 'EXAM-1'],
  ['statsSummary ~ "performance dashboard"', 'EXAM-1'],
  ['statsSummary !~ performance AND commentCount > 0', 'EXAM-2'],
  ['lastCommenter = account-1', 'EXAM-1'],
  ['lastUpdated > "2025-01-01"', 'EXAM-1'],
  ['lastUpdated = "2025-06-15T12:30:00+02:00"', 'EXAM-1'],
  ['lastUpdated >= "2024-01-01" ORDER BY lastUpdated', 'EXAM-2 EXAM-1'],
  // What the document says there isn't.
  ['statsCategory ~ Opti', "400 The operator '~' is not supported by the 'statscategory' field."],
  ['statsCategory in (bug)', "400 The operator 'in' is not supported by the 'statscategory' field."],
  ['statsCategory > bug', "400 The operator '>' is not supported by the 'statscategory' field."],
  ['statsSummary = dashboard', "400 The operator '=' is not supported by the 'statssummary' field."],
  ['project = EXAM ORDER BY statsCategory', "400 Not able to sort using field 'statscategory'."],
  ['commentCount = five', "400 The value 'five' for field 'commentcount' is invalid."],
  ['lastUpdated > yesterday', "400 The value 'yesterday' for field 'lastupdated' is invalid."],
  // What isn't declared isn't indexed; keys and paths have their case.
  ['issue.property[stats].undeclared = x', `400 Field 'issue.property[stats].undeclared' ${NOT_THERE}`],
  ['issue.property[Stats].comments = 5', `400 Field 'issue.property[Stats].comments' ${NOT_THERE}`],
  ['issue.property[stats].Comments = 5', `400 Field 'issue.property[stats].Comments' ${NOT_THERE}`],
  ['undeclared = x', "400 not simulated: the JQL field 'undeclared'"],
  // What no document says.
  ['commentCount in (5)', "400 not simulated: the operator 'in' on the JQL field 'commentcount'"],
  ['commentCount is EMPTY', "400 not simulated: the operator 'is empty' on the JQL field 'commentcount'"],
  ['twice = x', "400 not simulated: the JQL field 'twice' of 2 properties"],
  ['lastCommenter = currentUser()', '400 not simulated: the JQL function currentUser()'],
  ['blockedIssues = 10000', "400 not simulated: the list at 'blocked' of the property 'stats'"],
])('%s', async (jql, expected) => expect(await (await site()).found(jql)).toBe(expected));

test('what is written and removed is found late: by its own call, and with a create or an edit', async () => {
  const { call, found, state, clock } = await site();
  state.searchLagMs = 5000;
  clock.ms = NOW + 60_000;
  const property = '/issue/EXAM-2/properties/stats';
  expect((await call('po', 'PUT', property, { comments: 40 })).status).toBe(200);
  expect([await found('commentCount = 12'), await found('commentCount = 40')]).toEqual(['EXAM-2', '']);
  clock.ms += 5000;
  expect([await found('commentCount = 12'), await found('commentCount = 40')]).toEqual(['', 'EXAM-2']);
  await call('po', 'DELETE', property);
  expect(await found('commentCount = 40')).toBe('EXAM-2');
  clock.ms += 5000;
  expect(await found('commentCount = 40')).toBe('');
  const properties = [{ key: 'stats', value: { comments: 41 } }];
  await call('po', 'PUT', '/issue/EXAM-2', { fields: { labels: ['new'] }, properties });
  expect([await found('commentCount = 41'), await found('labels = new')]).toEqual(['', '']);
  clock.ms += 5000;
  expect(await found('commentCount = 41 AND labels = new')).toBe('EXAM-2');
});

test("who doesn't see an issue doesn't find it by its property", async () => {
  const { call, found } = await site();
  expect(await found('commentCount = 5')).toBe('EXAM-1');
  const { body } = await call('outsider', 'POST', '/search/jql', { jql: 'commentCount = 5' });
  expect(at(body, 'issues')).toEqual([]);
});

test('of a manifest, what is declared of issues', () => {
  const module = (entityType: string | undefined, path: string) => ({
    ...{ type: 'jira:entityProperty', key: path },
    manifest: {
      key: path,
      propertyKey: 'stats',
      ...(entityType && { entityType }),
      values: [{ path, type: 'number' }],
    },
  });
  const modules = [module(undefined, 'a'), module('issue', 'b'), module('user', 'c')];
  expect(indexedPropertiesOf({ modules }).map(({ path }) => path)).toEqual(['a', 'b']);
});
