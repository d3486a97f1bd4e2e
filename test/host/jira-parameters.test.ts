import { hasOpenApi } from '../../host/jira/openapi';
import { handledParameters } from '../../host/jira/parameters';
import { ROUTES } from '../../host/jira/routes';
import { operation } from './jira-document';
import { at, doc, jiraSite } from './jira-site';

/** What Jira would do with a parameter and the host would not is said, never left out in silence. */

async function siteWithIssue() {
  const site = jiraSite();
  const version = await site.release('2.4');
  await site.bug('po');
  const fill = (path: string) => path.replace('VERSION', version);
  const ask = (method: string, path: string, body?: unknown) => site.call('admin', method, fill(path), body);
  return { ...site, ask };
}

const NEW = { project: { key: 'EXAM' }, issuetype: { name: 'Bug' }, summary: 'x' };

test.each<readonly [string, string, unknown, string]>([
  ['GET', '/issue/EXAM-1?expand=names', undefined, 'expand=names of getIssue'],
  ['GET', '/issue/EXAM-1?expand=transitions,changelog', undefined, 'expand=changelog of getIssue'],
  ['GET', '/issue/EXAM-1?expand=renderedFields', undefined, 'expand=renderedFields of getIssue'],
  ['GET', '/issue/EXAM-1?fieldsByKeys=true', undefined, 'The parameter fieldsByKeys of getIssue'],
  ['PUT', '/issue/EXAM-1?returnIssue=true', { fields: {} }, 'The parameter returnIssue of editIssue'],
  ['PUT', '/issue/EXAM-1?overrideScreenSecurity=true', {}, 'The parameter overrideScreenSecurity of editIssue'],
  ['POST', '/issue', { fields: NEW, transition: { id: '21' } }, 'The parameter transition of createIssue'],
  ['POST', '/issue', { fields: NEW, historyMetadata: { type: 'x' } }, 'The parameter historyMetadata of createIssue'],
  [
    'POST',
    '/issue/EXAM-1/transitions',
    { transition: { id: '21' }, properties: [{ key: 'k', value: 1 }] },
    'The parameter properties of doTransition',
  ],
  [
    'GET',
    '/issue/EXAM-1/transitions?includeUnavailableTransitions=true',
    undefined,
    'The parameter includeUnavailableTransitions of getTransitions',
  ],
  ['GET', '/issue/EXAM-1/comment?expand=renderedBody', undefined, 'expand=renderedBody of getComments'],
  ['GET', '/version/VERSION?expand=approvers', undefined, 'expand=approvers of getVersion'],
  ['GET', '/version/VERSION?expand=driver,approvers', undefined, 'expand=approvers of getVersion'],
  ['PUT', '/version/VERSION', { name: '3', expand: 'operations' }, 'expand=operations of updateVersion'],
  [
    'PUT',
    '/version/VERSION',
    { released: true, moveUnfixedIssuesTo: 'http://localhost/1' },
    'The parameter moveUnfixedIssuesTo of updateVersion',
  ],
  ['GET', '/project/EXAM/versions?expand=operations', undefined, 'The parameter expand of getProjectVersions'],
  ['GET', '/project/EXAM?expand=lead,projectKeys', undefined, 'expand=projectKeys of getProject'],
  ['GET', '/project/search?status=archived', undefined, 'status=archived of searchProjects'],
  ['GET', '/project/search?orderBy=category', undefined, 'orderBy=category of searchProjects'],
  ['GET', '/project/search?expand=insight', undefined, 'The parameter expand of searchProjects'],
  ['POST', '/search/jql', { jql: 'project = EXAM', expand: 'names' }, 'The parameter expand of'],
  ['GET', '/search/jql?jql=project%3DEXAM&fieldsByKeys=true', undefined, 'The parameter fieldsByKeys of'],
  ['GET', '/myself?expand=groups', undefined, 'The parameter expand of getCurrentUser'],
  ['GET', '/mypermissions?permissions=EDIT_ISSUES&commentId=1', undefined, 'The parameter commentId of'],
  ['GET', '/rest/servicedeskapi/request/EXAM-1?expand=status', undefined, 'The parameter expand of GET /rest/service'],
])('%s %s', async (method, path, body, sentence) => {
  const { ask, state } = await siteWithIssue();
  const before = structuredClone(state);
  const { status, body: refusal } = await ask(method, path, body);
  expect([status, String(at(refusal, 'errorMessages.0'))]).toEqual([501, expect.stringContaining(sentence)]);
  expect(state).toEqual(before);
});

test.each([
  ['GET', '/issue/EXAM-1?fieldsByKeys=false&updateHistory=true&expand=', undefined, 200],
  ['PUT', '/issue/EXAM-1?notifyUsers=false&returnIssue=false', { fields: {}, transition: { id: '21' } }, 204],
  ['POST', '/issue/EXAM-1/comment', { body: doc('x'), id: '7', author: { displayName: 'Somebody' } }, 201],
  ['GET', '/project/EXAM?expand=description,lead,issueTypes', undefined, 200],
  ['GET', '/project/search?status=live&orderBy=-issueCount', undefined, 200],
  ['DELETE', '/issue/EXAM-1?deleteSubtasks=true', undefined, 204],
  ['DELETE', '/project/EXAM', undefined, 204],
])('what changes nothing is let through: %s %s', async (method, path, body, status) => {
  const { ask } = await siteWithIssue();
  expect((await ask(method, path, body)).status).toBe(status);
});

test('a project goes to the trash unless it shall be gone for good, which is not simulated', async () => {
  const { ask } = await siteWithIssue();
  expect((await ask('DELETE', '/project/EXAM?enableUndo=false')).status).toBe(501);
});

if (hasOpenApi) {
  test.each(ROUTES.map((route) => String(route.operationId)))(
    '%s handles only what the document has',
    (operationId) => {
      const { query, body, idle } = handledParameters(operationId);
      const documented = operation(operationId);
      for (const name of query) expect([...documented.query.keys()]).toContain(name);
      for (const name of body.filter((one) => one !== '*')) expect([...documented.body.keys()]).toContain(name);
      for (const name of idle) expect([...documented.query.keys(), ...documented.body.keys()]).toContain(name);
    },
  );
}
