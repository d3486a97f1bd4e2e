import { isRecord } from '../is-record';
import type { Route } from './routes';

/** What each object costs that a read returns: users, groups, project roles and permissions more than all others (jira:rate-limiting). */
const CORE = 1;
const IDENTITY = 2;

/** The whole reply is the list. */
const REPLY = '';

/**
 * Which members of a read's reply list its objects, and what each object costs. A read of no row returns one object of the usual cost.
 * What an object carries within (the components of a project, the actors of a role) costs nothing more: assumed.
 */
export const LISTS: Readonly<Record<string, readonly [members: string, each: number]>> = {
  bulkGetUsers: ['values', IDENTITY],
  findUsers: [REPLY, IDENTITY],
  findAssignableUsers: [REPLY, IDENTITY],
  getIssueWatchers: ['watchers', IDENTITY],
  getProjectRoles: [REPLY, IDENTITY],
  getMyPermissions: ['permissions', IDENTITY],
  getBulkPermissions: ['globalPermissions projectPermissions', IDENTITY],
  searchProjects: ['values', CORE],
  getProjectPropertyKeys: ['keys', CORE],
  getAllStatuses: [REPLY, CORE],
  getIssueAllTypes: [REPLY, CORE],
  getStatuses: [REPLY, CORE],
  getPriorities: [REPLY, CORE],
  getAllLabels: ['values', CORE],
  getFields: [REPLY, CORE],
  getProjectVersionsPaginated: ['values', CORE],
  getProjectVersions: [REPLY, CORE],
  getRelatedWork: [REPLY, CORE],
  getTransitions: ['transitions', CORE],
  getCreateIssueMetaIssueTypes: ['issueTypes', CORE],
  getCreateIssueMetaIssueTypeId: ['fields', CORE],
  getComments: ['comments', CORE],
  getIssuePropertyKeys: ['keys', CORE],
  getIssueLinkTypes: ['issueLinkTypes', CORE],
  searchAndReconsileIssuesUsingJql: ['issues', CORE],
  searchAndReconsileIssuesUsingJqlPost: ['issues', CORE],
  getWorkflowTransitionRuleConfigurations: ['values', CORE],
  readWorkflows: ['workflows', CORE],
};

/** One person or role, not a list of them. */
const ONE_OF_IDENTITY = ['getCurrentUser', 'getUser', 'getProjectRole'];

/** Reads that need a body. That they pay as reads is assumed: the document tells reads from writes by their method. */
const READS_BY_POST = [
  'searchAndReconsileIssuesUsingJqlPost',
  'countIssues',
  'readWorkflows',
  'evaluateJSISJiraExpression',
  'getBulkPermissions',
];

export const isRead = ({ method, operationId }: Route): boolean =>
  method === 'GET' || READS_BY_POST.includes(operationId ?? '');

/** Items of a list, or members of what is a list by name. */
const sizeOf = (list: unknown): number =>
  Array.isArray(list) ? list.length : isRecord(list) ? Object.keys(list).length : 0;

/** What a call costs of the app's quota: a write 1; a read 1 and its objects, of which a refusal has none. */
export function pointsOf(route: Route, status: number, body: unknown): number {
  if (!isRead(route) || status >= 400) return 1;
  const name = route.operationId ?? '';
  const row = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  if (!row) return 1 + (ONE_OF_IDENTITY.includes(name) ? IDENTITY : CORE);
  const [members, each] = row;
  if (members === REPLY) return 1 + sizeOf(body) * each;
  const lists = members.split(' ').map((member) => (isRecord(body) ? body[member] : undefined));
  return 1 + lists.reduce<number>((sum, list) => sum + sizeOf(list), 0) * each;
}
