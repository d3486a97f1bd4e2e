import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Atlassian's OpenAPI of Jira's REST API (developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json): 3.5 MB and not ours to
 * ship. Where it isn't found nothing is held against it, and `npm test` says so.
 */
export const OPENAPI_FILE = process.env.JIRA_OPENAPI ?? resolve('../shared/platform/jira-openapi.json');

export const hasOpenApi = existsSync(OPENAPI_FILE);

type Schema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly 'x-atlassian-oauth2-scopes'?: readonly { readonly state: string; readonly scopes: readonly string[] }[];
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** Where in the document an operation stands: its path template and method. */
interface Place {
  readonly method: string;
  readonly path: string;
}

/** Answers that come from Atlassian's gateway or from the host itself, whatever the operation. */
const ALWAYS_POSSIBLE = [400, 401, 429, 501];

const READ_ERRORS = { strict: false, allErrors: true, validateSchema: false } as const;

/** One way of reading the document's schemas; each is compiled when first asked for, for there are many. */
function schemaReader({ components }: Document, coerceTypes: false | 'array') {
  const ajv = addFormats(new Ajv({ ...READ_ERRORS, coerceTypes })).addSchema({ $id: 'jira', components });
  const compiled = new Map<string, ValidateFunction>();
  const compile = (schema: Schema) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"jira#/components')) as Schema);
  return (name: string, schema: Schema, value: unknown): string[] => {
    const validate = compiled.get(name) ?? compile(schema);
    compiled.set(name, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${name} ${instancePath} ${String(message)} ${JSON.stringify(params)}`,
    );
  };
}

/** A query as a schema sees it: what is repeated is a list. */
const queryValues = (query: URLSearchParams): Schema =>
  Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const all = query.getAll(name);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );

/** Parameters whose description takes back the maximum of their schema: `operationId name`. */
const CUT_NOT_REFUSED = ['searchProjects maxResults'];

const querySchema = (operationId: string, parameters: readonly Parameter[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    parameters.map(({ name, schema: { maximum, ...schema } }) => {
      const isBound = maximum !== undefined && !CUT_NOT_REFUSED.includes(`${operationId} ${name}`);
      return [name, isBound ? { ...schema, maximum } : schema];
    }),
  ),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});

function readOpenApi() {
  const document = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) as Document;
  const problemsOfJson = schemaReader(document, false);
  const problemsOfText = schemaReader(document, 'array'); // numbers, flags and lists are read out of the text of a query

  const operation = ({ path, method }: Place): Operation | undefined => document.paths[path]?.[method.toLowerCase()];
  const known = (place: Place): Operation => {
    const found = operation(place);
    if (!found) throw new Error(`Jira's OpenAPI has no ${place.method} ${place.path}.`);
    return found;
  };

  function bodyProblems({ operationId, requestBody }: Operation, body: unknown, isForm: boolean): string[] {
    const takesForm = requestBody?.content['multipart/form-data'] !== undefined;
    if (takesForm || isForm)
      return takesForm === isForm ? [] : [`${operationId} takes ${takesForm ? 'multipart/form-data' : 'no form'}.`];
    if (body === undefined) return requestBody?.required === true ? [`${operationId} needs a body.`] : [];
    if (!requestBody) return [`${operationId} takes no body.`];
    return problemsOfJson(`${operationId}, body:`, requestBody.content['application/json']?.schema ?? {}, body);
  }

  return {
    operation,
    /** What of the document a request breaks; empty where all is well. Its path is left to the operation itself. */
    ofRequest: (place: Place, query: URLSearchParams, body: unknown, isForm = false): string[] => {
      const found = known(place);
      const parameters = (found.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const name = `${found.operationId}, query:`;
      return [
        ...problemsOfText(name, querySchema(found.operationId, parameters), queryValues(query)),
        ...bodyProblems(found, body, isForm),
      ];
    },
    /** What of the document a reply breaks; empty where all is well. */
    ofReply: (place: Place, status: number, body: unknown): string[] => {
      const { operationId, responses } = known(place);
      const response = responses[String(status)];
      if (!response) return ALWAYS_POSSIBLE.includes(status) ? [] : [`${operationId}: ${status} is not documented.`];
      const schema = response.content?.['application/json']?.schema;
      return schema ? problemsOfJson(`${operationId}, ${status}:`, schema, body) : [];
    },
  };
}

let read: ReturnType<typeof readOpenApi> | undefined;

/** The document, read when first asked for; undefined where there is none. */
export const openApi = () => (hasOpenApi ? (read ??= readOpenApi()) : undefined);
