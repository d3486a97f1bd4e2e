import type { ProductEvent } from '../contracts';
import type { Call } from './call';
import { linkTypeBean, projectRef, versionBean } from './shapes';
import type { Link, Project, Version } from './state';
import { byId, own } from './state';

/** Tells the app's triggers what happened, after it was written; payloads as in Forge's events-reference/jira. */
export const emit = (
  { deps, me, byApp }: Call,
  eventType: string,
  payload: Readonly<Record<string, unknown>>,
  properties?: ProductEvent['properties'],
) => deps.emit({ eventType, atlassianId: me, byApp, payload, ...(properties && { properties }) });

/** A version as events carry it. Its shape is undocumented: that of REST, without what depends on the reader. */
export const versionInEvent = ({ state, deps }: Call, version: Version) =>
  versionBean(state, version, deps.clock.now());

export const emitVersion = (call: Call, what: string, version: Version, more: Readonly<Record<string, unknown>> = {}) =>
  emit(call, `avi:jira:${what}:version`, { version: versionInEvent(call, version), ...more });

export const emitProject = (call: Call, what: string, project: Project) =>
  emit(call, `avi:jira:${what}:project`, { project: projectRef(call.state, project) });

/** What a change of a version is called: one event for each fact that changed. */
export function emitVersionChange(call: Call, before: Version, after: Version) {
  const facts = ['name', 'description', 'startDate', 'releaseDate', 'driver'] as const;
  if (facts.some((fact) => before[fact] !== after[fact])) emitVersion(call, 'updated', after);
  if (before.released !== after.released) emitVersion(call, after.released ? 'released' : 'unreleased', after);
  if (before.archived !== after.archived) emitVersion(call, after.archived ? 'archived' : 'unarchived', after);
}

export function emitLink(call: Call, what: 'created' | 'deleted', link: Link) {
  const { state } = call;
  const projectIdOf = (issueId: string) => own(state.issues, issueId)?.projectId;
  emit(call, `avi:jira:${what}:issuelink`, {
    ...{ id: link.id, sourceIssueId: link.source, destinationIssueId: link.destination },
    ...{ sourceProjectId: projectIdOf(link.source), destinationProjectId: projectIdOf(link.destination) },
    issueLinkType: linkTypeBean(state, byId(state.linkTypes, link.typeId)),
  });
}
