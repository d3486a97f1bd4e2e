import type { HostResponse, JiraRequest } from '../contracts';
import { limit } from '../limits';
import { isRecord } from '../is-record';
import type { Match } from './routes';

/** Operations whose objects are people, groups, roles or permissions: 2 points each, 1 for all others (jira:rate-limiting). */
const OF_IDENTITY = new Set(
  'getCurrentUser getUser bulkGetUsers findUsers findAssignableUsers getMyPermissions getProjectRoles getProjectRole'.split(
    ' ',
  ),
);

const HOUR = 3_600_000;
/** Below this share of what is left Jira says that the limit is near. */
const NEAR = 0.2;

type Reason = 'jira-quota-global-based' | 'jira-burst-based' | 'jira-per-issue-on-write';

/** How many objects a reply shows: the items of its list, or itself. */
function objectsIn(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  const list = isRecord(body) ? Object.values(body).find((value) => Array.isArray(value)) : undefined;
  return list?.length ?? 1;
}

/** What a call costs of the app's quota: a read 1 and its objects, a write 1. */
const pointsOf = ({ method }: JiraRequest, { route }: Match, body: unknown): number =>
  method === 'GET' ? 1 + objectsIn(body) * (OF_IDENTITY.has(route.operationId ?? '') ? 2 : 1) : 1;

/** Times of the calls of the last while, by what they count for. */
function createWindows() {
  const times = new Map<string, number[]>();
  return {
    /** Ms until one more fits; 0: it fits, and is counted. */
    take(name: string, most: number, windowMs: number, now: number): number {
      const recent = (times.get(name) ?? []).filter((time) => time > now - windowMs && time <= now);
      times.set(name, recent);
      const [oldest = now] = recent;
      if (recent.length >= most) return oldest + windowMs - now;
      recent.push(now);
      return 0;
    },
  };
}

/**
 * Jira's rate limits (developer.atlassian.com/cloud/jira/platform/rate-limiting): points per hour for the app, bursts per endpoint
 * and writes per issue for everybody. Kept in memory: the cloud's counters don't survive either.
 * @param now time of the site in ms since 1970
 */
export function createRateLimits(now: () => number) {
  const windows = createWindows();
  let hour = 0;
  let used = 0;

  const resetAt = () => (hour + 1) * HOUR;
  const headers = () => {
    const remaining = Math.max(0, limit('jira.pointsPerHour') - used);
    return {
      'x-ratelimit-limit': String(limit('jira.pointsPerHour')),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': new Date(resetAt()).toISOString(),
      ...(remaining < limit('jira.pointsPerHour') * NEAR && { 'x-ratelimit-nearlimit': 'true' }),
    };
  };
  const refusal = (reason: Reason, waitMs: number): HostResponse => ({
    status: 429,
    headers: { ...headers(), 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))), 'ratelimit-reason': reason },
    body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
  });

  function burst({ method }: JiraRequest, { route }: Match) {
    if (route.operationId === 'getIssue') return limit('jira.burstIssueReads');
    return limit(method === 'PUT' || method === 'DELETE' ? 'jira.burstWrites' : 'jira.burstReads');
  }

  return {
    /** The refusal of a call that comes too soon; undefined where it may go on. */
    refuse(request: JiraRequest, match: Match): HostResponse | undefined {
      const at = now();
      if (Math.floor(at / HOUR) !== hour) [hour, used] = [Math.floor(at / HOUR), 0];
      if (request.scopes !== null && used >= limit('jira.pointsPerHour')) {
        return refusal('jira-quota-global-based', resetAt() - at);
      }
      const { method, path } = match.route;
      const soon = windows.take(`${method} ${path}`, burst(request, match), 1000, at);
      if (soon > 0) return refusal('jira-burst-based', soon);
      const issue = match.params.issueIdOrKey;
      if (issue === undefined || method === 'GET') return undefined;
      const wait =
        windows.take(`2 s ${issue}`, limit('jira.issueWritesShort'), 2000, at) ||
        windows.take(`30 s ${issue}`, limit('jira.issueWritesLong'), 30_000, at);
      return wait > 0 ? refusal('jira-per-issue-on-write', wait) : undefined;
    },
    /** Takes the points of the app's call and tells it what is left; a person's own client has no quota. */
    count(request: JiraRequest, match: Match, reply: HostResponse): HostResponse {
      if (request.scopes === null) return reply;
      const points = pointsOf(request, match, reply.body);
      used += points;
      return { ...reply, headers: { ...headers(), ...reply.headers }, points };
    },
  };
}
