import type { Call } from './call';
import { bodyOf, nameOf, param, refuse, reply } from './call';
import { emitVersion, versionInEvent } from './events';
import { before } from './issue-events';
import { administers } from './permissions';
import { keepForSearch } from './search-index';
import type { Issue, Version } from './state';
import { own, projectOf } from './state';
import { visibleVersion } from './versions';

const VERSION_FIELDS = ['fixVersions', 'versions'] as const;
type VersionField = (typeof VERSION_FIELDS)[number];

const self = ({ state }: Call, version: Version, what: string) =>
  `${state.siteUrl}/rest/api/3/version/${version.id}/${what}`;

const issuesWith = ({ state }: Call, field: VersionField, version: Version): Issue[] =>
  Object.values(state.issues).filter(({ fields }) => fields[field].includes(version.id));

export function getRelatedIssueCounts(call: Call) {
  const version = visibleVersion(call, param(call, 'id'));
  return reply(200, {
    self: self(call, version, 'relatedIssueCounts'),
    issuesFixedCount: issuesWith(call, 'fixVersions', version).length,
    issuesAffectedCount: issuesWith(call, 'versions', version).length,
    ...{ issueCountWithCustomFieldsShowingVersion: 0, customFieldUsage: [] },
  });
}

export function getUnresolvedIssueCount(call: Call) {
  const version = visibleVersion(call, param(call, 'id'));
  const issues = issuesWith(call, 'fixVersions', version);
  return reply(200, {
    self: self(call, version, 'unresolvedIssueCount'),
    issuesCount: issues.length,
    issuesUnresolvedCount: issues.filter(({ resolved }) => resolved === null).length,
  });
}

/** The version, if the caller may end it. What one hears who may not depends on the operation (OAS). */
function endable(call: Call, otherwise: 401 | 404): Version {
  const version = visibleVersion(call, param(call, 'id'));
  return administers(call.state, call.me, projectOf(call.state, version))
    ? version
    : refuse(otherwise, `You can not delete the version with id '${version.id}'.`);
}

/** The version of the same project that takes the other's place; undefined where none is named. */
function replacementOf(call: Call, version: Version, id: string): Version | undefined {
  if (id === '') return undefined;
  const other = own(call.state.versions, id);
  const fits = other && other.id !== version.id && other.projectId === version.projectId;
  return fits ? other : refuse(400, `The version with id '${id}' can not take the place of this one.`);
}

function swap({ fields }: Issue, field: VersionField, version: Version, replacement: Version | undefined) {
  if (!fields[field].includes(version.id)) return;
  const others = fields[field].filter((id) => id !== version.id && id !== replacement?.id);
  fields[field] = replacement ? [...others, replacement.id] : others;
}

/** Issues lose the version or get another in its place; no issue events follow (Forge docs: cascading events). */
function end(call: Call, version: Version, by: Partial<Record<VersionField, Version | undefined>>) {
  const issues = new Set(VERSION_FIELDS.flatMap((field) => issuesWith(call, field, version)));
  for (const issue of issues) {
    const was = before(issue);
    for (const field of VERSION_FIELDS) swap(issue, field, version, by[field]);
    keepForSearch(call, was, issue);
  }
  Reflect.deleteProperty(call.state.versions, version.id);
  call.deps.changed();
}

function remove(call: Call, version: Version, fix: string, affected: string) {
  const fixVersions = replacementOf(call, version, fix);
  const versions = replacementOf(call, version, affected);
  end(call, version, { fixVersions, versions });
  emitVersion(call, 'deleted', version, {
    ...(fixVersions && { newFixVersion: versionInEvent(call, fixVersions) }),
    ...(versions && { newAffectsVersion: versionInEvent(call, versions) }),
    customFieldReplacements: [],
  });
  return reply(204);
}

export function deleteVersion(call: Call) {
  const { query } = call;
  return remove(call, endable(call, 401), query.get('moveFixIssuesTo') ?? '', query.get('moveAffectedIssuesTo') ?? '');
}

/** deleteAndReplaceVersion; the host has no custom fields of versions. */
export function removeAndSwapVersion(call: Call) {
  const { moveFixIssuesTo, moveAffectedIssuesTo } = bodyOf(call);
  return remove(call, endable(call, 404), nameOf(moveFixIssuesTo), nameOf(moveAffectedIssuesTo));
}

/** mergeVersions: the version of the path goes, the other one takes its issues. Both events are as documented; their order is not. */
export function mergeVersions(call: Call) {
  const version = endable(call, 401);
  const target = replacementOf(call, version, param(call, 'moveIssuesTo')) ?? refuse(400, 'A version must be named.');
  end(call, version, { fixVersions: target, versions: target });
  const mergedVersion = versionInEvent(call, version);
  emitVersion(call, 'merged', target, { mergedVersion });
  emitVersion(call, 'deleted', version, { mergedVersion: versionInEvent(call, target), customFieldReplacements: [] });
  return reply(204);
}
