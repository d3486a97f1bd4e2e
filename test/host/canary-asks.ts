import { OTHER_ROUTES, ROUTES, type Route } from '../../host/jira/routes';
import { ACCOUNTS } from './canaries';
import type { CanarySite } from './canary-site';

/** Every request of Jira's REST API that the site's ids can make. */

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** Values of a path's parameter, as far as the path is filled; `{id}` by what stands before it. */
const valuesOf = (site: CanarySite, path: string, parameter: string): readonly string[] => {
  const [before = ''] = path.split(`/{${parameter}}`);
  const project = site.projects.find(({ key }) => before.includes(`/${key}/`));
  const { releases, comments, files } = site;
  const known: Readonly<Record<string, readonly (string | undefined)[] | undefined>> = {
    projectIdOrKey: site.projects.map(({ key }) => key),
    issueIdOrKey: (path.includes('servicedeskapi') ? site.requests : site.issues).map(({ id }) => id),
    propertyKey: ['note', 'cs-handoff-escalation'],
    versionId: releases,
    moveIssuesTo: releases.slice(0, 1),
    issueTypeId: project?.issueTypes,
    id: { version: releases, comment: comments, role: project?.roles, attachment: files, content: files }[
      before.split('/').at(-1) ?? ''
    ],
    relatedWorkId: [site.relatedWorkId],
    linkId: [site.linkId],
    workflowId: [site.workflowId],
    transitionId: [site.transitionId],
    ruleId: [site.ruleId],
  };
  const values = known[parameter];
  if (values === undefined) throw new Error(`${path}: nothing is known of ${parameter}`);
  return values.filter((value) => value !== undefined);
};

/** A template's paths, one for each choice of its parameters. */
const pathsOf = (site: CanarySite, template: string): readonly string[] => {
  const [, parameter] = /\{(\w+)\}/.exec(template) ?? [];
  if (parameter === undefined) return [template];
  return valuesOf(site, template, parameter).flatMap((value) =>
    pathsOf(site, template.replace(`{${parameter}}`, encodeURIComponent(value))),
  );
};

