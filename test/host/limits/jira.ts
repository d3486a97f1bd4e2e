import { limit } from '../../../host/limits';
import { at, doc } from '../jira-site';
import { cut, held, ids, manyIssues, status } from './jira-cases';
import type { Site } from './jira-cases';
import { jiraRates } from './jira-rates';
import type { LimitCases } from './limit-case';

const x = (length: number) => 'x'.repeat(length);

const property = async ({ bug, call }: Site, key: string, value: unknown) =>
  status(call('po', 'PUT', `/issue/${(await bug('po')).key}/properties/${key}`, value));

const version = ({ call, state }: Site, more: Record<string, unknown>) =>
  status(call('admin', 'POST', '/version', { projectId: Number(state.projects[0]?.id), name: 'x', ...more }));

const searchPage = (query: string) => async (maxResults: number, site: Site) => {
  manyIssues(site, maxResults, (await site.bug('po')).key);
  const { body } = await site.call('po', 'GET', `/search/jql?jql=project%3DEXAM&maxResults=${maxResults}${query}`);
  return at(body, 'issues.length');
};

const rulePath = ({ state }: Site) => {
  const workflow = state.workflows.find(({ name }) => name === 'EXAM: release');
  return `/rest/host/1/workflow/${workflow?.id ?? ''}/transition/${workflow?.transitions[0]?.id ?? ''}/rule`;
};

const checking = (what: Record<string, readonly number[]>, { call }: Site) =>
  status(
    call('po', 'POST', '/permissions/check', {
      projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [], issues: [], ...what }],
    }),
  );

/** People straight into the state; `Xena` finds them all. */
function manyPeople({ state }: Site, count: number) {
  for (const n of ids(count)) {
    state.people.push({
      ...{
        accountId: `many-${n}`,
        displayName: `Xena ${n}`,
        emailAddress: `x${n}@many.test`,
        accountType: 'atlassian',
      },
    });
  }
}

/** As many projects as EXAM more, straight into the state. */
function manyProjects({ state }: Site, count: number) {
  const [model] = state.projects;
  if (!model) throw new Error('no project');
  for (const n of ids(count)) {
    state.projects.push({ ...structuredClone(model), id: `8${n}`, key: `MANY${n}`, name: `Many ${n}` });
  }
  return ids(count).map((n) => Number(`8${n}`));
}

