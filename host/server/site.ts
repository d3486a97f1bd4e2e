import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { Actor, HostResponse, JiraRequest, Person, Session } from '../contracts';
import type { RawBody } from '../multipart';
import { readBody } from '../multipart';
import type { Faults } from '../runtime/faults';
import type { App } from '../runtime/manifest';
import { asAnswer, fetchMethod, PRODUCT_REST } from '../runtime/platform-calls';
import { extensionAri } from '../runtime/installation';
import type { Runtime } from '../runtime/runtime';
import { headersOf, HttpError, ok, parseJson, readBytes, readText, sendReply } from './http';
import { staticFile } from './static-files';

/** What the site's routes need of the Jira room. */
interface JiraRoom {
  handle(request: JiraRequest): Promise<HostResponse>;
  people(): readonly Person[];
  personByEmail(email: string): Person | undefined;
  /** Site-wide seeding that Jira's REST API can't do. */
  seed(body: unknown): HostResponse;
}

interface SiteDeps {
  readonly app: App;
  readonly jira: JiraRoom;
  readonly runtime: Runtime;
  readonly faults: Faults;
  /** What tests may do beyond Jira; see levers.ts. */
  readonly levers: Readonly<Record<string, (body: unknown) => HostResponse | Promise<HostResponse>>>;
  readonly siteUrl: string;
  /** What the shell is told of the installed app; `me` is added per session. */
  readonly session: Omit<Session, 'me' | 'people'>;
  /** Folder of the built host; its `shell` is the site's pages. */
  readonly hostDist: string;
}

/** What reaches the Jira room: its public REST APIs, and what its own pages need beyond them (workflows and their rules). */
const REST = /^\/rest\/(api\/3|servicedeskapi|host\/1)\//;

const CHOOSE = z.object({ accountId: z.string().nullable() });
const INVOKE = z.object({
  moduleKey: z.string(),
  payload: z.object({ functionKey: z.string(), payload: z.unknown().optional() }),
  extension: z.record(z.string(), z.unknown()),
});
const FETCH_PRODUCT = z.object({
  moduleKey: z.string(),
  restPath: z.string(),
  fetchRequestInit: z.object({
    method: z.string().default('GET').transform(fetchMethod),
    headers: z.array(z.tuple([z.string(), z.string()])).default([]),
    body: z.string().nullish(),
  }),
  isMultipartFormData: z.boolean().default(false),
});

/** How @forge/bridge sends a form: its file as a data address, with name and type beside it (bridge/out/fetch/fetch.js). */
const FORM = z.object({ file: z.string(), __fileName: z.string(), __fileType: z.string() });

function formOf(form: unknown): Pick<JiraRequest, 'body' | 'files'> {
  const { file, __fileName: name, __fileType: type } = FORM.parse(form);
  const bytes = new Uint8Array(Buffer.from(file.slice(file.indexOf(',') + 1), 'base64'));
  return { body: undefined, files: [{ parameter: 'file', name, type, bytes }] };
}

const carriedBy = async (headers: Readonly<Record<string, string>>, raw: RawBody) =>
  readBody(headers, raw).catch(() => {
    throw new HttpError(400, 'The body is not what its type says.');
  });

/** Path and query as Jira gets them: `..` resolved, so that no path pretends to be another. */
const pathOf = (path: string, siteUrl: string) => {
  const { pathname, search } = new URL(path, siteUrl);
  return pathname + search;
};

