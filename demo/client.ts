import { calls, functionOf, type CallInput, type CallName, type CallOutput } from '../src/api/calls';
import { resultSchema } from '../src/api/result-schema';
import * as z from 'zod/mini';

/** Speaks to the site as a REST client does, and to the app through its own calls: no schema is written twice. */
export type Site = { readonly siteUrl: string };

const failed = (what: string, status: number, text: string): Error =>
  new Error(`${what}: ${status} ${text.slice(0, 500)}`);

/** Jira's REST API as a person, with Basic auth (any token). */
export const jira = async <T extends z.core.$ZodType>(
  site: Site,
  email: string,
  method: string,
  path: string,
  schema: T,
  body?: unknown,
): Promise<z.infer<T>> => {
  const response = await fetch(site.siteUrl + path, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${email}:demo`)}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw failed(`${method} ${path}`, response.status, text);
  return z.parse(schema, text === '' ? undefined : JSON.parse(text));
};

/** Uploads a file to an issue as a person. */
export const attach = async (
  site: Site,
  email: string,
  issueKey: string,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
) => {
  const body = new FormData();
  body.append('file', new Blob([content], { type: 'text/plain' }), name);
  const response = await fetch(`${site.siteUrl}/rest/api/3/issue/${issueKey}/attachments`, {
    ...{ method: 'POST', body },
    headers: { authorization: `Basic ${btoa(`${email}:demo`)}`, 'x-atlassian-token': 'no-check' },
  });
  if (!response.ok) throw failed(`attachment of ${issueKey}`, response.status, await response.text());
};

/** A call of the host that only the demo makes: seeding what REST can't, and moving the clock. */
export const host = async (site: Site, path: string, body: unknown, cookie = ''): Promise<Response> => {
  const response = await fetch(site.siteUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw failed(path, response.status, await response.text());
  return response;
};

/** A module of the manifest for each function that answers calls. */
const MODULES = { panel: 'handoffs', ticket: 'handoff-on-ticket', admin: 'settings', bug: 'chain-level-on-bug' };

const personSchema = z.object({ accountId: z.string() });
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), body: z.unknown() }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);

export type AsPerson = {
  readonly accountId: string;
  /** One of the app's calls; a refusal ends the demo with its code. */
  readonly call: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
};

export const asPerson = async (site: Site, email: string): Promise<AsPerson> => {
  const { accountId } = await jira(site, email, 'GET', '/rest/api/3/myself', personSchema);
  const chosen = await host(site, '/host/session', { accountId });
  const cookie = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    accountId,
    call: async (name, input) => {
      const request = {
        moduleKey: MODULES[functionOf(name)],
        payload: { functionKey: name, payload: input },
        extension: {},
      };
      const response = await host(site, '/host/invoke', request, cookie);
      const answer = z.parse(answerSchema, await response.json());
      if (!answer.ok) throw new Error(`${name}: ${answer.message}`);
      const result = z.parse(resultSchema(calls[name].output), answer.body);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result)}`);
      return result.value as CallOutput<typeof name>;
    },
  };
};
