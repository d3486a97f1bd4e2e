import type { HostResponse, JiraRequest, Person } from '../contracts';
import type { JiraDeps } from './call';
import { notSimulated, Refusal, refuse, reply } from './call';
import { isRecord } from '../is-record';
import { openApi } from './openapi';
import { checkParameters } from './parameters';
import { createRateLimits } from './rate-limits';
import type { Match, Route } from './routes';
import { isInScope, matchRoute } from './routes';
import { seedSite } from './seed';
import type { JiraState } from './state';
import { APP_ACCOUNT_ID } from './state';

/** Operations that need no permission and are open to nobody in particular. In all others the host grants nothing to anonymous callers. */
const OPEN_TO_ALL = ['getServerInfo'];

/** Account id of the caller, none for an anonymous one where that is allowed; refuses other anonymous calls and unknown accounts. */
function callerOf(state: JiraState, { actor }: JiraRequest, { operationId }: Route): string {
  if (actor.kind === 'app') return APP_ACCOUNT_ID;
  if (actor.kind === 'anonymous' && OPEN_TO_ALL.includes(operationId ?? '')) return '';
  const known = actor.kind === 'user' && state.people.some(({ accountId }) => accountId === actor.accountId);
  return known ? actor.accountId : refuse(401, 'Client must be authenticated to access this resource.');
}

function routeOf({ method, path, scopes }: JiraRequest): Match & { readonly query: URLSearchParams } {
  const [pathname = '', ...query] = path.split('?');
  let match: Match | undefined;
  try {
    match = matchRoute(method, pathname);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    refuse(400, `The path ${pathname} is not valid.`);
  }
  const isOutOfReach = scopes !== null && match?.route.scopes === null;
  if (!match || isOutOfReach) return notSimulated(`${method} ${pathname}`);
  return { ...match, query: new URLSearchParams(query.join('?')) };
}

/** As Atlassian's gateway answers a call outside of the app's scopes. */
const WRONG_SCOPE = reply(401, { code: 401, message: 'Unauthorized; scope does not match' });

/** A request that Atlassian's OpenAPI doesn't know so is refused with what of the document it breaks. */
function checkRequest({ operationId, method, path }: Route, query: URLSearchParams, body: unknown, isForm: boolean) {
  const problems = operationId === null ? [] : (openApi()?.ofRequest({ method, path }, query, body, isForm) ?? []);
  if (problems.length > 0) throw new Refusal(400, problems);
}

/** A reply that the document doesn't know so is a bug of the host's, said loudly. */
function checkReply({ operationId, method, path }: Route, { status, body }: HostResponse) {
  const problems = operationId === null ? [] : (openApi()?.ofReply({ method, path }, status, body) ?? []);
  if (problems.length > 0) throw new Error(`The host's reply is none of Jira's: ${problems.join('; ')}`);
}

/** A copy as it would come over the wire, so that no caller holds a part of the state. */
const overTheWire = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);

/**
 * Jira's REST API on `state`, which is changed in place.
 * - `handle` answers one call; what the host doesn't simulate gets 501, and it never throws for what a caller did.
 * - `seed` creates what REST can't, from one document of the shape `SiteSeed`.
 */
export function createJira(state: JiraState, deps: JiraDeps) {
  const limits = createRateLimits(state, () => deps.clock.now());

  async function refusable(work: () => HostResponse | Promise<HostResponse>): Promise<HostResponse> {
    try {
      const { body, ...response } = await work();
      return { ...response, body: overTheWire(body) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return reply(error.status, { errorMessages: error.errorMessages, errors: error.errors });
    }
  }

  async function answer(request: JiraRequest): Promise<HostResponse> {
    const match = routeOf(request);
    const { route, params, query } = match;
    if (request.scopes !== null && !isInScope(route, request.scopes)) return WRONG_SCOPE;
    const tooSoon = limits.refuse(request, match);
    if (tooSoon) return tooSoon;
    const me = callerOf(state, request, route);
    const byApp = request.scopes !== null;
    const body = overTheWire(request.body);
    const { headers, files } = request;
    const response = await refusable(() => {
      checkRequest(route, query, body, files !== undefined);
      checkParameters(route, query, body);
      return route.handler({ state, deps, me, byApp, params, query, body, headers, files });
    });
    checkReply(route, response);
    return limits.count(request, match, response);
  }

  return {
    handle: (request: JiraRequest): Promise<HostResponse> => refusable(() => answer(request)),
    people: (): Person[] => state.people,
    personByEmail: (email: string): Person | undefined =>
      state.people.find(({ emailAddress }) => emailAddress.toLowerCase() === email.toLowerCase()),
    seed: (body: unknown): HostResponse => {
      const grantable = deps.appPermissions.filter(({ grants }) => grants === 'scheme');
      const appPermissions = grantable.map(({ moduleKey }) => `app:${moduleKey}`);
      const problem = seedSite(state, isRecord(body) ? body : {}, appPermissions);
      if (problem !== undefined) return reply(400, { errorMessages: [problem], errors: {} });
      deps.changed();
      const people = state.people.map(({ accountId, emailAddress }) => ({ accountId, emailAddress }));
      const projects = state.projects.map(({ id, key }) => ({ id, key }));
      return reply(201, { people, projects });
    },
  };
}