/** The site's origin: Jira's REST API, the host's own calls below /host/, and the pages of the shell. */
export function createSite(deps: SiteDeps) {
  const { app, jira, runtime, faults, levers, siteUrl, session, hostDist } = deps;
  const cookieName = `host-session-${new URL(siteUrl).port}`; // cookies of one host name are shared by all its ports

  function personOf(request: IncomingMessage): Person | undefined {
    const cookies = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
    const value = cookies.find(([name]) => name === cookieName)?.[1];
    return jira.people().find(({ accountId }) => accountId === decodeURIComponent(value ?? ''));
  }

  /** Other pages of this browser may not act as the person; programs, which send no Origin, may. */
  function checkOrigin({ headers: { origin } }: IncomingMessage) {
    if (origin !== undefined && origin !== siteUrl) throw new HttpError(403, `Calls from ${origin} are refused.`);
  }

  /** Who calls Jira's REST API: Basic auth with a demo person's e-mail and any token, the shell for its session, or nobody. */
  function restActor(request: IncomingMessage): Actor | undefined {
    const isOfShell = request.headers['x-host-session'] === '1';
    if (request.headers.authorization === undefined && !isOfShell) return { kind: 'anonymous' };
    const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() === 'basic') {
      const [email = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
      const person = jira.personByEmail(email);
      return person && { kind: 'user', accountId: person.accountId };
    }
    if (!isOfShell) return undefined;
    checkOrigin(request);
    const person = personOf(request);
    return person ? { kind: 'user', accountId: person.accountId } : { kind: 'anonymous' };
  }

  const pick = ({ method, path, body, files }: JiraRequest) => ({ method, path, body, ...(files && { files }) });
  const viaFaults = (call: JiraRequest) => faults.through({ kind: 'jira', ...pick(call) }, () => jira.handle(call));

  async function rest(request: IncomingMessage, path: string): Promise<HostResponse> {
    const actor = restActor(request);
    if (!actor) {
      const message = 'Client must be authenticated to access this resource.';
      return {
        status: 401,
        headers: { 'www-authenticate': 'OAuth realm="local"' },
        body: { message, 'status-code': 401 },
      };
    }
    const headers = headersOf(request);
    const carried = await carriedBy(headers, await readBytes(request));
    return viaFaults({ actor, scopes: null, method: request.method ?? 'GET', path, headers, ...carried });
  }

  const sessionOf = (me: Person | undefined): Session => ({ me: me ?? null, people: jira.people(), ...session });

  function chooseSession(body: unknown): HostResponse {
    const { accountId } = CHOOSE.parse(body);
    const person = jira.people().find((someone) => someone.accountId === accountId);
    if (accountId !== null && !person) throw new HttpError(404, 'There is no such person.');
    const value = `${cookieName}=${encodeURIComponent(accountId ?? '')}`;
    const cookie = `${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${person ? 31_536_000 : 0}`;
    return { status: 200, headers: { 'set-cookie': cookie }, body: sessionOf(person) };
  }

  async function invoke(body: unknown, me: Person | undefined): Promise<HostResponse> {
    const { moduleKey, payload, extension } = INVOKE.parse(body);
    const localId = extensionAri(app.appId, moduleKey);
    const context = { ...session.site, localId, moduleKey, extension };
    return ok(await runtime.invokeResolver(moduleKey, payload, context, me?.accountId));
  }

  /** A screen's requestJira: as its person, and only as far as the manifest's scopes go. */
  async function fetchProduct(raw: unknown, me: Person | undefined): Promise<HostResponse> {
    const { restPath, fetchRequestInit, isMultipartFormData } = FETCH_PRODUCT.parse(raw);
    const path = pathOf(restPath, siteUrl);
    if (!PRODUCT_REST.test(path)) throw new HttpError(501, `The local host does not simulate ${path}.`);
    const { method, headers, body: text } = fetchRequestInit;
    const actor: Actor = me ? { kind: 'user', accountId: me.accountId } : { kind: 'anonymous' };
    const lowerCase = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const carried = isMultipartFormData ? formOf(parseJson(text ?? '')) : { body: parseJson(text ?? '') };
    const call = { actor, scopes: app.scopes, method, path, headers: lowerCase, ...carried };
    const { status, headers: sent, body } = asAnswer(await viaFaults(call));
    const isAttachment = body !== null && typeof body !== 'string';
    const shown = isAttachment ? Buffer.from(body).toString('base64') : (body ?? '');
    return ok({ body: shown, headers: sent, status, statusText: '', isAttachment });
  }

  type Route = (body: unknown, me: Person | undefined) => HostResponse | Promise<HostResponse>;

  const routes: Readonly<Record<string, Route>> = {
    'GET /host/session': (_, me) => ok(sessionOf(me)),
    'POST /host/session': chooseSession,
    'POST /host/invoke': invoke,
    'POST /host/fetch-product': fetchProduct,
    'POST /host/site': (body) => jira.seed(body),
    ...levers,
  };

  async function host(request: IncomingMessage, pathname: string): Promise<HostResponse> {
    const method = request.method ?? 'GET';
    if (method !== 'GET') checkOrigin(request);
    const route = routes[`${method} ${pathname}`];
    if (!route) throw new HttpError(404, `The local host has no ${method} ${pathname}.`);
    try {
      return await route(parseJson(await readText(request)), personOf(request));
    } catch (error) {
      if (error instanceof z.ZodError) throw new HttpError(400, z.prettifyError(error));
      throw error;
    }
  }

  async function page(pathname: string, response: ServerResponse) {
    const shell = join(hostDist, 'shell');
    const file = (await staticFile(shell, pathname)) ?? (await staticFile(shell, '/index.html'));
    if (!file) throw new HttpError(404, 'The pages of the site are not built.');
    response.writeHead(200, file.headers).end(file.content);
  }

  return async (request: IncomingMessage, response: ServerResponse) => {
    const path = pathOf(request.url ?? '/', siteUrl);
    const [pathname = '/'] = path.split('?');
    if (REST.test(pathname)) sendReply(response, await rest(request, path));
    else if (pathname.startsWith('/host/')) sendReply(response, await host(request, pathname));
    else if (pathname.startsWith('/rest/')) throw new HttpError(501, `The local host does not simulate ${pathname}.`);
    else if (request.method !== 'GET' && request.method !== 'HEAD') throw new HttpError(405, 'Pages are read only.');
    else await page(pathname, response);
  };
}
