import { addAttachment, getAttachment, getAttachmentContent, getAttachmentMeta, removeAttachment } from './attachments';
import type { Handler } from './call';
import { addComment, deleteComment, getComment, getComments, updateComment } from './comments';
import { getCreateFields, getCreateIssueTypes, getFields } from './createmeta';
import { evaluateExpression } from './expressions';
import { deleteIssue } from './issue-ends';
import { moveIssue } from './issue-move';
import { createIssue, editIssue, getIssue } from './issues';
import { deleteIssueLink, getIssueLinkTypes, linkIssues } from './links';
import { notifyOfIssue } from './notify';
import { checkPermissions, myPermissions } from './permission-checks';
import { restoreProject, trashProject } from './project-trash';
import {
  getIssueTypes,
  getLabels,
  getPriorities,
  getProject,
  getProjectRole,
  getProjectRoles,
  getProjectStatuses,
  getStatuses,
  searchProjects,
} from './projects';
import { issueProperties, projectProperties } from './properties';
import { createRelatedWork, deleteRelatedWork, getRelatedWork, updateRelatedWork } from './related-work';
import { readWorkflows } from './read-workflows';
import { getRuleConfigurations, updateRuleConfigurations } from './rule-config';
import { countIssues, searchGet, searchPost } from './search';
import { granularScopes } from './scopes';
import { addRequestComment, getRequest, getRequestComments } from './service-desk';
import { doTransition, getTransitions } from './transitions';
import { bulkGetUsers, findAssignableUsers, findUsers, getCurrentUser, getUser } from './users';
import {
  deleteVersion,
  getRelatedIssueCounts,
  getUnresolvedIssueCount,
  mergeVersions,
  removeAndSwapVersion,
} from './version-ends';
import { moveVersion } from './version-order';
import { createVersion, getProjectVersions, getProjectVersionsPaginated, getVersion, updateVersion } from './versions';
import { getServerInfo } from './server-info';
import { addWatcher, getWatchers, removeWatcher } from './watchers';
import { addRule, changeRule, getRule, listWorkflows, removeRule } from './workflow-rules';

export interface Route {
  /** operationId in Jira's OpenAPI; null for what that document doesn't describe. */
  readonly operationId: string | null;
  readonly method: string;
  /** OpenAPI's path template. */
  readonly path: string;
  /**
   * OAuth scopes of which any lets an app in: the classic one, and the granular ones, which it needs all of (one text with
   * blanks), as of several classic ones. Empty: every app. Null: no app.
   */
  readonly scopes: readonly string[] | null;
  readonly handler: Handler;
}

const READ = 'read:jira-work';
const WRITE = 'write:jira-work';
const USERS = 'read:jira-user';
const PROJECTS = 'manage:jira-project';
/** Operations that the document asks no classic scope for. */
const EVERY_APP = '';
const CONFIGURATION = 'manage:jira-configuration';

const API = '/rest/api/3';
const PROJECT = '/project/{projectIdOrKey}';
const ISSUE = '/issue/{issueIdOrKey}';
const RULE_CONFIG = '/workflow/rule/config';
const CREATE_META = '/issue/createmeta/{projectIdOrKey}/issuetypes';
const row = (operationId: string, method: string, path: string, classicScope: string, handler: Handler): Route => ({
  ...{ operationId, method, path: API + path, handler },
  scopes: classicScope === EVERY_APP ? [] : [classicScope, granularScopes(operationId)],
});

