import type { Call } from './call';
import { bodyOf, notSimulated, param, refuse, reply, textOf } from './call';
import { isRecord } from '../is-record';
import { mayBrowse, visibleIssue } from './permissions';
import { projectOf } from './state';

const UNKNOWN = ['voters', 'groups', 'groupIds'];

/**
 * notify: an e-mail about an issue, kept in `state.notifications`. It reaches only people who may see the issue; the caller alone
 * as recipient is refused (OAS notify).
 */
export function notifyOfIssue(call: Call) {
  const { state, me, deps } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const { subject, textBody, htmlBody, to = {} } = bodyOf(call);
  if (!isRecord(to)) return refuse(400, 'Invalid request payload.');
  const unknown = UNKNOWN.find((name) => to[name] !== undefined && to[name] !== false);
  if (unknown !== undefined) notSimulated(`Notifying ${unknown}`);
  const users = Array.isArray(to.users) ? to.users.map((user: unknown) => isRecord(user) && user.accountId) : [];
  const { reporter, assignee } = issue.fields;
  const named = [
    ...users,
    ...(to.reporter === true ? [reporter] : []),
    ...(to.assignee === true ? [assignee] : []),
    ...(to.watchers === true ? issue.watchers : []),
  ].filter((accountId) => typeof accountId === 'string');
  const others = [...new Set(named)].filter((accountId) => accountId !== me);
  if (others.length === 0) return refuse(400, 'No recipients were defined for notification.');
  state.notifications.push({
    issueId: issue.id,
    from: me,
    to: others.filter((accountId) => mayBrowse(state, accountId, projectOf(state, issue), issue)),
    subject: textOf(subject) ?? `${issue.key} ${issue.fields.summary}`,
    text: textOf(textBody) ?? textOf(htmlBody) ?? '',
    at: deps.clock.now(),
  });
  deps.changed();
  return reply(204);
}
