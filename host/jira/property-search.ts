import type { IndexedProperty } from '../contracts';
import { isRecord } from '../is-record';
import { refuse } from './call';
import { propertyField, type Operator } from './jql';
import { momentOf, text, type Searcher, type SearchField, type Test } from './search-fields';
import type { Issue } from './state';

/** JQL over what the app's `jira:entityProperty` modules declare (Forge docs: jira-entity-property); nothing else of a property is indexed. */

type Type = IndexedProperty['type'];

const EQUAL: readonly Operator[] = ['=', '!='];
const COMPARED: readonly Operator[] = [...EQUAL, '<', '<=', '>', '>='];
const CONTAINS: readonly Operator[] = ['~', '!~'];

/** Operators by type that the document has. */
const OPERATORS: Readonly<Record<Type, readonly Operator[]>> = {
  ...{ number: COMPARED, date: COMPARED, text: CONTAINS, string: EQUAL, user: EQUAL },
};
/** Those that it says there are none of: a string has an exact match "only", a text none. Of all others it says nothing. */
const HASNT = (type: Type, operator: Operator): boolean =>
  type === 'string' || (type === 'text' && (COMPARED.includes(operator) || operator.endsWith('in')));

const SORTED: readonly Type[] = ['number', 'date'];

/** The declared field of that name: an alias, whatever its case, or `issue.property[key].path`. */
function declared({ indexed }: Searcher, field: string): IndexedProperty | undefined {
  const found = indexed.filter(
    ({ propertyKey, path, searchAlias }) =>
      searchAlias?.toLowerCase() === field || propertyField(propertyKey, path) === field,
  );
  if (found.length > 1) refuse(400, `not simulated: the JQL field '${field}' of ${found.length} properties`);
  if (found.length === 0 && field.startsWith('issue.property['))
    refuse(400, `Field '${field}' does not exist or you do not have permission to view it.`);
  return found[0];
}

/** `2021-05-15T13:44:11+02:00`, beside the forms of Jira's own dates. */
const dateOf = (value: string): number | undefined =>
  momentOf(value) ??
  (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[-+]\d\d:\d\d)$/.test(value) ? Date.parse(value) : undefined);

/** A value as the index has it; undefined: it isn't of the type, and so isn't indexed. */
const INDEXED: Readonly<Record<Type, (value: unknown) => string | number | undefined>> = {
  number: (value) => (typeof value === 'number' ? value : undefined),
  date: (value) => (typeof value === 'string' ? dateOf(value) : undefined),
  ...{ text: asText, string: asText, user: asText },
};
function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function held({ propertyKey, path, type }: IndexedProperty, { properties }: Issue): string | number | undefined {
  const property = properties.find(({ key }) => key === propertyKey);
  const value = path
    .split('.')
    .reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), property?.value);
  if (Array.isArray(value)) refuse(400, `not simulated: the list at '${path}' of the property '${propertyKey}'`);
  return INDEXED[type](value);
}

/** What a query's literal means. */
function wanted(type: Type, literal: string, field: string): string | number {
  const value = type === 'number' ? Number(literal) : type === 'date' ? dateOf(literal) : literal;
  const isValid = value !== undefined && !Number.isNaN(value) && literal.trim() !== '';
  return isValid ? value : refuse(400, `The value '${literal}' for field '${field}' is invalid.`);
}

const COMPARISONS: Partial<Record<Operator, (one: string | number, other: string | number) => boolean>> = {
  '=': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

/** A clause on a declared field; undefined where the app declares none of that name. As with Jira's own fields, `!=` leaves out what is empty. */
export function propertySearch(searcher: Searcher, field: string): SearchField | undefined {
  const property = declared(searcher, field);
  if (!property) return undefined;
  const { type } = property;
  return (_, operator, literals): Test => {
    if (!OPERATORS[type].includes(operator))
      return refuse(
        400,
        HASNT(type, operator)
          ? `The operator '${operator}' is not supported by the '${field}' field.`
          : `not simulated: the operator '${operator}' on the JQL field '${field}'`,
      );
    if (type === 'text')
      return text((issue) => [String(held(property, issue) ?? '')])(searcher, operator, literals, field);
    const value = wanted(type, literals[0] ?? '', field);
    return (issue) => {
      const found = held(property, issue);
      return found !== undefined && COMPARISONS[operator]?.(found, value) === true;
    };
  };
}

/** What ORDER BY compares; what is empty comes last, or first in descending order: assumed. */
export function propertyOrder(searcher: Searcher, field: string): ((issue: Issue) => string | number) | undefined {
  const property = declared(searcher, field);
  if (!property) return undefined;
  if (!SORTED.includes(property.type)) refuse(400, `Not able to sort using field '${field}'.`);
  return (issue) => held(property, issue) ?? Infinity;
}
