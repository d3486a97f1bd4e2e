import { limit } from '../limits';
import { adfProblem } from './adf';
import type { Call } from './call';
import { bodyOf, listParam, notSimulated, pageOf, param, refuse, refuseFields, reply } from './call';
import { isRecord } from '../is-record';
import { before, emitComment } from './issue-events';
import { holds, visibleIssue } from './permissions';
import { readProperties } from './properties';
import { keepForSearch } from './search-index';
import { commentBean } from './shapes';
import type { Comment, Issue } from './state';
import { newId, projectOf } from './state';

/** This property makes a comment internal: without it a customer reads what is written (JSM docs: internal comments). */
const VISIBILITY_PROPERTY = 'sd.public.comment';

type Content = Pick<Comment, 'body' | 'internal' | 'role' | 'properties'>;

/** The role to which a comment is restricted (OAS Visibility). */
function readVisibility(visibility: unknown): Pick<Comment, 'role'> {
  if (visibility === undefined) return {};
  if (!isRecord(visibility) || visibility.type !== 'role' || typeof visibility.value !== 'string')
    return notSimulated('The visibility of a comment to a group');
  return { role: visibility.value };
}

/** What a request says of a comment, checked. */
function readContent(request: unknown): Content {
  if (!isRecord(request)) return refuse(400, 'Invalid request payload.');
  const why = adfProblem(request.body);
  if (why !== undefined) refuseFields({ comment: why });
  const properties = readProperties(request.properties);
  const internal = properties.some(
    ({ key, value }) => key === VISIBILITY_PROPERTY && isRecord(value) && value.internal === true,
  );
  return { body: request.body, internal, ...readVisibility(request.visibility), properties };
}

/** A comment that the caller makes now. */
export function newComment({ state, me, deps }: Call, content: Content): Comment {
  const now = deps.clock.now();
  return { id: newId(state), author: me, created: now, updateAuthor: me, updated: now, ...content };
}

/** A new comment as a request describes it, if the caller may comment; nothing is written yet. */
export function readComment(call: Call, issue: Issue, request: unknown): Comment {
  const { state, me } = call;
  return holds(state, me, 'ADD_COMMENTS', projectOf(state, issue), issue)
    ? newComment(call, readContent(request))
    : refuseFields({ comment: 'You do not have the permission to comment on this issue.' });
}

export function store(call: Call, issue: Issue, comment: Comment) {
  const was = before(issue);
  issue.comments.push(comment);
  issue.updated = comment.created;
  keepForSearch(call, was, issue);
  call.deps.changed();
  emitComment(call, 'commented', issue, comment);
}

/** What is restricted to a role is read by who has it. */
const reads = ({ state, me }: Call, issue: Issue, { role }: Comment): boolean =>
  role === undefined || projectOf(state, issue).roles.some((one) => one.name === role && one.members.includes(me));

const expandsProperties = (call: Call) => listParam(call, 'expand').includes('properties');

export function addComment(call: Call) {
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const comment = readComment(call, issue, bodyOf(call));
  store(call, issue, comment);
  return reply(201, commentBean(call.state, issue, comment, expandsProperties(call)));
}

export function getComments(call: Call) {
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const order = call.query.get('orderBy') ?? 'created';
  if (!/^[-+ ]?created$/.test(order)) refuse(400, 'Comments can be ordered by created only.');
  const seen = issue.comments.filter((comment) => reads(call, issue, comment));
  const sorted = order.startsWith('-') ? seen.toReversed() : seen;
  const { values, startAt, maxResults, total } = pageOf(call, sorted, 100, limit('jira.commentPage'));
  const comments = values.map((comment) => commentBean(call.state, issue, comment, expandsProperties(call)));
  return reply(200, { startAt, maxResults, total, comments });
}

function commentOf(call: Call): { issue: Issue; comment: Comment } {
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const found = issue.comments.find((one) => one.id === param(call, 'id') && reads(call, issue, one));
  return { issue, comment: found ?? refuse(404, `Can not find a comment for the id: ${param(call, 'id')}.`) };
}

/** One permission is for comments of one's own, another for all (OAS updateComment, deleteComment). */
function ownOrAll(call: Call, verb: 'EDIT' | 'DELETE') {
  const found = commentOf(call);
  const { state, me } = call;
  const has = (permission: string) => holds(state, me, permission, projectOf(state, found.issue), found.issue);
  const may = has(`${verb}_ALL_COMMENTS`) || (found.comment.author === me && has(`${verb}_OWN_COMMENTS`));
  return may ? found : refuse(400, 'You do not have the permission for this comment.');
}

export function updateComment(call: Call) {
  const { issue, comment } = ownOrAll(call, 'EDIT');
  const { body, internal, properties } = readContent(bodyOf(call));
  const was = before(issue);
  const updated = call.deps.clock.now();
  Object.assign(comment, { body, updated, updateAuthor: call.me });
  if (properties.length > 0) Object.assign(comment, { internal, properties });
  issue.updated = updated;
  keepForSearch(call, was, issue);
  call.deps.changed();
  emitComment(call, 'commented', issue, comment);
  return reply(200, commentBean(call.state, issue, comment, expandsProperties(call)));
}

export function deleteComment(call: Call) {
  const { issue, comment } = ownOrAll(call, 'DELETE');
  const was = before(issue);
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  keepForSearch(call, was, issue);
  call.deps.changed();
  emitComment(call, 'deleted', issue, comment);
  return reply(204);
}

export function getComment(call: Call) {
  const { issue, comment } = commentOf(call);
  return reply(200, commentBean(call.state, issue, comment, expandsProperties(call)));
}
