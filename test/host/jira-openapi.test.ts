import { OPENAPI_FILE, openApi } from '../../host/jira/openapi';
import { ROUTES } from '../../host/jira/routes';
import { at, doc, jiraSite } from './jira-site';

/** Every call of the other suites is held against the document too, by the host itself (host/jira/openapi.ts). */
const api = openApi();

if (api === undefined) {
  test.skip(`Jira's OpenAPI is not at ${OPENAPI_FILE}: download it and name it in JIRA_OPENAPI`, () => undefined);
} else {
  test.each(ROUTES.map((route) => [String(route.operationId), route] as const))(
    '%s has the method, path and scopes of the document',
    (operationId, { method, path, scopes }) => {
      const operation = api.operation({ method, path });
      expect(operation?.operationId).toBe(operationId);
      const documented = (operation?.['x-atlassian-oauth2-scopes'] ?? []).map((set) => [...set.scopes].sort());
      const ours = (scopes ?? []).map((set) => set.split(' ').sort());
      if (documented[0]?.length === 0) expect(ours).toEqual([]);
      else expect(ours).toEqual(documented);
    },
  );

  /** One pass over every operation; `{name}` in a path is filled from `names`. */
  async function everyReply() {
    const { call, attach, ticket, release, idOf, state } = jiraSite();
    const { key: ticketKey } = await ticket();
    const versionId = await release('2.4', { releaseDate: '2026-02-01', startDate: '2026-01-01', driver: idOf('po') });
    const projectId = Number(state.projects[0]?.id);
    const names: Record<string, string> = {
      projectIdOrKey: 'EXAM',
      propertyKey: 'mark',
      versionId,
      issueIdOrKey: 'EXAM-1',
    };
    const seen: { name: string; status: number; body: unknown }[] = [];

    async function step(operationId: string, body?: unknown, query = '', who = 'admin') {
      const route = ROUTES.find((one) => one.operationId === operationId);
      if (!route) throw new Error(`no row ${operationId}`);
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? `no ${name}`);
      const reply = await call(who, route.method, path + query, body);
      seen.push({ name: operationId, ...reply });
      return reply.body;
    }

    await step('getServerInfo');
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
    await step('updateVersion', { released: true, expand: 'driver' });
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
    const uploaded = await attach('admin', 'EXAM-1', ['a.txt']);
    seen.push({ name: 'addAttachment', status: uploaded.status, body: uploaded.body });
    names.id = String(at(uploaded.body, '0.id'));
    await step('getAttachmentMeta');
    await step('getAttachment');
    const content = await call('admin', 'GET', `/attachment/content/${names.id}?redirect=false`);
    seen.push({ name: 'getAttachmentContent', ...content });
    await step('getIssue', undefined, '?fields=attachment');
    await step('removeAttachment');
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

    const expression = 'user.getProjectRoles(project).map(role => role.id)';
    await step('evaluateJSISJiraExpression', { expression, context: { project: { id: projectId } } });

    for (const simple of ['getFields', 'getAllStatuses']) await step(simple);
    const rule = { id: 'rule-1', moduleKey: 'gate', configuration: '{}' };
    state.workflows[0]?.transitions[0]?.validators.push(rule);
    await step('readWorkflows', {
      projectAndIssueTypes: [{ projectId: String(projectId), issueTypeId: names.issueTypeId }],
    });
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
    await step('moveVersion', { position: 'First' });
    names.moveIssuesTo = versionId;
    await step('mergeVersions');
    await step('deleteProject', undefined, '?enableUndo=true');
    await step('restore');
    return seen;
  }

  test('every operation answers as the document describes', async () => {
    const seen = await everyReply();
    expect(seen.filter(({ status }) => status >= 300)).toEqual([]);
    expect(new Set(seen.map(({ name }) => name))).toEqual(new Set(ROUTES.map(({ operationId }) => operationId)));
  });

  test.each([
    ['an unknown parameter', 'GET', '/search/jql?jql=project%3DEXAM&startAt=50', undefined, 'startAt'],
    ['a number that is none', 'GET', '/project/EXAM/version?maxResults=all', undefined, 'maxResults must be integer'],
    ['a missing parameter', 'GET', '/user/assignable/search?query=a&perhaps=1', undefined, 'perhaps'],
    ['a member that nothing knows', 'POST', '/version', { name: '1', projectID: 10_000 }, 'projectID'],
    ['a member of another type', 'POST', '/version', { name: '1', projectId: 'EXAM' }, '/projectId must be integer'],
    ['a link without its ends', 'POST', '/issueLink', { type: { name: 'Blocks' } }, 'inwardIssue'],
    ['no body', 'POST', '/search/jql', undefined, 'needs a body'],
    ['no form', 'POST', '/issue/EXAM-1/attachments', {}, 'takes multipart/form-data'],
    ['a body too many', 'DELETE', '/issueLink/1', {}, 'takes no body'],
  ])('%s is refused, naming what of the document it breaks', async (_, method, path, body, why) => {
    const { call } = jiraSite();
    const { status, body: refusal } = await call('admin', method, path, body);
    expect([status, String(at(refusal, 'errorMessages'))]).toEqual([400, expect.stringContaining(why)]);
  });

  test('a reply that the document does not know so is said loudly', async () => {
    const { call, release, state } = jiraSite();
    const id = await release('2.4');
    Object.assign(state.versions[id] ?? {}, { name: 7 });
    await expect(call('admin', 'GET', `/version/${id}`)).rejects.toThrow('/name must be string');
  });
}
