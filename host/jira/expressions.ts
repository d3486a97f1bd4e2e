import type { Call } from './call';
import { bodyOf, nameOf, notSimulated, reply, textOf } from './call';
import { isRecord } from '../is-record';
import { visibleProject } from './permissions';

/** The one expression that is understood, whatever its blanks: the caller's roles in the project of the context. */
const MY_ROLES = 'user.getProjectRoles(project).map(role=>role.id)';

/** evaluateJSISJiraExpression: nothing but MY_ROLES. People have roles by name here: the host has no groups. */
export function evaluateExpression(call: Call) {
  const { me, query } = call;
  const { expression, context } = bodyOf(call);
  const text = textOf(expression) ?? '';
  const { project, ...others } = isRecord(context) ? context : {};
  if (text.replaceAll(/\s/g, '') !== MY_ROLES) return notSimulated(`The Jira expression ${text}`);
  if (!isRecord(project) || Object.keys(others).length > 0 || query.has('expand'))
    return notSimulated('A Jira expression about anything but a project');
  const { roles } = visibleProject(call, nameOf(project.id ?? project.key));
  return reply(200, { value: roles.filter(({ members }) => members.includes(me)).map(({ id }) => Number(id)) });
}
