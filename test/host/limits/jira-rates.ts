import { limit } from '../../../host/limits';
import type { LimitName } from '../../../host/limits';
import { jiraSite, NOW } from '../jira-site';
import { ids, manyIssues, status } from './jira-cases';
import type { Site } from './jira-cases';
import type { LimitCase } from './limit-case';

type Reply = Awaited<ReturnType<Site['send']>>;

/** So many calls in the same moment, or in one that each makes: all but the last are let through, the last one's reply counts. */
async function last(count: number, ask: (n: number) => Promise<Reply>): Promise<Reply | undefined> {
  let reply: Reply | undefined;
  for (const n of ids(count)) {
    if (n === count) reply = await ask(n);
    else expect((await ask(n)).status).not.toBe(429);
  }
  return reply;
}

/** The limit of a burst: beyond it one waits a second, for this endpoint only. */
const burst = (name: LimitName, prepare: (site: Site) => Promise<(n: number) => Promise<Reply>>): LimitCase => ({
  at: async () => expect((await last(limit(name), await prepare(jiraSite())))?.status).toBe(200),
  beyond: async () => {
    const site = jiraSite();
    const reply = await last(limit(name) + 1, await prepare(site));
    expect(reply?.status).toBe(429);
    expect(reply?.headers).toEqual({
      ...{ 'retry-after': '1', 'ratelimit-reason': 'jira-burst-based' },
      ...{ 'x-ratelimit-limit': String(limit(name)), 'x-ratelimit-remaining': '0' },
      'x-ratelimit-reset': '2026-03-01T12:00:01Z',
    });
    expect((await site.send('po', 'GET', '/priority')).status).toBe(200);
  },
});

/** Writes of one issue, named by its key in any spelling and by its id, every `pauseMs`. */
const writes = (name: LimitName, pauseMs: number, wait: { seconds: number; reset: string }): LimitCase => {
  const write = async (count: number, { send, bug, clock }: Site) => {
    const { key, body } = await bug('po');
    const names = [key, key.toLowerCase(), (body as { id: string }).id];
    return last(count, (n) => {
      clock.ms += pauseMs;
      return send('po', 'PUT', `/issue/${names[n % 3] ?? ''}`, { fields: { summary: `n${n}` } });
    });
  };
  return {
    at: async () => expect((await write(limit(name), jiraSite()))?.status).toBe(204),
    beyond: async () => {
      const reply = await write(limit(name) + 1, jiraSite());
      expect(reply?.status).toBe(429);
      expect(reply?.headers).toEqual({
        ...{ 'retry-after': String(wait.seconds), 'ratelimit-reason': 'jira-per-issue-on-write' },
        ...{ 'x-ratelimit-limit': String(limit(name)), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': wait.reset },
      });
    },
  };
};

/** What is left of the hour for the app after it spent so many points: its next read, of two points. */
async function afterSpending(points: number, site: Site) {
  const { key } = await site.bug('po');
  manyIssues(site, limit('jira.searchIdsPage'), key);
  const asApp = (path: string) => site.send('app', 'GET', path, undefined, ['read:jira-work']);
  const mostAtOnce = limit('jira.searchIdsPage') + 1; // one for the search, one for each issue
  for (let left = points; left > 0;) {
    const cost = left - mostAtOnce === 1 ? mostAtOnce - 1 : Math.min(left, mostAtOnce); // a search costs two at least
    expect(await status(asApp(`/search/jql?jql=project%3DEXAM&maxResults=${cost - 1}`))).toBe(200);
    left -= cost;
  }
  return asApp(`/issue/${key}`);
}

export const jiraRates = {
  'jira.pointsPerHour': {
    at: async () => {
      const { status: answer, headers } = await afterSpending(limit('jira.pointsPerHour') - 1, jiraSite());
      expect(answer).toBe(200);
      expect(headers).toEqual({
        ...{ 'x-ratelimit-limit': '65000', 'x-ratelimit-remaining': '0', 'x-ratelimit-nearlimit': 'true' },
      });
    },
    beyond: async () => {
      const site = jiraSite();
      site.clock.ms = NOW + 600_500;
      const { status: answer, headers } = await afterSpending(limit('jira.pointsPerHour'), site);
      expect(answer).toBe(429);
      expect(headers).toEqual({
        ...{ 'retry-after': '3000', 'ratelimit-reason': 'jira-quota-global-based' },
        ...{ 'x-ratelimit-limit': '65000', 'x-ratelimit-remaining': '0', 'x-ratelimit-nearlimit': 'true' },
        'x-ratelimit-reset': '2026-03-01T13:00:00Z',
      });
      const again = () => site.send('app', 'GET', '/priority', undefined, ['read:jira-work']);
      site.clock.ms = NOW + 3_599_999;
      expect(await status(again())).toBe(429);
      site.clock.ms = NOW + 3_600_000;
      expect(await status(again())).toBe(200);
    },
  },
  'jira.burstReads': burst('jira.burstReads', ({ send }) => Promise.resolve(() => send('po', 'GET', '/myself'))),
  'jira.burstWrites': burst('jira.burstWrites', async ({ send, release }) => {
    const id = await release('2.4');
    return (n) => send('admin', 'PUT', `/version/${id}`, { name: `n${n}` });
  }),
  'jira.burstIssueReads': burst('jira.burstIssueReads', async ({ send, bug }) => {
    const { key } = await bug('po');
    return () => send('po', 'GET', `/issue/${key}`);
  }),
  'jira.burstUserReads': burst('jira.burstUserReads', ({ send, idOf }) =>
    Promise.resolve(() => send('po', 'GET', `/user?accountId=${idOf('po')}`)),
  ),
  'jira.burstCounts': burst('jira.burstCounts', ({ send }) =>
    Promise.resolve(() => send('po', 'POST', '/search/approximate-count', { jql: 'project = EXAM' })),
  ),
  'jira.burstRoleReads': burst('jira.burstRoleReads', ({ send, state }) => {
    const id = state.projects[0]?.roles[0]?.id ?? '';
    return Promise.resolve(() => send('admin', 'GET', `/project/EXAM/role/${id}`));
  }),
  'jira.issueWritesShort': writes('jira.issueWritesShort', 0, { seconds: 2, reset: '2026-03-01T12:00:02Z' }),
  // slow enough for the short limit; the first was 25 s before the last
  'jira.issueWritesLong': writes('jira.issueWritesLong', 250, { seconds: 5, reset: '2026-03-01T12:00:31Z' }),
} as const satisfies Record<string, LimitCase>;
