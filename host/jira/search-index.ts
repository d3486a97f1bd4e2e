import type { Call } from './call';
import type { Before } from './issue-events';
import type { Issue, JiraState } from './state';

/**
 * Search is eventually consistent (OAS searchAndReconsileIssuesUsingJql): for `state.searchLagMs` it finds an issue by what it was
 * before it was last written. Of two writes within one lag the first counts. What is found is shown as it is now: which of both
 * Jira does is not documented.
 */
export function keepForSearch({ state, deps }: Call, was: Before, issue: Issue) {
  const now = deps.clock.now();
  if (state.searchLagMs === 0 || (issue.indexed && now < issue.indexed.until)) return;
  issue.indexed = { ...was, until: now + state.searchLagMs };
}

/** The issue as search knows it at `now` (ms since 1970); undefined while it is too new to be known. */
export function asIndexed({ searchLagMs }: JiraState, issue: Issue, now: number): Issue | undefined {
  if (searchLagMs > 0 && now < issue.created + searchLagMs) return undefined;
  if (!issue.indexed || now >= issue.indexed.until) return issue;
  return { ...issue, ...issue.indexed };
}