const JQL = ['project = EXAM', 'project = SUP', 'labels is not EMPTY', 'created > "2020-01-01"', 'summary ~ "cnry*"'];
const everybody = ACCOUNTS.map((accountId) => `accountId=${accountId}`).join('&');
const text = (words: string) => ({
  ...{ type: 'doc', version: 1 },
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

/** Queries of the operations that need one, or that show more with one. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  getUser: ACCOUNTS.map((accountId) => `accountId=${accountId}`),
  bulkGetUsers: [everybody],
  findUsers: ['query=cnry'],
  findAssignableUsers: ['query=cnry&project=EXAM', 'query=cnry&project=SUP'],
  searchAndReconsileIssuesUsingJql: JQL.map(
    (jql) => `jql=${encodeURIComponent(jql)}&fields=*all&properties=note&expand=names`,
  ),
  getIssue: ['fields=*all&properties=*all&expand=renderedFields', 'fields=summary'],
  getTransitions: ['expand=transitions.fields'],
  getAttachmentContent: ['redirect=false'],
  getComments: ['expand=properties'],
  getComment: ['expand=properties'],
  getVersion: ['expand=driver,approvers,issuesstatus'],
  getMyPermissions: ['permissions=BROWSE_PROJECTS&projectKey=EXAM'],
  getWorkflowTransitionRuleConfigurations: ['types=validator&expand=transition'],
  removeWatcher: ['accountId=po'],
};

/** What reads although its method is POST. */
const READS = ['searchAndReconsileIssuesUsingJqlPost', 'countIssues', 'getBulkPermissions', 'readWorkflows'];

/** What the site's rule editor and the customer's portal take, which Atlassian's document doesn't describe. */
const bodyOfOther = (path: string): unknown =>
  path.endsWith('/comment')
    ? { body: 'Changed', public: true }
    : { moduleKey: 'handoff-is-ready', configuration: '{}' };

/** Bodies that Jira would take of who may: with them a refusal is about the person, and not about the request. */
const bodiesOf = (site: CanarySite, { operationId, path }: Route): readonly unknown[] => {
  const { projects, issues, releases } = site;
  const keys = projects.map(({ key }) => key);
  const fields = { summary: 'Changed' };
  const title = { category: 'Design', title: 'Changed', url: 'https://example.com/' };
  const known: Readonly<Record<string, readonly unknown[]>> = {
    searchAndReconsileIssuesUsingJqlPost: JQL.map((jql) => ({ jql, fields: ['*all'] })),
    countIssues: JQL.map((jql) => ({ jql })),
    readWorkflows: projects.map(({ id, issueTypes }) => ({
      projectAndIssueTypes: issueTypes.map((issueTypeId) => ({ projectId: id, issueTypeId })),
    })),
    getBulkPermissions: [{ projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], projects: [], issues: [] }] }],
    addComment: [{ body: text('Changed') }],
    updateComment: [{ body: text('Changed') }],
    doTransition: [{ transition: { id: site.transitionId } }],
    createIssue: keys.map((key) => ({ fields: { ...fields, project: { key }, issuetype: { name: 'Bug' } } })),
    editIssue: [{ fields }, { update: { labels: [{ add: 'changed' }] } }],
    linkIssues: issues.map(({ id }) => ({
      ...{ type: { name: 'Relates' }, inwardIssue: { id }, outwardIssue: { id: site.ticket } },
    })),
    notify: [{ subject: 'Changed', textBody: 'Changed', to: { users: [{ accountId: 'po' }] } }],
    addWatcher: ['po'],
    setIssueProperty: [{ changed: true }],
    setProjectProperty: [{ changed: true }],
    createVersion: projects.map(({ id }) => ({ name: 'Changed', projectId: Number(id) })),
    updateVersion: [{ name: 'Changed' }, { released: true }],
    deleteAndReplaceVersion: [{ moveFixIssuesTo: Number(releases[0]) }],
    moveVersion: [{ position: 'Last' }],
    createRelatedWork: [title],
    updateRelatedWork: [{ ...title, relatedWorkId: site.relatedWorkId }],
    updateWorkflowTransitionRuleConfigurations: [
      {
        workflows: [
          {
            ...{ workflowId: { name: site.workflow, draft: false } },
            validators: [{ id: site.ruleId, configuration: { value: '{}' } }],
          },
        ],
      },
    ],
  };
  return operationId === null ? [bodyOfOther(path)] : (known[operationId] ?? [undefined]);
};

const asksOf = (site: CanarySite, route: Route): readonly Ask[] =>
  pathsOf(site, route.path).flatMap((one) =>
    (QUERIES[route.operationId ?? ''] ?? ['']).flatMap((query) => {
      const [method, path] = [route.method, query === '' ? one : `${one}?${query}`];
      if (method === 'GET' || method === 'DELETE') return [{ method, path }];
      return bodiesOf(site, route).map((body) => ({ method, path, ...(body !== undefined && { body }) }));
    }),
  );

const TABLE = [...ROUTES, ...OTHER_ROUTES];
const isRead = ({ method, operationId }: Route) => method === 'GET' || READS.includes(operationId ?? '');

export const reads = (site: CanarySite): readonly Ask[] => TABLE.filter(isRead).flatMap((route) => asksOf(site, route));

/** Whoever sees an issue may write to its people about it, and whoever sees a release may move it in its list (OpenAPI). */
const FOR_WHO_SEES = ['notify', 'moveVersion'];

/** @param seesSome the person sees some of what is written to, and may change nothing of it */
export const writes = (site: CanarySite, seesSome: boolean): readonly Ask[] =>
  TABLE.filter((route) => !isRead(route) && !(seesSome && FOR_WHO_SEES.includes(route.operationId ?? ''))).flatMap(
    (route) => asksOf(site, route),
  );