export const jiraLimits: LimitCases<'jira'> = {
  ...jiraRates,
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
  'jira.attachmentFiles': held(
    limit('jira.attachmentFiles'),
    async (most, { attach, bug }) => (await attach('po', (await bug('po')).key, ids(most).map(String))).status,
    413,
  ),
  'jira.attachmentBytes': held(
    limit('jira.attachmentBytes'),
    async (most, { attach, bug }) => (await attach('po', (await bug('po')).key, ['a'], most)).status,
    413,
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
  'jira.textLength': held(
    limit('jira.textLength'),
    async (most, { bug }) => (await bug('po', { description: doc(x(most)) })).status,
    400,
  ),
  'jira.textFieldLength': held(
    limit('jira.textFieldLength'),
    async (most, { jira, state, call }) => {
      const screen = ['summary', 'Note'];
      const team = { key: 'FLD', name: 'Fields', roles: { Members: ['po@example.test'] } };
      jira.seed({
        customFields: [{ name: 'Note', type: 'text' }],
        projects: [{ ...team, issueTypes: [{ name: 'Bug', screen }] }],
      });
      const usual = { project: { key: 'FLD' }, issuetype: { name: 'Bug' }, summary: 'x' };
      return status(
        call('po', 'POST', '/issue', { fields: { ...usual, [state.customFields[0]?.id ?? 'none']: x(most) } }),
      );
    },
    400,
  ),
  'jira.ruleConfigurationBytes': held(
    limit('jira.ruleConfigurationBytes'),
    (most, site) =>
      status(site.call('admin', 'POST', rulePath(site), { moduleKey: 'handoff-is-ready', configuration: x(most) })),
    400,
  ),
  'jira.commentPage': cut(limit('jira.commentPage'), async (maxResults, { bug, call, state }) => {
    const { key } = await bug('po');
    await call('po', 'POST', `/issue/${key}/comment`, { body: doc('x') });
    const comments = Object.values(state.issues)[0]?.comments ?? [];
    comments.push(...ids(maxResults - 1).flatMap(() => comments[0] ?? []));
    return at((await call('po', 'GET', `/issue/${key}/comment?maxResults=${maxResults}`)).body, 'comments.length');
  }),
  'jira.labelPage': cut(limit('jira.labelPage'), async (maxResults, { bug, call }) => {
    await bug('po', { labels: ids(maxResults).map((n) => `l${n}`) });
    return at((await call('po', 'GET', `/label?maxResults=${maxResults}`)).body, 'values.length');
  }),
  'jira.requestCommentPage': cut(limit('jira.requestCommentPage'), async (most, { ticket, call, state }) => {
    const { key } = await ticket();
    const path = `/rest/servicedeskapi/request/${key}/comment`;
    await call('agent', 'POST', path, { body: 'x' });
    const comments = Object.values(state.issues)[0]?.comments ?? [];
    comments.push(...ids(most - 1).flatMap(() => comments[0] ?? []));
    return at((await call('gal', 'GET', `${path}?limit=${most}`)).body, 'values.length');
  }),
  'jira.userPage': cut(limit('jira.userPage'), async (maxResults, site) => {
    manyPeople(site, maxResults);
    const asked = ids(maxResults).map((n) => `accountId=many-${n}`);
    const { body } = await site.call('po', 'GET', `/user/bulk?maxResults=${maxResults}&${asked.join('&')}`);
    return at(body, 'values.length');
  }),
  'jira.userSearchReach': cut(limit('jira.userSearchReach'), async (maxResults, site) => {
    manyPeople(site, maxResults);
    const search = (query: string) => site.call('po', 'GET', `/user/search?query=Xena&${query}`);
    const first = at((await search('maxResults=900')).body, 'length');
    const rest = at((await search('startAt=900&maxResults=900')).body, 'length');
    return Number(first) + Number(rest);
  }),
  'jira.projectPage': cut(limit('jira.projectPage'), async (maxResults, site) => {
    manyProjects(site, maxResults);
    const { body } = await site.call('po', 'GET', `/project/search?maxResults=${maxResults}`);
    return at(body, 'values.length');
  }),
  'jira.projectFilters': held(
    limit('jira.projectFilters'),
    (most, { call }) =>
      status(
        call(
          'po',
          'GET',
          `/project/search?${ids(most)
            .map((n) => `keys=K${n}`)
            .join('&')}`,
        ),
      ),
    400,
  ),
  'jira.ruleConfigPage': held(
    limit('jira.ruleConfigPage'),
    (most, { call }) =>
      status(call('app', 'GET', `/workflow/rule/config?types=validator&expand=transition&maxResults=${most}`)),
    400,
  ),
  'jira.searchOrders': held(
    limit('jira.searchOrders'),
    (most, { call }) => {
      const orders = ids(most).map(() => 'key');
      return status(call('po', 'POST', '/search/jql', { jql: `project = EXAM ORDER BY ${orders.join(', ')}` }));
    },
    400,
  ),
  'jira.permissionCheckProjects': held(
    limit('jira.permissionCheckProjects'),
    (most, site) => checking({ projects: [...manyProjects(site, most), 1, 2, 3] }, site), // what is not there doesn't count
    400,
  ),
  'jira.permissionCheckIssues': held(
    limit('jira.permissionCheckIssues'),
    async (most, site) => {
      manyIssues(site, most, (await site.bug('po')).key);
      const projects = [Number(site.state.projects[0]?.id)]; // counted apart
      return checking({ issues: [...ids(most).map((n) => Number(`9${n}`)), 1, 2, 3], projects }, site);
    },
    400,
  ),
};
