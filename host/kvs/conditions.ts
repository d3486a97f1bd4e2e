import { limit } from '../limits';
import { badRequest, KvsError } from './kvs-error';
import type { AttributeType, EntityDeclaration } from './schema';
import { isRecord } from '../is-record';
import type { Json } from './values';

/** A condition as @forge/kvs sends it. */
interface Condition {
  readonly condition: string;
  readonly values: readonly unknown[];
}

type Test = (value: unknown) => boolean;

const compare = (left: unknown, right: unknown) => {
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return typeof left === 'number' && typeof right === 'number' ? left - right : Number.NaN;
};

/** Order of an index: numbers by size, strings by their UTF-8 bytes, false before true. */
export const compareForIndex = (left: unknown, right: unknown) =>
  typeof left === 'boolean' && typeof right === 'boolean' ? Number(left) - Number(right) : compare(left, right);

type Operator = readonly [
  types: readonly AttributeType[],
  test: (value: unknown, first: never, second: never) => boolean,
];

const ORDERED = ['string', 'integer', 'float'] as const;
const SCALAR = [...ORDERED, 'boolean'] as const;

/** Conditions, the attribute types they take and what they mean (storage-reference/entities-api-query, "Conditions"). */
const OPERATORS: Readonly<Record<string, Operator>> = {
  BEGINS_WITH: [['string'], (value, prefix: string) => typeof value === 'string' && value.startsWith(prefix)],
  BETWEEN: [ORDERED, (value, low, high) => compare(value, low) >= 0 && compare(value, high) <= 0],
  EQUAL_TO: [SCALAR, (value, other) => value === other],
  NOT_EQUAL_TO: [SCALAR, (value, other) => value !== other],
  GREATER_THAN: [ORDERED, (value, other) => compare(value, other) > 0],
  GREATER_THAN_EQUAL_TO: [ORDERED, (value, other) => compare(value, other) >= 0],
  LESS_THAN: [ORDERED, (value, other) => compare(value, other) < 0],
  LESS_THAN_EQUAL_TO: [ORDERED, (value, other) => compare(value, other) <= 0],
  CONTAINS: [['string'], (value, part: string) => typeof value === 'string' && value.includes(part)],
  NOT_CONTAINS: [['string'], (value, part: string) => typeof value !== 'string' || !value.includes(part)],
  EXISTS: [SCALAR, (value) => value !== undefined],
  NOT_EXISTS: [SCALAR, (value) => value === undefined],
};

/** A range (`where`) knows fewer conditions than a filter. */
const RANGE_OPERATORS = /^(BEGINS_WITH|BETWEEN|EQUAL_TO|(GREATER|LESS)_THAN(_EQUAL_TO)?)$/;

const jsType = (type: AttributeType) => (type === 'integer' || type === 'float' ? 'number' : type);

function testOf({ condition, values }: Condition, property: string, type: AttributeType): Test {
  const operator = Object.hasOwn(OPERATORS, condition) ? OPERATORS[condition] : undefined;
  if (!operator) throw badRequest('INVALID_FILTER_CONDITION', `The condition "${condition}" is not supported.`);
  const [types, test] = operator;
  if (!types.includes(type)) {
    const message = `${condition} is not supported for "${property}" of type ${type}.`;
    throw new KvsError(type === 'any' ? 422 : 400, 'INVALID_FILTER_CONDITION', message);
  }
  if (condition === 'BETWEEN' && values.length < 2) {
    throw badRequest('INSUFFICIENT_FILTER_VALUES', 'The specified condition needs at least two values.');
  }
  const existence = condition === 'EXISTS' || condition === 'NOT_EXISTS';
  const expected = existence ? 'boolean' : jsType(type);
  if (values.length !== (condition === 'BETWEEN' ? 2 : 1) || values.some((value) => typeof value !== expected)) {
    throw badRequest(
      'INVALID_FILTER_VALUES',
      `The values of ${condition} on "${property}" do not fit its type ${type}.`,
    );
  }
  return (value) => test(value, values[0] as never, values[1] as never);
}

function asCondition(raw: unknown): Condition {
  if (!isRecord(raw) || typeof raw.condition !== 'string' || !Array.isArray(raw.values)) {
    throw badRequest('INVALID_FILTER_CONDITION', 'A condition needs a name and values.');
  }
  return { condition: raw.condition, values: raw.values };
}

/** The test of an index's range. `type` is the type of its attribute. */
export function rangeTest(raw: unknown, property: string, type: AttributeType): Test {
  const condition = asCondition(raw);
  if (!RANGE_OPERATORS.test(condition.condition)) {
    throw badRequest(
      'INVALID_FILTER_CONDITION',
      `The condition "${condition.condition}" is not supported for a range.`,
    );
  }
  return testOf(condition, property, type);
}

/**
 * The test of `{and: [...]}` or `{or: [...]}` on a whole value; a filter of a query, or the conditions of a transaction. `already` counts the conditions that
 * the query has beside it.
 */
export function filterTest(raw: unknown, entity: EntityDeclaration, already = 0): (value: Json) => boolean {
  const { and, or } = isRecord(raw) ? raw : {};
  if (and !== undefined && or !== undefined) {
    throw badRequest('INVALID_FILTER_OPERATORS_COMBINATION', 'Operators "and" and "or" cannot be at the same level.');
  }
  const conditions = and ?? or;
  if (!Array.isArray(conditions) || conditions.length === 0) {
    throw badRequest('EMPTY_FILTER_OPERATOR', 'Filter operators "and" and "or" cannot be empty.');
  }
  if (conditions.length + already > limit('kvs.conditions'))
    throw badRequest('INVALID_FILTER_VALUES', `A query can have at most ${limit('kvs.conditions')} conditions.`);
  const tests = conditions.map((item: unknown) => {
    const property = isRecord(item) && typeof item.property === 'string' ? item.property : '';
    const type = Object.hasOwn(entity.attributes, property) ? entity.attributes[property] : undefined;
    if (!type) throw badRequest('INVALID_ENTITY_ATTRIBUTE', `There is no attribute "${property}" to filter by.`);
    const test = testOf(asCondition(item), property, type);
    return (value: Json) => test(isRecord(value) ? value[property] : undefined);
  });
  return (value) => (and === undefined ? tests.some((test) => test(value)) : tests.every((test) => test(value)));
}
