import type { Call, Json } from './call';
import { bodyOf, nameOf, param, refuse, reply } from './call';
import { isRecord } from '../is-record';
import { readComment, store } from './comments';
import { emitLink } from './events';
import { holds, mayBrowse, visibleIssue } from './permissions';
import { linkBean, linkTypeBean } from './shapes';
import type { Issue, JiraState, Link, LinkType } from './state';
import { newId, own, projectOf } from './state';

/** Links of an issue to issues that the viewer may see; Jira leaves the others out. */
export function linksOf(state: JiraState, issue: Issue, me: string) {
  return state.links.flatMap((link) => {
    if (link.source !== issue.id && link.destination !== issue.id) return [];
    const other = own(state.issues, link.source === issue.id ? link.destination : link.source);
    if (!other || !mayBrowse(state, me, projectOf(state, other), other)) return [];
    return [linkBean(state, link, issue, other)];
  });
}

export const linkTypeOf = ({ linkTypes }: JiraState, type: unknown): LinkType | undefined =>
  isRecord(type)
    ? linkTypes.find(({ id, name }) => (type.id === undefined ? name === type.name : id === nameOf(type.id)))
    : undefined;

/** Writes a link; the same link twice is one. */
export function addLink(call: Call, typeId: string, source: Issue, destination: Issue) {
  const { state } = call;
  const wanted = { typeId, source: source.id, destination: destination.id };
  const isSame = (link: Link) =>
    link.typeId === typeId && link.source === source.id && link.destination === destination.id;
  if (state.links.some(isSame)) return;
  const link = { id: newId(state), ...wanted };
  state.links.push(link);
  emitLink(call, 'created', link);
}

/** The visible issue that a link bean names; 404 otherwise, or what else the operation documents. */
export const linkedIssue = (call: Call, issue: unknown, otherwise = 404): Issue =>
  isRecord(issue)
    ? visibleIssue(call, nameOf(issue.key ?? issue.id), otherwise)
    : refuse(400, 'Invalid request payload.');

/** linkIssues: `inwardIssue` *outward description* `outwardIssue`, so that the first shows the second as its outward issue. */
export function linkIssues(call: Call) {
  const { state, me, deps } = call;
  const body: Json = bodyOf(call);
  const type = linkTypeOf(state, body.type) ?? refuse(404, 'No issue link type with that name or id could be found.');
  const source = linkedIssue(call, body.inwardIssue);
  const destination = linkedIssue(call, body.outwardIssue);
  if (!holds(state, me, 'LINK_ISSUES', projectOf(state, source), source)) {
    return refuse(404, 'No Link Issue Permission for issue.');
  }
  if (source === destination) return refuse(400, 'You cannot link an issue to itself.');
  const comment = body.comment === undefined ? undefined : readComment(call, source, body.comment);
  addLink(call, type.id, source, destination);
  if (comment) store(call, source, comment);
  deps.changed();
  return reply(201);
}

/** deleteIssueLink: for who sees both ends and may link at one of them. */
export function deleteIssueLink(call: Call) {
  const { state, me, deps } = call;
  const link = state.links.find(({ id }) => id === param(call, 'linkId'));
  const ends = [link?.source, link?.destination].flatMap((id) => own(state.issues, id ?? '') ?? []);
  const sees = ends.every((end) => mayBrowse(state, me, projectOf(state, end), end));
  const mayLink = ends.some((end) => holds(state, me, 'LINK_ISSUES', projectOf(state, end), end));
  if (!link || !sees || !mayLink) return refuse(404, `No issue link with id '${param(call, 'linkId')}' exists.`);
  state.links.splice(state.links.indexOf(link), 1);
  deps.changed();
  emitLink(call, 'deleted', link);
  return reply(204);
}

/** For who may browse a project of the site (OAS getIssueLinkTypes); that others get an empty list is assumed. */
export function getIssueLinkTypes({ state, me }: Call) {
  const seesSome = state.projects.some((project) => mayBrowse(state, me, project));
  const types = seesSome ? state.linkTypes : [];
  return reply(200, { issueLinkTypes: types.map((type) => linkTypeBean(state, type)) });
}
