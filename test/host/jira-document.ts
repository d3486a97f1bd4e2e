import { readFileSync } from 'node:fs';
import { hasOpenApi, OPENAPI_FILE } from '../../host/jira/openapi';
import { ROUTES } from '../../host/jira/routes';
import { at } from './jira-site';

/** Atlassian's OpenAPI as it stands in its file; undefined where there is none. */
const document: unknown = hasOpenApi ? JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) : undefined;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const schema = (name: string): unknown => at(document, `components.schemas.${name}`);

/** What a schema's reference stands for. */
const resolved = (value: unknown): unknown => {
  const reference = at(value, '$ref');
  return typeof reference === 'string' ? schema(reference.split('/').at(-1) ?? '') : value;
};

/** An operation by its name; throws where the document is there and has none. */
export function operation(operationId: string) {
  const route = ROUTES.find((one) => one.operationId === operationId);
  const paths = at(document, 'paths');
  const methods = isRecord(paths) ? paths[route?.path ?? ''] : undefined;
  const found = at(methods, route?.method.toLowerCase() ?? '');
  if (document !== undefined && !isRecord(found)) throw new Error(`no operation ${operationId}`);
  const all = at(found, 'parameters');
  const parameters = Array.isArray(all) ? all.filter(isRecord) : [];
  const json = (part: unknown) => {
    const content = at(part, 'content');
    return resolved(at(isRecord(content) ? content['application/json'] : undefined, 'schema'));
  };
  const members = at(json(at(found, 'requestBody')), 'properties');
  return {
    text: String(at(found, 'description')),
    query: new Map(parameters.filter((one) => one.in === 'query').map((one) => [String(one.name), one])),
    path: new Map(parameters.filter((one) => one.in === 'path').map((one) => [String(one.name), one])),
    body: new Map(Object.entries(isRecord(members) ? members : {})),
    responses: at(found, 'responses'),
    reply: json(at(found, 'responses.200')),
  };
}
