import { notSimulated } from './call';
import { isRecord } from '../is-record';
import type { Route } from './routes';

/**
 * What the host does with the parameters of an operation, by their names; a name with `=` is handled with these values only.
 * - `query`, `body`: handled. `*` as body: it is a value of its own, without members.
 * - `idle`: without an effect, by the document or because the host has nothing that it could change: read-only members, mails about
 *   edits, histories of what one looked at, what only subtasks and inactive people know.
 *
 * All else that the document has is answered with 501 where it is asked for. Only what is false or empty isn't: that is every default.
 */
interface Row {
  readonly query?: string;
  readonly body?: string;
  readonly idle?: string;
}

const NONE: Row = {};
const PAGE = 'startAt maxResults';
const COMMENT: Row = {
  query: 'expand=properties',
  body: 'body properties visibility',
  idle: 'self id author updateAuthor created updated renderedBody jsdPublic jsdAuthorCanSeeRequest',
};
const VERSION: Row = {
  body: 'name description project projectId archived released startDate releaseDate driver expand=driver|issuesstatus',
  idle: 'self id overdue userStartDate userReleaseDate operations approvers issuesStatusForFixVersion',
};
const RELATED_WORK: Row = { body: 'category title url relatedWorkId', idle: 'issueId' };
const PROPERTY: Row = { body: '*' };
const SEARCH = 'jql nextPageToken maxResults fields properties reconcileIssues';

/** Of Jira Service Management's API, whose operations have no names here. */
const REQUEST = '/rest/servicedeskapi/request/{issueIdOrKey}';

const ROWS: Readonly<Record<string, Row>> = {
  getServerInfo: NONE,
  getCurrentUser: NONE,
  getUser: { query: 'accountId' },
  bulkGetUsers: { query: `accountId ${PAGE}` },
  findUsers: { query: `query accountId ${PAGE}` },
  findAssignableUsers: { query: `query accountId project issueKey issueId ${PAGE}` },

  searchProjects: { query: `${PAGE} orderBy id keys query typeKey action status=live` },
  getProject: { query: 'expand=description|issueTypes|lead' },
  getProjectRoles: NONE,
  getProjectRole: { idle: 'excludeInactiveUsers' },
  getProjectPropertyKeys: NONE,
  getProjectProperty: NONE,
  setProjectProperty: PROPERTY,
  deleteProjectProperty: NONE,
  getAllStatuses: NONE,
  deleteProject: { query: 'enableUndo' },
  restore: NONE,
  getIssueAllTypes: NONE,
  getStatuses: NONE,
  getPriorities: NONE,
  getAllLabels: { query: PAGE },

  getProjectVersionsPaginated: { query: `${PAGE} orderBy query status expand=driver|issuesstatus` },
  getProjectVersions: NONE,
  createVersion: { ...VERSION, idle: `${VERSION.idle ?? ''} moveUnfixedIssuesTo` },
  getVersion: { query: 'expand=driver|issuesstatus' },
  updateVersion: VERSION,
  deleteVersion: { query: 'moveFixIssuesTo moveAffectedIssuesTo' },
  deleteAndReplaceVersion: { body: 'moveFixIssuesTo moveAffectedIssuesTo' },
  moveVersion: { body: 'after position' },
  mergeVersions: NONE,
  getVersionRelatedIssues: NONE,
  getVersionUnresolvedIssues: NONE,
  getRelatedWork: NONE,
  createRelatedWork: RELATED_WORK,
  updateRelatedWork: RELATED_WORK,
  deleteRelatedWork: NONE,

  createIssue: { body: 'fields update properties', idle: 'updateHistory' },
  getIssue: { query: 'fields properties expand=transitions|transitions.fields', idle: 'updateHistory failFast' },
  editIssue: { query: 'notifyUsers', body: 'fields update properties', idle: 'expand transition' },
  deleteIssue: { idle: 'deleteSubtasks' },
  getTransitions: { query: 'transitionId expand=transitions.fields' },
  doTransition: { body: 'transition fields update' },
  getCreateIssueMetaIssueTypes: { query: PAGE },
  getCreateIssueMetaIssueTypeId: { query: PAGE },
  getComments: { query: `${PAGE} orderBy expand=properties` },
  addComment: COMMENT,
  getComment: { query: 'expand=properties' },
  updateComment: { ...COMMENT, idle: `${COMMENT.idle ?? ''} notifyUsers` },
  deleteComment: NONE,
  addAttachment: NONE,
  getAttachmentMeta: NONE,
  getAttachment: NONE,
  getAttachmentContent: { query: 'redirect' },
  removeAttachment: NONE,
  getIssueWatchers: NONE,
  addWatcher: { body: '*' },
  removeWatcher: { query: 'accountId' },
  notify: { body: 'subject textBody htmlBody to' },
  getIssuePropertyKeys: NONE,
  getIssueProperty: NONE,
  setIssueProperty: PROPERTY,
  deleteIssueProperty: NONE,

  linkIssues: { body: 'type inwardIssue outwardIssue comment' },
  deleteIssueLink: NONE,
  getIssueLinkTypes: NONE,

  searchAndReconsileIssuesUsingJql: { query: SEARCH, idle: 'failFast' },
  searchAndReconsileIssuesUsingJqlPost: { body: SEARCH },
  countIssues: { body: 'jql' },
  getFields: NONE,
  getWorkflowTransitionRuleConfigurations: { query: `${PAGE} types keys workflowNames expand=transition` },
  updateWorkflowTransitionRuleConfigurations: { body: 'workflows' },
  readWorkflows: { body: 'projectAndIssueTypes' },
  evaluateJSISJiraExpression: { query: 'expand', body: 'expression context' },
  getMyPermissions: { query: 'permissions projectKey projectId issueKey issueId' },
  getBulkPermissions: { body: 'accountId globalPermissions projectPermissions' },

  [`GET ${REQUEST}`]: NONE,
  [`GET ${REQUEST}/comment`]: { query: 'public internal start limit' },
  [`POST ${REQUEST}/comment`]: { body: 'body public' },
};