/** Jira's platform API as the host knows it; every row is checked against Jira's OpenAPI by test/host/jira-openapi.test.ts. */
export const ROUTES: readonly Route[] = [
  row('getServerInfo', 'GET', '/serverInfo', EVERY_APP, getServerInfo),
  row('getCurrentUser', 'GET', '/myself', USERS, getCurrentUser),
  row('getUser', 'GET', '/user', USERS, getUser),
  row('bulkGetUsers', 'GET', '/user/bulk', USERS, bulkGetUsers),
  row('findUsers', 'GET', '/user/search', USERS, findUsers),
  row('findAssignableUsers', 'GET', '/user/assignable/search', USERS, findAssignableUsers),

  row('searchProjects', 'GET', '/project/search', READ, searchProjects),
  row('getProject', 'GET', PROJECT, READ, getProject),
  row('getProjectRoles', 'GET', `${PROJECT}/role`, READ, getProjectRoles),
  row('getProjectRole', 'GET', `${PROJECT}/role/{id}`, READ, getProjectRole),
  row('getProjectPropertyKeys', 'GET', `${PROJECT}/properties`, READ, projectProperties.list),
  row('getProjectProperty', 'GET', `${PROJECT}/properties/{propertyKey}`, READ, projectProperties.get),
  row('setProjectProperty', 'PUT', `${PROJECT}/properties/{propertyKey}`, PROJECTS, projectProperties.set),
  row('deleteProjectProperty', 'DELETE', `${PROJECT}/properties/{propertyKey}`, PROJECTS, projectProperties.remove),
  row('getAllStatuses', 'GET', `${PROJECT}/statuses`, READ, getProjectStatuses),
  row('deleteProject', 'DELETE', PROJECT, CONFIGURATION, trashProject),
  row('restore', 'POST', `${PROJECT}/restore`, CONFIGURATION, restoreProject),
  row('getIssueAllTypes', 'GET', '/issuetype', READ, getIssueTypes),
  row('getStatuses', 'GET', '/status', READ, getStatuses),
  row('getPriorities', 'GET', '/priority', READ, getPriorities),
  row('getAllLabels', 'GET', '/label', READ, getLabels),

  row('getProjectVersionsPaginated', 'GET', `${PROJECT}/version`, READ, getProjectVersionsPaginated),
  row('getProjectVersions', 'GET', `${PROJECT}/versions`, READ, getProjectVersions),
  row('createVersion', 'POST', '/version', PROJECTS, createVersion),
  row('getVersion', 'GET', '/version/{id}', READ, getVersion),
  row('updateVersion', 'PUT', '/version/{id}', PROJECTS, updateVersion),
  row('deleteVersion', 'DELETE', '/version/{id}', PROJECTS, deleteVersion),
  row('deleteAndReplaceVersion', 'POST', '/version/{id}/removeAndSwap', PROJECTS, removeAndSwapVersion),
  row('moveVersion', 'POST', '/version/{id}/move', PROJECTS, moveVersion),
  row('mergeVersions', 'PUT', '/version/{id}/mergeto/{moveIssuesTo}', PROJECTS, mergeVersions),
  row('getVersionRelatedIssues', 'GET', '/version/{id}/relatedIssueCounts', READ, getRelatedIssueCounts),
  row('getVersionUnresolvedIssues', 'GET', '/version/{id}/unresolvedIssueCount', READ, getUnresolvedIssueCount),
  row('getRelatedWork', 'GET', '/version/{id}/relatedwork', READ, getRelatedWork),
  row('createRelatedWork', 'POST', '/version/{id}/relatedwork', WRITE, createRelatedWork),
  row('updateRelatedWork', 'PUT', '/version/{id}/relatedwork', WRITE, updateRelatedWork),
  row('deleteRelatedWork', 'DELETE', '/version/{versionId}/relatedwork/{relatedWorkId}', WRITE, deleteRelatedWork),

  row('createIssue', 'POST', '/issue', WRITE, createIssue),
  row('getIssue', 'GET', ISSUE, READ, getIssue),
  row('editIssue', 'PUT', ISSUE, WRITE, editIssue),
  row('deleteIssue', 'DELETE', ISSUE, WRITE, deleteIssue),
  row('getTransitions', 'GET', `${ISSUE}/transitions`, READ, getTransitions),
  row('doTransition', 'POST', `${ISSUE}/transitions`, WRITE, doTransition),
  row('getCreateIssueMetaIssueTypes', 'GET', CREATE_META, READ, getCreateIssueTypes),
  row('getCreateIssueMetaIssueTypeId', 'GET', `${CREATE_META}/{issueTypeId}`, READ, getCreateFields),
  row('getComments', 'GET', `${ISSUE}/comment`, READ, getComments),
  row('addComment', 'POST', `${ISSUE}/comment`, WRITE, addComment),
  row('getComment', 'GET', `${ISSUE}/comment/{id}`, READ, getComment),
  row('updateComment', 'PUT', `${ISSUE}/comment/{id}`, WRITE, updateComment),
  row('deleteComment', 'DELETE', `${ISSUE}/comment/{id}`, WRITE, deleteComment),
  row('addAttachment', 'POST', `${ISSUE}/attachments`, WRITE, addAttachment),
  row('getAttachmentMeta', 'GET', '/attachment/meta', READ, getAttachmentMeta),
  row('getAttachment', 'GET', '/attachment/{id}', READ, getAttachment),
  row('getAttachmentContent', 'GET', '/attachment/content/{id}', READ, getAttachmentContent),
  row('removeAttachment', 'DELETE', '/attachment/{id}', WRITE, removeAttachment),
  row('getIssueWatchers', 'GET', `${ISSUE}/watchers`, READ, getWatchers),
  row('addWatcher', 'POST', `${ISSUE}/watchers`, WRITE, addWatcher),
  row('removeWatcher', 'DELETE', `${ISSUE}/watchers`, WRITE, removeWatcher),
  row('notify', 'POST', `${ISSUE}/notify`, WRITE, notifyOfIssue),
  row('getIssuePropertyKeys', 'GET', `${ISSUE}/properties`, READ, issueProperties.list),
  row('getIssueProperty', 'GET', `${ISSUE}/properties/{propertyKey}`, READ, issueProperties.get),
  row('setIssueProperty', 'PUT', `${ISSUE}/properties/{propertyKey}`, WRITE, issueProperties.set),
  row('deleteIssueProperty', 'DELETE', `${ISSUE}/properties/{propertyKey}`, WRITE, issueProperties.remove),

  row('linkIssues', 'POST', '/issueLink', WRITE, linkIssues),
  row('deleteIssueLink', 'DELETE', '/issueLink/{linkId}', WRITE, deleteIssueLink),
  row('getIssueLinkTypes', 'GET', '/issueLinkType', READ, getIssueLinkTypes),

  row('searchAndReconsileIssuesUsingJql', 'GET', '/search/jql', READ, searchGet),
  row('searchAndReconsileIssuesUsingJqlPost', 'POST', '/search/jql', READ, searchPost),
  row('countIssues', 'POST', '/search/approximate-count', READ, countIssues),
  row('getFields', 'GET', '/field', READ, getFields),
  row('getWorkflowTransitionRuleConfigurations', 'GET', RULE_CONFIG, CONFIGURATION, getRuleConfigurations),
  row('updateWorkflowTransitionRuleConfigurations', 'PUT', RULE_CONFIG, CONFIGURATION, updateRuleConfigurations),
  row('readWorkflows', 'POST', '/workflows', CONFIGURATION, readWorkflows),
  row('getMyPermissions', 'GET', '/mypermissions', READ, myPermissions),
  row('getBulkPermissions', 'POST', '/permissions/check', EVERY_APP, checkPermissions),
  row('evaluateJSISJiraExpression', 'POST', '/expression/evaluate', `${READ} ${USERS}`, evaluateExpression),
];

