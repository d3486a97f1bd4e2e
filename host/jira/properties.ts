import { limit } from '../limits';
import type { Call, Handler } from './call';
import { param, refuse, reply } from './call';
import { isRecord } from '../is-record';
import { before } from './issue-events';
import { administers, holds, visibleIssue, visibleProject } from './permissions';
import { keepForSearch } from './search-index';
import type { JiraState, Property } from './state';
import { projectOf } from './state';

/** Checks one property; refuses with 400. */
function checkProperty(key: unknown, value: unknown): Property {
  if (typeof key !== 'string' || key === '') return refuse(400, 'The property key must not be empty.');
  const [mostOfKey, mostOfValue] = [limit('jira.propertyKeyLength'), limit('jira.propertyLength')];
  if (key.length > mostOfKey) return refuse(400, `The property key must be at most ${mostOfKey} characters.`);
  if (value === undefined) return refuse(400, 'The property value must be valid, non-empty JSON.');
  if (JSON.stringify(value).length > mostOfValue) {
    return refuse(400, `The property value is too long: at most ${mostOfValue} characters.`);
  }
  return { key, value };
}

/** The `properties` list of a request that creates something. */
export const readProperties = (list: unknown): Property[] => {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return refuse(400, 'Invalid request payload.');
  return list.map((entry) =>
    isRecord(entry) ? checkProperty(entry.key, entry.value) : refuse(400, 'Invalid request payload.'),
  );
};

/** What carries the properties, found as the caller sees it, and whether they may write there. */
interface Bearer {
  readonly properties: Property[];
  readonly path: string;
  readonly mayWrite: boolean;
  /** What who may not write is told on removing. */
  readonly noRemoval: 403 | 404;
  /** Called before it is written. */
  readonly keep: () => void;
}

/** An issue's property can't be found by who may not edit the issue (OAS deleteIssueProperty). */
function issueBearer(call: Call): Bearer {
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const mayWrite = holds(call.state, call.me, 'EDIT_ISSUES', projectOf(call.state, issue), issue);
  const keep = () => keepForSearch(call, before(issue), issue);
  return { properties: issue.properties, path: `issue/${issue.id}`, mayWrite, noRemoval: 404, keep };
}

function projectBearer(call: Call): Bearer {
  const project = visibleProject(call, param(call, 'projectIdOrKey'));
  const mayWrite = administers(call.state, call.me, project);
  return {
    properties: project.properties,
    path: `project/${project.id}`,
    mayWrite,
    noRemoval: 403,
    keep: () => undefined,
  };
}

const addressOf = ({ siteUrl }: JiraState, path: string, key: string) =>
  `${siteUrl}/rest/api/3/${path}/properties/${encodeURIComponent(key)}`;

/** The four operations of a kind of bearer. */
const operations = (bearerOf: (call: Call) => Bearer) => {
  const writable = (call: Call, statusOfNo: (bearer: Bearer) => number): Bearer => {
    const bearer = bearerOf(call);
    return bearer.mayWrite ? bearer : refuse(statusOfNo(bearer), 'You do not have permission to edit this entity.');
  };
  const found = (call: Call, { properties }: Bearer): Property => {
    const key = param(call, 'propertyKey');
    return properties.find((property) => property.key === key) ?? refuse(404, `The property '${key}' does not exist.`);
  };
  return {
    list: (call) => {
      const { properties, path } = bearerOf(call);
      return reply(200, { keys: properties.map(({ key }) => ({ self: addressOf(call.state, path, key), key })) });
    },
    get: (call) => reply(200, found(call, bearerOf(call))),
    set: (call) => {
      const { properties, keep } = writable(call, () => 403);
      const property = checkProperty(param(call, 'propertyKey'), call.body);
      keep();
      const at = properties.findIndex(({ key }) => key === property.key);
      if (at >= 0) properties[at] = property;
      else properties.push(property);
      call.deps.changed();
      return reply(at >= 0 ? 200 : 201);
    },
    remove: (call) => {
      const bearer = writable(call, ({ noRemoval }) => noRemoval);
      const place = bearer.properties.indexOf(found(call, bearer));
      bearer.keep();
      bearer.properties.splice(place, 1);
      call.deps.changed();
      return reply(204);
    },
  } satisfies Record<string, Handler>;
};

export const issueProperties = operations(issueBearer);
export const projectProperties = operations(projectBearer);