/** For the test that holds the table to the document. */
export const handledParameters = (operationId: string) => {
  const { query = '', body = '', idle = '' } = rowOf(operationId);
  const names = (list: string) => [...valuesOf(list).keys()];
  return { query: names(query), body: names(body), idle: names(idle) };
};

function rowOf(operationId: string): Row {
  const row = ROWS[operationId];
  if (!row) throw new Error(`The host doesn't say which parameters of ${operationId} it handles.`);
  return row;
}

/** Names of a list, each with the only values that are handled, or undefined for all. */
const valuesOf = (list: string): ReadonlyMap<string, readonly string[] | undefined> =>
  new Map(
    list
      .split(' ')
      .filter(Boolean)
      .map((entry) => {
        const [name = '', values] = entry.split('=');
        return [name, values?.split('|')];
      }),
  );

const isDefault = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false || value === 'false' || isEmptyList(value);
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function check(handled: string, idle: string, asked: Iterable<readonly [string, unknown]>, operationId: string) {
  const known = valuesOf(handled);
  const ignored = valuesOf(idle);
  for (const [name, value] of asked) {
    if (isDefault(value) || ignored.has(name)) continue;
    const values = known.get(name);
    const unknown =
      values &&
      String(value)
        .split(',')
        .find((one) => !values.includes(one.trim()));
    if (!known.has(name)) notSimulated(`The parameter ${name} of ${operationId}`);
    if (unknown !== undefined) notSimulated(`${name}=${unknown} of ${operationId}`);
  }
}

/** Refuses with 501 what Jira would do with a request and the host would not: never a parameter ignored in silence. */
export function checkParameters({ operationId, method, path, scopes }: Route, query: URLSearchParams, body: unknown) {
  if (scopes === null) return; // the host's own call
  const name = operationId ?? `${method} ${path}`;
  const row = rowOf(name);
  check(row.query ?? '', row.idle ?? '', query, name);
  if (row.body === '*' || !isRecord(body)) return;
  check(row.body ?? '', row.idle ?? '', Object.entries(body), name);
}
