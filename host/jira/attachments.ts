import type { HostResponse, UploadedFile } from '../contracts';
import { limit } from '../limits';
import type { Call } from './call';
import { notSimulated, param, refuse, reply } from './call';
import { emitAttachment } from './issue-events';
import { holds, mayBrowse, visibleIssue } from './permissions';
import { attachmentBean } from './shapes';
import type { Attachment, Issue } from './state';
import { newId, projectOf } from './state';

/** The one parameter of the form that Jira reads. */
const FILE = 'file';

const attachmentOf = ({ state, me, deps }: Call, { name, type, bytes }: UploadedFile): Attachment => ({
  ...{ id: newId(state), author: me, created: deps.clock.now(), filename: name, size: bytes.length },
  ...{ mimeType: type === '' ? 'application/octet-stream' : type, content: Buffer.from(bytes).toString('base64') },
});

/** addAttachment: all of the files or none. Without the header Jira takes it for a forgery. */
export function addAttachment(call: Call) {
  const { state, me, deps, headers } = call;
  if (headers['x-atlassian-token'] !== 'no-check') return refuse(403, 'XSRF check failed');
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  if (!holds(state, me, 'CREATE_ATTACHMENTS', projectOf(state, issue), issue))
    return refuse(403, 'You do not have permission to create attachments for this issue.');
  const files = (call.files ?? []).filter(({ parameter }) => parameter === FILE);
  if (files.length === 0) return refuse(400, `The form has no files named "${FILE}".`);
  const mostFiles = limit('jira.attachmentFiles');
  if (files.length > mostFiles) return refuse(413, `At most ${mostFiles} files can be uploaded at once.`);
  const mostBytes = limit('jira.attachmentBytes');
  for (const { name, bytes } of files)
    if (bytes.length > mostBytes)
      return refuse(413, `The file ${name} exceeds its maximum size of ${mostBytes} bytes.`);
  const added = files.map((file) => attachmentOf(call, file));
  issue.attachments = [...(issue.attachments ?? []), ...added];
  issue.updated = deps.clock.now();
  deps.changed();
  for (const attachment of added) emitAttachment(call, 'created', issue, attachment);
  return reply(
    200,
    added.map((attachment) => attachmentBean(state, attachment)),
  );
}

/** An attachment of an issue that the caller sees. */
function found(call: Call): { issue: Issue; attachment: Attachment } {
  const { state, me } = call;
  const id = param(call, 'id');
  for (const issue of Object.values(state.issues)) {
    const attachment = issue.attachments?.find((one) => one.id === id);
    if (attachment && mayBrowse(state, me, projectOf(state, issue), issue)) return { issue, attachment };
  }
  return refuse(404, `The attachment with id '${id}' does not exist`);
}

export function getAttachment(call: Call) {
  const { attachment } = found(call);
  return reply(200, { ...attachmentBean(call.state, attachment), id: Number(attachment.id) });
}

/** With `redirect=false` the bytes; else Jira sends one to where they are, which here is the same address. */
export function getAttachmentContent(call: Call): HostResponse {
  const { attachment } = found(call);
  if (call.headers.range !== undefined) return notSimulated('A range of an attachment');
  if (call.query.get('redirect') !== 'false') {
    const { content } = attachmentBean(call.state, attachment);
    return { status: 303, headers: { location: `${content}?redirect=false` }, body: undefined };
  }
  const bytes = new Uint8Array(Buffer.from(attachment.content, 'base64'));
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`;
  const headers = { 'content-type': attachment.mimeType, 'content-disposition': disposition };
  return { status: 200, headers, body: undefined, bytes };
}

export const getAttachmentMeta = () => reply(200, { enabled: true, uploadLimit: limit('jira.attachmentBytes') });

/** removeAttachment: one permission is for one's own, another for all. */
export function removeAttachment(call: Call) {
  const { state, me, deps } = call;
  const { issue, attachment } = found(call);
  const has = (permission: string) => holds(state, me, permission, projectOf(state, issue), issue);
  const may = has('DELETE_ALL_ATTACHMENTS') || (attachment.author === me && has('DELETE_OWN_ATTACHMENTS'));
  if (!may) return refuse(403, 'You do not have permission to delete this attachment.');
  issue.attachments = (issue.attachments ?? []).filter((one) => one !== attachment);
  issue.updated = deps.clock.now();
  deps.changed();
  emitAttachment(call, 'deleted', issue, attachment);
  return reply(204);
}
