/**
 * Granular scopes of each operation, of which an app needs all unless it holds the classic one; each ends in `:jira`, left out here.
 * From x-atlassian-oauth2-scopes of Jira's OpenAPI, to which test/host/jira-openapi.test.ts holds them.
 */
const GRANULAR: Readonly<Record<string, string>> = {
  getCurrentUser: 'read:application-role read:group read:user read:avatar',
  getUser: 'read:application-role read:group read:user read:avatar',
  bulkGetUsers: 'read:application-role read:group read:user read:avatar',
  findUsers: 'read:user read:user.property read:application-role read:avatar read:group',
  findAssignableUsers: 'read:issue read:project read:user read:application-role read:avatar read:group',
  searchProjects:
    'read:issue-type read:project read:project.property read:user read:application-role read:avatar read:group read:issue-type-hierarchy read:project-category read:project-version read:project.component',
  getProject:
    'read:issue-type read:project read:project.property read:user read:application-role read:avatar read:group read:issue-type-hierarchy read:project-category read:project-version read:project.component',
  getProjectRoles: 'read:project-role',
  getProjectRole: 'read:user read:group read:project-role read:project read:avatar read:project-category',
  getProjectPropertyKeys: 'read:project.property',
  getProjectProperty: 'read:project.property',
  setProjectProperty: 'write:project.property',
  deleteProjectProperty: 'delete:project.property',
  getAllStatuses: 'read:issue-status read:issue-type read:status',
  deleteProject: 'delete:project',
  restore:
    'read:issue-type read:project read:project.property read:user write:project read:application-role read:avatar read:group read:issue-type-hierarchy read:project-category read:project-version read:project.component',
  getIssueAllTypes: 'read:issue-type read:avatar read:project-category read:project',
  getStatuses: 'read:status',
  getPriorities: 'read:priority',
  getAllLabels: 'read:label',
  getProjectVersionsPaginated: 'read:project-version',
  getProjectVersions: 'read:project-version',
  createVersion: 'write:project-version read:project-version',
  getVersion: 'read:project-version',
  updateVersion: 'write:project-version read:project-version',
  deleteVersion: 'delete:project-version',
  deleteAndReplaceVersion: 'delete:project-version write:project-version',
  moveVersion: 'write:project-version read:project-version',
  mergeVersions: 'delete:project-version write:project-version',
  getVersionRelatedIssues: 'read:field read:project-version',
  getVersionUnresolvedIssues: 'read:project-version',
  getRelatedWork: 'read:project-version',
  createRelatedWork: 'write:issue',
  updateRelatedWork: 'write:issue',
  deleteRelatedWork: 'write:issue',
  createIssue: 'write:issue write:comment write:comment.property write:attachment read:issue',
  getIssue:
    'read:issue-meta read:issue-security-level read:issue.vote read:issue.changelog read:avatar read:issue read:status read:user read:field-configuration',
  editIssue: 'write:issue',
  deleteIssue: 'delete:issue',
  getTransitions: 'read:issue.transition read:status read:field-configuration',
  doTransition: 'write:issue write:issue.property',
  getCreateIssueMetaIssueTypes: 'read:issue-meta read:avatar read:field-configuration',
  getCreateIssueMetaIssueTypeId: 'read:issue-meta read:avatar read:field-configuration',
  getComments: 'read:comment read:comment.property read:group read:project read:project-role read:user read:avatar',
  addComment:
    'read:comment read:comment.property read:group read:project read:project-role read:user write:comment read:avatar',
  getComment: 'read:comment read:comment.property read:group read:project read:project-role read:user read:avatar',
  updateComment:
    'read:comment read:comment.property read:group read:project read:project-role read:user write:comment read:avatar',
  deleteComment: 'delete:comment delete:comment.property',
  addAttachment: 'read:user write:attachment read:attachment read:avatar',
  getAttachmentMeta: 'read:instance-configuration',
  getAttachment: 'read:attachment read:user read:application-role read:avatar read:group',
  getAttachmentContent: 'read:attachment',
  removeAttachment: 'delete:attachment',
  getIssueWatchers: 'read:issue.watcher read:user read:avatar',
  addWatcher: 'write:issue.watcher',
  removeWatcher: 'write:issue.watcher',
  notify: 'send:notification',
  getIssuePropertyKeys: 'read:issue.property',
  getIssueProperty: 'read:issue.property',
  setIssueProperty: 'write:issue.property',
  deleteIssueProperty: 'delete:issue.property',
  linkIssues: 'write:comment write:issue write:issue-link',
  deleteIssueLink: 'delete:issue-link',
  getIssueLinkTypes: 'read:issue-link-type',
  searchAndReconsileIssuesUsingJql:
    'read:issue-details read:audit-log read:avatar read:field-configuration read:issue-meta',
  searchAndReconsileIssuesUsingJqlPost:
    'read:issue-details read:field.default-value read:field.option read:field read:group',
  countIssues: 'read:issue-details read:field.default-value read:field.option read:field read:group',
  getFields: 'read:field read:avatar read:project-category read:project read:field-configuration',
  readWorkflows: 'read:workflow',
  getWorkflowTransitionRuleConfigurations: 'read:workflow',
  updateWorkflowTransitionRuleConfigurations: 'write:workflow',
  getMyPermissions: 'read:permission',
  evaluateJSISJiraExpression: 'read:jira-expressions',
};

/** The operation's granular scopes as one text with blanks. */
export function granularScopes(operationId: string): string {
  const names = GRANULAR[operationId] ?? '';
  if (names === '') throw new Error(`No granular scopes are known of ${operationId}.`);
  return names.replaceAll(/\S+/g, '$&:jira');
}
