import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTES } from '../../host/jira/routes';
import { at, doc, jiraSite } from './jira-site';

/** Jira's OpenAPI (developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json), 3.5 MB and not ours to ship. */
const FILE = process.env.JIRA_OPENAPI ?? join(__dirname, '../../../shared/platform/jira-openapi.json');

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema?: object }> }>>;
  readonly 'x-atlassian-oauth2-scopes'?: readonly { readonly state: string; readonly scopes: readonly string[] }[];
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

if (!existsSync(FILE)) {
  test.skip(`Jira's OpenAPI is not at ${FILE}: download it and name it in JIRA_OPENAPI`, () => undefined);
} else {
  const api = JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi;
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  ajv.addSchema({ $id: 'jira', components: api.components });

  const operationOf = (method: string, path: string) => api.paths[path]?.[method.toLowerCase()];

  /** What is wrong with a reply according to the document; empty where all is well. */
  function problems(method: string, path: string, status: number, body: unknown): string[] {
    const response = operationOf(method, path)?.responses[String(status)];
    if (!response) return [`${status} is no documented status`];
    const schema = response.content?.['application/json']?.schema;
    if (!schema || Object.keys(schema).length === 0) return [];
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"jira#/components')) as object;
    const validate = ajv.compile(absolute);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${String(message)} ${JSON.stringify(params)}`,
    );
  }

  test.each(ROUTES.map((route) => [String(route.operationId), route] as const))(
    '%s has the method, path and scopes of the document',
    (operationId, { method, path, scopes }) => {
      const operation = operationOf(method, path);
      expect(operation?.operationId).toBe(operationId);
      const documented = (operation?.['x-atlassian-oauth2-scopes'] ?? []).map((set) =>
        [...set.scopes].sort().join(' '),
      );
      const ours = (scopes ?? []).map((set) => set.split(' ').sort().join(' '));
      expect(documented.filter(Boolean)).toEqual(expect.arrayContaining(ours));
      if (ours.length === 0) expect(documented[0]).toBe('');
    },
  );

  /** One pass over every operation; `{name}` in a path is filled from `names`. */
  async function everyReply() {
    const { call, ticket, release, idOf, state } = jiraSite();
    const { key: ticketKey } = await ticket();
    const versionId = await release('2.4', { releaseDate: '2026-02-01', startDate: '2026-01-01', driver: idOf('po') });
    const projectId = Number(state.projects[0]?.id);
    const names: Record<string, string> = {
      projectIdOrKey: 'EXAM',
      propertyKey: 'mark',
      versionId,
      issueIdOrKey: 'EXAM-1',
    };
    const seen: { name: string; status: number; found: string[] }[] = [];

    async function step(operationId: string, body?: unknown, query = '', who = 'admin') {
      const route = ROUTES.find((one) => one.operationId === operationId);
      if (!route) throw new Error(`no row ${operationId}`);
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? `no ${name}`);
      const reply = await call(who, route.method, path + query, body);
      const found = problems(route.method, route.path, reply.status, reply.body);
      seen.push({ name: operationId, status: reply.status, found });
      return reply.body;
    }

    await step('getCurrentUser');
    await step('getUser', undefined, `?accountId=${idOf('po')}`);
    await step('bulkGetUsers', undefined, `?accountId=${idOf('po')}`);
    await step('findUsers', undefined, '?query=a');
    await step('findAssignableUsers', undefined, '?query=a&project=EXAM');
    await step('searchProjects');
    await step('getProject');
    await step('getProjectRoles');
    names.id = String(state.projects[0]?.roles[0]?.id);
    await step('getProjectRole');
    await step('setProjectProperty', { a: 1 });
    await step('getProjectPropertyKeys');
    await step('getProjectProperty');
    await step('deleteProjectProperty');
    for (const simple of ['getIssueAllTypes', 'getStatuses', 'getPriorities', 'getIssueLinkTypes']) await step(simple);

    names.id = versionId;
    await step('createVersion', { name: '2.5', projectId });
    await step('updateVersion', { released: true }, '?expand=driver');
    await step('getVersion', undefined, '?expand=driver');
    await step('getProjectVersionsPaginated', undefined, '?expand=driver');
    await step('getProjectVersions');
    await step('getVersionRelatedIssues');
    await step('getVersionUnresolvedIssues');
    const work = await step('createRelatedWork', { category: 'Communications', title: 'x', url: 'http://localhost/' });
    names.relatedWorkId = String(at(work, 'relatedWorkId'));
    await step('updateRelatedWork', { category: 'Design', relatedWorkId: names.relatedWorkId });
    await step('getRelatedWork');
    await step('deleteRelatedWork');

    const types = await step('getCreateIssueMetaIssueTypes');
    names.issueTypeId = String(at(types, 'issueTypes.0.id'));
    await step('getCreateIssueMetaIssueTypeId');
    await step('createIssue', {
      fields: {
        ...{ project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'x', description: doc('x'), labels: ['l'] },
        ...{ versions: [{ id: versionId }], fixVersions: [{ id: versionId }] },
      },
      update: { issuelinks: [{ add: { type: { name: 'Relates' }, outwardIssue: { key: ticketKey } } }] },
    });
    await step('editIssue', { fields: { summary: 'y' } });
    await step('setIssueProperty', { a: 1 });
    await step('getIssuePropertyKeys');
    await step('getIssueProperty');
    const comment = await step('addComment', { body: doc('x') });
    await step('getComments');
    names.id = String(at(comment, 'id'));
    await step('getComment');
    await step('updateComment', { body: doc('y') });
    await step('deleteComment');
    await step('addWatcher', idOf('po'));
    await step('getIssueWatchers');
    await step('notify', { subject: 'x', textBody: 'y', to: { watchers: true } });
    await step('removeWatcher', undefined, `?accountId=${idOf('po')}`);
    await step('linkIssues', {
      ...{ type: { name: 'Blocks' }, inwardIssue: { key: 'EXAM-1' }, outwardIssue: { key: ticketKey } },
    });
    await step('getIssue', undefined, '?expand=transitions&properties=mark');
    await step('getAllLabels');
    const transitions = await step('getTransitions', undefined, '?expand=transitions.fields');
    await step('doTransition', { transition: { id: at(transitions, 'transitions.1.id') } });
    await step('searchAndReconsileIssuesUsingJql', undefined, '?jql=project%3DEXAM');
    await step('searchAndReconsileIssuesUsingJqlPost', {
      jql: 'project = EXAM',
      fields: ['*all'],
      properties: ['mark'],
    });
    await step('countIssues', { jql: 'project = EXAM' });
    names.linkId = String(state.links[0]?.id);
    await step('deleteIssueLink');
    await step('deleteIssueProperty');
    await step('getMyPermissions', undefined, '?permissions=BROWSE_PROJECTS,ADMINISTER');
    await step('getBulkPermissions', {
      projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [projectId], issues: [] }],
      globalPermissions: ['ADMINISTER'],
    });

    for (const simple of ['getFields', 'getAllStatuses']) await step(simple);
    const rule = { id: 'rule-1', moduleKey: 'gate', configuration: '{}' };
    state.workflows[0]?.transitions[0]?.validators.push(rule);
    await step('getWorkflowTransitionRuleConfigurations', undefined, '?types=validator&expand=transition', 'app');
    const workflowId = { name: state.workflows[0]?.name };
    const validators = [{ id: 'rule-1', key: 'gate', configuration: { value: '{"a":1}' } }];
    await step('updateWorkflowTransitionRuleConfigurations', { workflows: [{ workflowId, validators }] }, '', 'app');

    await step('deleteIssue');
    names.id = await release('2.6');
    await step('deleteVersion', undefined, `?moveFixIssuesTo=${versionId}`);
    names.id = await release('2.7');
    await step('deleteAndReplaceVersion', { moveFixIssuesTo: Number(versionId) });
    names.id = await release('2.8');
    names.moveIssuesTo = versionId;
    await step('mergeVersions');
    await step('deleteProject', undefined, '?enableUndo=true');
    await step('restore');
    return seen;
  }

  test('every operation answers as the document describes', async () => {
    const seen = await everyReply();
    expect(seen.filter(({ status, found }) => status >= 300 || found.length > 0)).toEqual([]);
    expect(new Set(seen.map(({ name }) => name))).toEqual(new Set(ROUTES.map(({ operationId }) => operationId)));
  });
}
