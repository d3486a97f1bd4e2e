import { adfProblem } from './adf';
import type { Call } from './call';
import { bodyOf, listParam, notSimulated, pageOf, param, refuse, refuseFields, reply } from './call';
import { isRecord } from '../is-record';
import { emitComment } from './issue-events';
import { holds, visibleIssue } from './permissions';
import { readProperties } from './properties';
import { commentBean } from './shapes';
import type { Comment, Issue } from './state';
import { newId, projectOf } from './state';

/** This property makes a comment internal: without it a customer reads what is written (JSM docs: internal comments). */
const VISIBILITY_PROPERTY = 'sd.public.comment';

/** A comment as a request describes it, checked; nothing is written yet. */
export function readComment(call: Call, issue: Issue, request: unknown): Comment {
  const { state, me, deps } = call;
  if (!isRecord(request)) return refuse(400, 'Invalid request payload.');
  if (!holds(state, me, 'ADD_COMMENTS', projectOf(state, issue), issue)) {
    return refuseFields({ comment: 'You do not have the permission to comment on this issue.' });
  }
  if (request.visibility !== undefined) notSimulated('The visibility of a comment');
  const why = adfProblem(request.body);
  if (why !== undefined) refuseFields({ comment: why });
  const properties = readProperties(request.properties);
  const internal = properties.some(
    ({ key, value }) => key === VISIBILITY_PROPERTY && isRecord(value) && value.internal === true,
  );
  return { id: newId(state), author: me, body: request.body, created: deps.clock.now(), internal, properties };
}

export function store(call: Call, issue: Issue, comment: Comment) {
  issue.comments.push(comment);
  issue.updated = comment.created;
  call.deps.changed();
  emitComment(call, 'commented', issue, comment);
}

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
  const sorted = order.startsWith('-') ? issue.comments.toReversed() : issue.comments;
  const { values, startAt, maxResults, total } = pageOf(call, sorted, 100, 5000);
  const comments = values.map((comment) => commentBean(call.state, issue, comment, expandsProperties(call)));
  return reply(200, { startAt, maxResults, total, comments });
}

function commentOf(call: Call): { issue: Issue; comment: Comment } {
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const found = issue.comments.find(({ id }) => id === param(call, 'id'));
  return { issue, comment: found ?? refuse(404, `Can not find a comment for the id: ${param(call, 'id')}.`) };
}

/** Who wrote a comment may change it; for another's one needs a permission of one's own (OAS updateComment, deleteComment). */
function ownOrAll(call: Call, permission: 'EDIT_ALL_COMMENTS' | 'DELETE_ALL_COMMENTS') {
  const found = commentOf(call);
  const { state, me } = call;
  const may = found.comment.author === me || holds(state, me, permission, projectOf(state, found.issue), found.issue);
  return may ? found : refuse(400, 'You do not have the permission for this comment.');
}

export function updateComment(call: Call) {
  const { issue, comment } = ownOrAll(call, 'EDIT_ALL_COMMENTS');
  const { body, internal, properties } = readComment(call, issue, bodyOf(call));
  Object.assign(comment, { body, ...(properties.length > 0 && { internal, properties }) });
  issue.updated = call.deps.clock.now();
  call.deps.changed();
  emitComment(call, 'commented', issue, comment);
  return reply(200, commentBean(call.state, issue, comment, expandsProperties(call)));
}

export function deleteComment(call: Call) {
  const { issue, comment } = ownOrAll(call, 'DELETE_ALL_COMMENTS');
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  call.deps.changed();
  emitComment(call, 'deleted', issue, comment);
  return reply(204);
}

export function getComment(call: Call) {
  const { issue, comment } = commentOf(call);
  return reply(200, commentBean(call.state, issue, comment, expandsProperties(call)));
}
