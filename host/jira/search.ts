import { limit } from '../limits';
import type { Call, Page } from './call';
import { bodyOf, listParam, refuse, reply, strings } from './call';
import { issueBean } from './issue-view';
import type { Order, Query } from './jql';
import { parseJql } from './jql';
import { mayBrowse } from './permissions';
import { propertyOrder, propertySearch } from './property-search';
import type { Searcher, Test } from './search-fields';
import { asIndexed } from './search-index';
import { SEARCH_FIELDS, SORT_FIELDS } from './search-fields';
import type { Issue } from './state';
import { own, projectOf } from './state';

interface Ask {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly properties: readonly string[];
  readonly maxResults: number;
  readonly nextPageToken: string | null;
  readonly reconcileIssues: readonly string[];
}

function testOf(searcher: Searcher, query: Query): Test {
  switch (query.kind) {
    case 'and': {
      const tests = query.parts.map((part) => testOf(searcher, part));
      return (issue) => tests.every((test) => test(issue));
    }
    case 'or': {
      const tests = query.parts.map((part) => testOf(searcher, part));
      return (issue) => tests.some((test) => test(issue));
    }
    case 'clause': {
      const { field, operator, values } = query;
      const known =
        own(SEARCH_FIELDS, field) ??
        propertySearch(searcher, field) ??
        refuse(400, `not simulated: the JQL field '${field}'`);
      return known(searcher, operator, values, field);
    }
  }
}

function comparing(searcher: Searcher, orderBy: readonly Order[]) {
  const { state } = searcher;
  const orders = orderBy.map(({ field, descending }) => {
    const keyOf =
      own(SORT_FIELDS, field) ?? propertyOrder(searcher, field) ?? refuse(400, `not simulated: ORDER BY ${field}`);
    return { keyOf, sign: descending ? -1 : 1 };
  });
  return (one: Issue, other: Issue): number => {
    for (const { keyOf, sign } of orders) {
      const [a, b] = [keyOf(one, state), keyOf(other, state)];
      if (a !== b) return a < b ? -sign : sign;
    }
    return Number(other.id) - Number(one.id); // newest first, where nothing else decides
  };
}

/** Issues that the caller may see and the query asks for, as far as the index knows; those in `reconcileIssues` it knows as they are. */
function matches({ state, me, deps }: Call, { jql, reconcileIssues }: Ask): Issue[] {
  const searcher: Searcher = { state, me, now: deps.clock.now(), indexed: deps.indexedProperties };
  const { where, orderBy } = parseJql(jql);
  if (!where) {
    return refuse(400, 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  }
  const mostOrders = limit('jira.searchOrders');
  if (orderBy.length > mostOrders) refuse(400, `ORDER BY can have at most ${mostOrders} fields.`);
  const test = testOf(searcher, where);
  const isFound = (issue: Issue) => {
    const known = reconcileIssues.includes(issue.id) ? issue : asIndexed(state, issue, searcher.now);
    return known !== undefined && test(known);
  };
  return Object.values(state.issues)
    .filter((issue) => isFound(issue) && mayBrowse(state, me, projectOf(state, issue), issue))
    .sort(comparing(searcher, orderBy));
}

/** A token is the number of issues before the page, made opaque. */
const tokenOf = (offset: number) => Buffer.from(`offset:${offset}`).toString('base64url');

function offsetOf(token: string | null): number {
  if (token === null || token === '') return 0;
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  return offset === undefined ? refuse(400, 'The nextPageToken is not valid.') : Number(offset);
}

/** Issues of a page where nothing says how many (OAS searchAndReconsileIssuesUsingJql). */
const USUAL_PAGE = 50;

function search(call: Call, ask: Ask) {
  const [mostProperties, mostReconciled] = [limit('jira.searchProperties'), limit('jira.reconcileIssues')];
  if (ask.properties.length > mostProperties) refuse(400, `At most ${mostProperties} properties can be asked for.`);
  if (ask.reconcileIssues.length > mostReconciled) refuse(400, `At most ${mostReconciled} issues can be reconciled.`);
  if (!Number.isInteger(ask.maxResults) || ask.maxResults < 1) refuse(400, 'maxResults must be at least 1.');
  const startAt = offsetOf(ask.nextPageToken);
  const idsOnly = ask.fields.every((field) => field === 'id');
  const isSmall = idsOnly || ask.fields.every((field) => field === 'id' || field === 'key');
  const most = limit(isSmall ? 'jira.searchIdsPage' : 'jira.searchPage');
  const found = matches(call, ask);
  const values = found.slice(startAt, startAt + Math.min(ask.maxResults, most));
  const next = startAt + values.length;
  const isLast: Page<Issue>['isLast'] = next >= found.length;
  const beanOf = (issue: Issue) =>
    idsOnly && ask.properties.length === 0 ? { id: issue.id } : issueBean(call.state, issue, call.me, ask);
  return reply(200, { issues: values.map(beanOf), isLast, ...(!isLast && { nextPageToken: tokenOf(next) }) });
}

/** countIssues: how many issues a bounded query finds; the index lags as it does for search. */
export function countIssues(call: Call) {
  const { jql } = bodyOf(call);
  const ask = { fields: [], properties: [], maxResults: 0, nextPageToken: null, reconcileIssues: [] };
  return reply(200, { count: matches(call, { ...ask, jql: typeof jql === 'string' ? jql : '' }).length });
}

export const searchGet = (call: Call) =>
  search(call, {
    jql: call.query.get('jql') ?? '',
    fields: listParam(call, 'fields'),
    properties: listParam(call, 'properties'),
    maxResults: Number(call.query.get('maxResults') ?? USUAL_PAGE),
    nextPageToken: call.query.get('nextPageToken'),
    reconcileIssues: listParam(call, 'reconcileIssues'),
  });

export function searchPost(call: Call) {
  const { jql, fields, properties, maxResults, nextPageToken, reconcileIssues } = bodyOf(call);
  return search(call, {
    jql: typeof jql === 'string' ? jql : '',
    fields: strings(fields),
    properties: strings(properties),
    maxResults: typeof maxResults === 'number' ? maxResults : USUAL_PAGE,
    nextPageToken: typeof nextPageToken === 'string' ? nextPageToken : null,
    reconcileIssues: strings(reconcileIssues),
  });
}
