import { randomUUID } from 'node:crypto';
import type { Call, Json } from './call';
import { bodyOf, param, refuse, reply, textOf } from './call';
import { holds } from './permissions';
import type { RelatedWork, Version } from './state';
import { projectOf } from './state';
import { visibleVersion } from './versions';

/** Generic links on Jira's own page of a release (OAS VersionRelatedWork). Its own release note line is not simulated. */
const beanOf = ({ relatedWorkId, category, title, url }: RelatedWork) => ({
  ...{ relatedWorkId, category },
  ...(title !== null && { title }),
  ...(url !== null && { url }),
});

export const getRelatedWork = (call: Call) =>
  reply(200, visibleVersion(call, param(call, 'id')).relatedWork.map(beanOf));

/** The version, if the caller may change its related work: 403 without Resolve and Edit issues, 400 when it is archived. */
function editableVersion(call: Call, name: string): Version {
  const { state, me } = call;
  const version = visibleVersion(call, param(call, name));
  const project = projectOf(state, version);
  const mayEdit = ['RESOLVE_ISSUES', 'EDIT_ISSUES'].every((permission) => holds(state, me, permission, project));
  if (!mayEdit) return refuse(403, 'You need the permissions Resolve issues and Edit issues for related work.');
  return version.archived ? refuse(400, 'Related work of an archived version can not be edited.') : version;
}

function readWork(body: Json, relatedWorkId: string): RelatedWork {
  const { category, title = null, url = null } = body;
  if (typeof category !== 'string' || category.trim() === '') return refuse(400, 'Category must be specified.');
  if (url !== null && !URL.canParse(textOf(url) ?? '')) return refuse(400, 'The URL is not valid.');
  return { relatedWorkId, category, title: textOf(title) ?? null, url: textOf(url) ?? null };
}

const indexOf = ({ relatedWork }: Version, id: unknown): number => {
  const at = relatedWork.findIndex(({ relatedWorkId }) => relatedWorkId === id);
  return at < 0 ? refuse(404, 'The related work could not be found.') : at;
};

export function createRelatedWork(call: Call) {
  const version = editableVersion(call, 'id');
  const work = readWork(bodyOf(call), randomUUID());
  version.relatedWork.push(work);
  call.deps.changed();
  return reply(201, beanOf(work));
}

export function updateRelatedWork(call: Call) {
  const version = editableVersion(call, 'id');
  const body = bodyOf(call);
  const { relatedWorkId } = body;
  if (typeof relatedWorkId !== 'string') return refuse(400, 'The id of the related work must be specified.');
  const at = indexOf(version, relatedWorkId);
  const work = readWork(body, relatedWorkId);
  version.relatedWork[at] = work;
  call.deps.changed();
  return reply(200, beanOf(work));
}

export function deleteRelatedWork(call: Call) {
  const version = editableVersion(call, 'versionId');
  version.relatedWork.splice(indexOf(version, param(call, 'relatedWorkId')), 1);
  call.deps.changed();
  return reply(204);
}
