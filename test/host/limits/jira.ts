import { limit } from '../../../host/limits';
import { at, jiraSite } from '../jira-site';
import type { LimitCase, LimitCases } from './limit-case';

type Site = ReturnType<typeof jiraSite>;
type Status = number | undefined;

/** `ask` with as much as the limit allows, and with one more: what Jira answers. */
const held = (
  most: number,
  ask: (amount: number, site: Site) => Promise<Status>,
  refused: number,
  allowed = [200, 201, 204],
): LimitCase => ({
  at: async () => expect(allowed).toContain(await ask(most, jiraSite())),
  beyond: async () => expect(await ask(most + 1, jiraSite())).toBe(refused),
});

/** What Jira doesn't refuse but cuts: as much as asked at the limit, no more beyond it. */
const cut = (most: number, ask: (amount: number, site: Site) => Promise<unknown>): LimitCase => ({
  at: async () => expect(await ask(most, jiraSite())).toBe(most),
  beyond: async () => expect(await ask(most + 1, jiraSite())).toBe(most),
});

const x = (length: number) => 'x'.repeat(length);
const status = async (reply: Promise<{ status: number }>) => (await reply).status;
const ids = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

const property = async ({ bug, call }: Site, key: string, value: unknown) =>
  status(call('po', 'PUT', `/issue/${(await bug('po')).key}/properties/${key}`, value));

const version = ({ call, state }: Site, more: Record<string, unknown>) =>
  status(call('admin', 'POST', '/version', { projectId: Number(state.projects[0]?.id), name: 'x', ...more }));

/** Issues straight into the state: as many by REST would meet the limit of a burst. */
function manyIssues(site: Site, count: number, model: string) {
  const issue = Object.values(site.state.issues).find(({ key }) => key === model);
  if (!issue) throw new Error(`no ${model}`);
  for (const n of ids(count)) site.state.issues[`9${n}`] = { ...structuredClone(issue), id: `9${n}`, key: `MANY-${n}` };
}

const searchPage = (query: string) => async (maxResults: number, site: Site) => {
  manyIssues(site, maxResults, (await site.bug('po')).key);
  const { body } = await site.call('po', 'GET', `/search/jql?jql=project%3DEXAM&maxResults=${maxResults}${query}`);
  return at(body, 'issues.length');
};

/** The status of the last of so many calls, all made in the same moment. */
const burst = async (count: number, ask: (n: number) => Promise<{ status: number }>) => {
  const seen = [];
  for (const n of ids(count)) seen.push(await status(ask(n)));
  return seen.at(-1);
};

export const jiraLimits: LimitCases<'jira'> = {
  'jira.propertyLength': held(limit('jira.propertyLength'), (most, site) => property(site, 'k', x(most - 2)), 400),
  'jira.propertyKeyLength': held(limit('jira.propertyKeyLength'), (most, site) => property(site, x(most), 1), 400),
  'jira.summaryLength': held(
    limit('jira.summaryLength'),
    async (most, { bug }) => (await bug('po', { summary: x(most) })).status,
    400,
  ),
  'jira.labelLength': held(
    limit('jira.labelLength'),
    async (most, { bug }) => (await bug('po', { labels: [x(most)] })).status,
    400,
  ),
  'jira.versionNameLength': held(
    limit('jira.versionNameLength'),
    (most, site) => version(site, { name: x(most) }),
    400,
  ),
  'jira.versionDescriptionBytes': held(
    limit('jira.versionDescriptionBytes'),
    (most, site) => version(site, { description: x(most) }),
    400,
  ),
  'jira.versionPage': cut(limit('jira.versionPage'), async (maxResults, site) => {
    for (const n of ids(maxResults)) await site.release(`2.${n}`);
    const { body } = await site.call('po', 'GET', `/project/EXAM/version?maxResults=${maxResults}`);
    return at(body, 'values.length');
  }),
  'jira.createMetaPage': held(
    limit('jira.createMetaPage'),
    (most, { call }) => status(call('po', 'GET', `/issue/createmeta/EXAM/issuetypes?maxResults=${most}`)),
    400,
  ),
  'jira.searchPage': cut(limit('jira.searchPage'), searchPage('&fields=summary')),
  'jira.searchIdsPage': cut(limit('jira.searchIdsPage'), searchPage('')),
  'jira.searchProperties': held(
    limit('jira.searchProperties'),
    (most, { call }) =>
      status(
        call(
          'po',
          'GET',
          `/search/jql?jql=project%3DEXAM&properties=${ids(most)
            .map((n) => `p${n}`)
            .join()}`,
        ),
      ),
    400,
  ),
  'jira.reconcileIssues': held(
    limit('jira.reconcileIssues'),
    (most, { call }) =>
      status(call('po', 'POST', '/search/jql', { jql: 'project = EXAM', reconcileIssues: ids(most) })),
    400,
  ),
  'jira.permissionCheck': held(
    limit('jira.permissionCheck'),
    (most, { call }) =>
      status(
        call('po', 'POST', '/permissions/check', {
          projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: ids(most), issues: [] }],
        }),
      ),
    400,
  ),
  'jira.pointsPerHour': {
    at: async () => expect(await afterSpending(limit('jira.pointsPerHour') - 1)).toBe(200),
    beyond: async () => expect(await afterSpending(limit('jira.pointsPerHour'))).toBe(429),
  },
  'jira.burstReads': held(
    limit('jira.burstReads'),
    (most, { call }) => burst(most, () => call('po', 'GET', '/myself')),
    429,
  ),
  'jira.burstWrites': held(
    limit('jira.burstWrites'),
    (most, { call, release }) =>
      release('2.4').then((id) => burst(most, (n) => call('admin', 'PUT', `/version/${id}`, { name: `n${n}` }))),
    429,
  ),
  'jira.burstIssueReads': held(
    limit('jira.burstIssueReads'),
    (most, { call, bug }) => bug('po').then(({ key }) => burst(most, () => call('po', 'GET', `/issue/${key}`))),
    429,
  ),
  'jira.issueWritesShort': held(
    limit('jira.issueWritesShort'),
    (most, { call, bug }) =>
      bug('po').then(({ key }) =>
        burst(most, (n) => call('po', 'PUT', `/issue/${key}`, { fields: { summary: `n${n}` } })),
      ),
    429,
  ),
  'jira.issueWritesLong': held(
    limit('jira.issueWritesLong'),
    (most, { call, bug, clock }) =>
      bug('po').then(({ key }) =>
        burst(most, (n) => {
          clock.ms += 250; // slow enough for the short limit
          return call('po', 'PUT', `/issue/${key}`, { fields: { summary: `n${n}` } });
        }),
      ),
    429,
  ),
};

/** The status of one more read by the app after it spent so many points in this hour. */
async function afterSpending(points: number) {
  const site = jiraSite();
  const { key } = await site.bug('po');
  manyIssues(site, limit('jira.searchIdsPage'), key);
  const asApp = (path: string) => status(site.call('app', 'GET', path, undefined, ['read:jira-work']));
  const mostAtOnce = limit('jira.searchIdsPage') + 1; // one for the search, one for each issue
  for (let left = points; left > 0; left -= mostAtOnce) {
    const maxResults = Math.min(left, mostAtOnce) - 1;
    expect(await asApp(`/search/jql?jql=project%3DEXAM&maxResults=${maxResults}`)).toBe(200);
  }
  return asApp(`/issue/${key}`);
}