const REQUEST = '/rest/servicedeskapi/request/{issueIdOrKey}';
const RULE = '/rest/host/1/rule/{ruleId}';
const other = (method: string, path: string, scopes: readonly string[] | null, handler: Handler): Route => ({
  ...{ operationId: null, method, path, scopes, handler },
});

/** Jira Service Management's customer view, and the host's own rule editor and move, which no app can reach. */
export const OTHER_ROUTES: readonly Route[] = [
  other('GET', REQUEST, ['read:servicedesk-request'], getRequest),
  other('GET', `${REQUEST}/comment`, ['read:servicedesk-request'], getRequestComments),
  other('POST', `${REQUEST}/comment`, ['write:servicedesk-request'], addRequestComment),
  other('GET', '/rest/host/1/project/{projectIdOrKey}/workflows', null, listWorkflows),
  other('POST', '/rest/host/1/workflow/{workflowId}/transition/{transitionId}/rule', null, addRule),
  other('GET', RULE, null, getRule),
  other('PUT', RULE, null, changeRule),
  other('DELETE', RULE, null, removeRule),
  other('POST', '/rest/host/1/issue/{issueIdOrKey}/move', null, moveIssue),
];

const isParameter = (segment: string) => segment.startsWith('{');
/** Literal segments before parameters, so that /project/search is no project. */
const TABLE = [...ROUTES, ...OTHER_ROUTES]
  .map((route) => ({ route, segments: route.path.split('/') }))
  .sort((one, two) => one.segments.filter(isParameter).length - two.segments.filter(isParameter).length);

/** Do an app's scopes open this route? */
export const isInScope = ({ scopes }: Route, held: readonly string[]): boolean =>
  scopes !== null &&
  (scopes.length === 0 || scopes.some((needed) => needed.split(' ').every((scope) => held.includes(scope))));

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request and the parameters in its path. */
export function matchRoute(method: string, pathname: string): Match | undefined {
  const given = pathname.split('/');
  for (const { route, segments } of TABLE) {
    const fits =
      route.method === method &&
      segments.length === given.length &&
      segments.every((segment, index) => (isParameter(segment) ? given[index] !== '' : segment === given[index]));
    if (!fits) continue;
    const params = segments.flatMap((segment, index) =>
      isParameter(segment) ? [[segment.slice(1, -1), decodeURIComponent(given[index] ?? '')]] : [],
    );
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  return undefined;
}
