import type { IndexedProperty } from '../contracts';
import { plainText } from './adf';
import { refuse } from './call';
import type { Operator } from './jql';
import { findIssue, mayBrowse } from './permissions';
import type { Issue, JiraState, Named, Status } from './state';
import { byId, projectOf } from './state';

/** For whom and when a query is answered. */
export interface Searcher {
  readonly state: JiraState;
  readonly me: string;
  readonly now: number;
  /** What the app has indexed of issue properties. */
  readonly indexed: readonly IndexedProperty[];
}

export type Test = (issue: Issue) => boolean;
/** What a clause on a field asks; refuses what Jira has and the host doesn't know. */
export type SearchField = (searcher: Searcher, operator: Operator, values: readonly string[], field: string) => Test;

const unsupported = (field: string, operator: Operator): never =>
  refuse(400, `not simulated: the operator '${operator}' on the JQL field '${field}'`);

const noValue = (field: string, value: string): never =>
  refuse(400, `The value '${value}' does not exist for the field '${field}'.`);

/**
 * A field that holds values of a known set. As in Jira, `!=` and `not in` leave out issues where the field is empty.
 * @param resolve what a literal names; nothing: it does not exist
 */
const among =
  (
    resolve: (literal: string, searcher: Searcher) => readonly string[],
    valuesOf: (issue: Issue, state: JiraState) => readonly string[],
  ): SearchField =>
  (searcher, operator, literals, field) => {
    const held = (issue: Issue) => valuesOf(issue, searcher.state);
    const wanted = new Set(
      literals.flatMap((literal) => {
        const found = resolve(literal, searcher);
        return found.length > 0 ? found : noValue(field, literal);
      }),
    );
    const hits: Test = (issue) => held(issue).some((value) => wanted.has(value));
    switch (operator) {
      case '=':
      case 'in':
        return hits;
      case '!=':
      case 'not in':
        return (issue) => held(issue).length > 0 && !hits(issue);
      case 'is empty':
        return (issue) => held(issue).length === 0;
      case 'is not empty':
        return (issue) => held(issue).length > 0;
      default:
        return unsupported(field, operator);
    }
  };

const named = (list: readonly Named[], literal: string) =>
  list.filter(({ id, name }) => id === literal || name.toLowerCase() === literal.toLowerCase()).map(({ id }) => id);

const projectIds = (literal: string, { state, me }: Searcher) =>
  state.projects
    .filter((project) => mayBrowse(state, me, project) && [project.key, project.id, project.name].some(sameAs(literal)))
    .map(({ id }) => id);

const sameAs = (literal: string) => (text: string) => text.toLowerCase() === literal.toLowerCase();

function issueIds(literal: string, { state, me }: Searcher) {
  const issue = findIssue(state, literal);
  return issue && mayBrowse(state, me, projectOf(state, issue), issue) ? [issue.id] : [];
}

const versionIds = (literal: string, { state, me }: Searcher) =>
  named(
    Object.values(state.versions).filter((version) => mayBrowse(state, me, projectOf(state, version))),
    literal,
  );

const CATEGORY_NAMES: Readonly<Record<Status['category'], readonly string[]>> = {
  new: ['To Do', 'new', '2'],
  indeterminate: ['In Progress', 'indeterminate', '4'],
  done: ['Done', 'done', '3'],
};
const categories = (literal: string) =>
  Object.entries(CATEGORY_NAMES)
    .filter(([, names]) => names.some(sameAs(literal)))
    .map(([category]) => category);

/** What Jira's text search reads as more than words: AND, OR, NOT, signs before a word, wildcards but for one at a word's end, groups. */
const TEXT_SYNTAX = /\b(?:AND|OR|NOT)\b|&&|\|\||(?:^|\s)[-+!]\S|[?~^()[\]{}:\\]|\*\S|(?:^|\s)\*/;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+\*?/gu) ?? [];

