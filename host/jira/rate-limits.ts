import type { HostResponse, JiraRequest } from '../contracts';
import { limit, type LimitName } from '../limits';
import { nameOf } from './call';
import { isRecord } from '../is-record';
import { findIssue } from './permissions';
import { isRead, pointsOf } from './points';
import type { Match, Route } from './routes';
import type { JiraState } from './state';

const SECOND = 1000;
const HOUR = 3_600_000;
/** Below this share of what is left Jira says that the limit is near. */
const NEAR = 0.2;

type Reason = 'jira-quota-global-based' | 'jira-burst-based' | 'jira-per-issue-on-write';

/** Endpoints whose burst is another than that of their method (jira:rate-limiting, thresholds). */
const BURSTS: Readonly<Record<string, LimitName>> = {
  getIssue: 'jira.burstIssueReads',
  getUser: 'jira.burstUserReads',
  countIssues: 'jira.burstCounts',
  getProjectRole: 'jira.burstRoleReads',
};

const burstOf = ({ operationId, method }: Route): LimitName =>
  BURSTS[operationId ?? ''] ?? (method === 'PUT' || method === 'DELETE' ? 'jira.burstWrites' : 'jira.burstReads');

/** Ids of the issues that a call writes, however it names them: that of its path, or both ends of a link. */
function writtenIssues(state: JiraState, { route, params }: Match, body: unknown): string[] {
  if (isRead(route)) return [];
  const { inwardIssue, outwardIssue } = isRecord(body) && route.operationId === 'linkIssues' ? body : {};
  const ends = [inwardIssue, outwardIssue].map((end) => (isRecord(end) ? nameOf(end.key ?? end.id) : ''));
  const link = state.links.find(({ id }) => id === params.linkId);
  const names = [params.issueIdOrKey ?? '', ...ends, link?.source ?? '', link?.destination ?? ''];
  return [...new Set(names.flatMap((name) => findIssue(state, name)?.id ?? []))];
}

/** So many calls within a while, of what is counted together under a name. */
interface Window {
  readonly name: string;
  readonly most: number;
  readonly ms: number;
  readonly reason: Reason;
}

/** Times of the calls of the last while, by what they count for. */
function createWindows() {
  const times = new Map<string, number[]>();
  const recent = ({ name, ms }: Window, now: number) =>
    (times.get(name) ?? []).filter((time) => time > now - ms && time <= now);
  return {
    /** Ms until one more fits; 0: it fits. */
    wait(window: Window, now: number): number {
      const calls = recent(window, now);
      const [oldest = now] = calls;
      return calls.length < window.most ? 0 : oldest + window.ms - now;
    },
    add: (window: Window, now: number) => void times.set(window.name, [...recent(window, now), now]),
  };
}

/** A time in Jira's rate limit headers, to the second. */
const stampOf = (ms: number) => new Date(Math.ceil(ms / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');

/**
 * Jira's rate limits (developer.atlassian.com/cloud/jira/platform/rate-limiting): points per hour for the app, bursts per endpoint
 * and writes per issue for everybody. A burst is the steady rate alone: how large the buffer above it is isn't published.
 * Kept in memory: the cloud's counters don't survive either.
 * @param now time of the site in ms since 1970
 */
export function createRateLimits(state: JiraState, now: () => number) {
  const windows = createWindows();
  let hour = 0;
  let used = 0;

  const quota = () => limit('jira.pointsPerHour');
  const near = (remaining: number) => remaining < quota() * NEAR && { 'x-ratelimit-nearlimit': 'true' };
  const refusal = (reason: Reason, most: number, at: number, waitMs: number): HostResponse => ({
    status: 429,
    headers: {
      'retry-after': String(Math.max(1, Math.ceil(waitMs / SECOND))),
      'x-ratelimit-limit': String(most),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': stampOf(at + waitMs),
      ...(reason === 'jira-quota-global-based' && near(0)),
      'ratelimit-reason': reason,
    },
    body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
  });

  function windowsOf(match: Match, body: unknown): Window[] {
    const { method, path } = match.route;
    const most = limit(burstOf(match.route));
    const reason = 'jira-per-issue-on-write';
    return [
      { name: `${method} ${path}`, most, ms: SECOND, reason: 'jira-burst-based' },
      ...writtenIssues(state, match, body).flatMap((issue): Window[] => [
        { name: `short ${issue}`, most: limit('jira.issueWritesShort'), ms: 2 * SECOND, reason },
        { name: `long ${issue}`, most: limit('jira.issueWritesLong'), ms: 30 * SECOND, reason },
      ]),
    ];
  }

  return {
    /** The refusal of a call that comes too soon; undefined where it may go on, which is then counted. */
    refuse(request: JiraRequest, match: Match): HostResponse | undefined {
      const at = now();
      if (Math.floor(at / HOUR) !== hour) [hour, used] = [Math.floor(at / HOUR), 0];
      if (request.scopes !== null && used >= quota()) {
        return refusal('jira-quota-global-based', quota(), at, (hour + 1) * HOUR - at);
      }
      const all = windowsOf(match, request.body);
      const full = all.find((window) => windows.wait(window, at) > 0);
      if (full) return refusal(full.reason, full.most, at, windows.wait(full, at));
      for (const window of all) windows.add(window, at);
      return undefined;
    },
    /** Takes the points of the app's call and tells it what is left; a person's own client has no quota. */
    count(request: JiraRequest, { route }: Match, reply: HostResponse): HostResponse {
      if (request.scopes === null) return reply;
      const points = pointsOf(route, reply.status, reply.body);
      used += points;
      const remaining = Math.max(0, quota() - used);
      const headers = { 'x-ratelimit-limit': String(quota()), 'x-ratelimit-remaining': String(remaining) };
      return { ...reply, headers: { ...headers, ...near(remaining), ...reply.headers }, points };
    },
  };
}