/** `~`: every word is there; `word*` is a beginning; "quoted inside" is the phrase. Jira's stemming is not simulated. */
export const text =
  (textsOf: (issue: Issue) => readonly string[]): SearchField =>
  (_, operator, [literal = ''], field) => {
    if (operator !== '~' && operator !== '!~') return unsupported(field, operator);
    const phrase = /^"([^"]*)"$/.exec(literal)?.[1]?.toLowerCase();
    if (phrase === undefined && (TEXT_SYNTAX.test(literal) || literal.includes('"'))) {
      return refuse(400, `not simulated: the text search '${literal}'`);
    }
    const wanted = wordsOf(literal);
    const hits: Test = (issue) => {
      const content = textsOf(issue).join('\n').toLowerCase();
      if (phrase !== undefined) return content.includes(phrase);
      const words = new Set(wordsOf(content));
      const has = (word: string) =>
        word.endsWith('*') ? [...words].some((one) => one.startsWith(word.slice(0, -1))) : words.has(word);
      return wanted.every(has);
    };
    return operator === '~' ? hits : (issue) => !hits(issue);
  };

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `-2d`, `4w 2d`: time from now; a number without a unit is minutes. */
function fromNow(literal: string): number | undefined {
  if (!/^[-+]?\d+[mhdw]?(?:\s+\d+[mhdw])*$/i.test(literal)) return undefined;
  const parts = [...literal.toLowerCase().matchAll(/(\d+)([mhdw]?)/g)];
  const sum = parts.reduce((ms, [, count, unit]) => ms + Number(count) * (UNITS_MS[unit ?? ''] ?? 60_000), 0);
  return literal.startsWith('-') ? -sum : sum;
}

/** `2026-03-01`, `2026/03/01 10:30`, in the time zone of everybody on this site; undefined for a day that no calendar has. */
export function momentOf(literal: string): number | undefined {
  const read = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d\d))?$/.exec(literal);
  if (!read) return undefined;
  const [year = 0, , month = 0, day = 0, hour = 0, minute = 0] = read.slice(1).map((part) => Number(part) || 0);
  const ms = Date.UTC(year, month - 1, day, hour, minute);
  const isInCalendar = new Date(ms).getUTCDate() === day && new Date(ms).getUTCMonth() === month - 1;
  return isInCalendar && hour < 24 && minute < 60 ? ms : undefined;
}

function timeOf(literal: string, now: number, field: string): number {
  if (/^\d+$/.test(literal)) return refuse(400, `not simulated: the date '${literal}', in milliseconds`);
  const relative = fromNow(literal);
  const moment = relative === undefined ? momentOf(literal) : now + relative;
  return moment ?? refuse(400, `Date value '${literal}' for field '${field}' is invalid.`);
}

const time =
  (timeIn: (issue: Issue) => number): SearchField =>
  ({ now }, operator, [literal = ''], field) => {
    const limit = timeOf(literal, now, field);
    const compare: Partial<Record<Operator, (at: number) => boolean>> = {
      '<': (at) => at < limit,
      '<=': (at) => at <= limit,
      '>': (at) => at > limit,
      '>=': (at) => at >= limit,
    };
    const test = compare[operator] ?? unsupported(field, operator);
    return (issue) => test(timeIn(issue));
  };

const issue = among(issueIds, ({ id }) => [id]);
const summary = text(({ fields }) => [fields.summary]);
const issueType = among(
  (literal, { state }) => named(state.issueTypes, literal),
  ({ issueTypeId }) => [issueTypeId],
);

/** Fields of JQL by their names in lower case. */
export const SEARCH_FIELDS: Readonly<Record<string, SearchField>> = {
  project: among(projectIds, ({ projectId }) => [projectId]),
  key: issue,
  issuekey: issue,
  issue,
  id: issue,
  labels: among(
    (literal) => [literal],
    ({ fields }) => fields.labels,
  ),
  fixversion: among(versionIds, ({ fields }) => fields.fixVersions),
  affectedversion: among(versionIds, ({ fields }) => fields.versions),
  status: among(
    (literal, { state }) => named(state.statuses, literal),
    ({ statusId }) => [statusId],
  ),
  statuscategory: among(categories, ({ statusId }, state) => [byId(state.statuses, statusId).category]),
  issuetype: issueType,
  type: issueType,
  summary,
  text: text(({ fields, comments }) => [
    fields.summary,
    plainText(fields.description),
    ...comments.map(({ body }) => plainText(body)),
  ]),
  created: time(({ created }) => created),
  updated: time(({ updated }) => updated),
};

const keyOrder = ({ key }: Issue) => {
  const [project = '', number = '0'] = key.split('-');
  return `${project}-${number.padStart(12, '0')}`;
};

/** What ORDER BY compares. */
export const SORT_FIELDS: Readonly<Record<string, (issue: Issue, state: JiraState) => string | number>> = {
  key: keyOrder,
  issuekey: keyOrder,
  id: ({ id }) => Number(id),
  created: ({ created }) => created,
  updated: ({ updated }) => updated,
  summary: ({ fields }) => fields.summary.toLowerCase(),
  priority: ({ fields }, { priorities }) => -priorities.findIndex(({ id }) => id === fields.priority),
  status: ({ statusId }, { statuses }) => statuses.findIndex(({ id }) => id === statusId),
};
