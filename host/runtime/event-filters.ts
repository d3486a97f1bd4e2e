import { isRecord } from '../is-record';

/** What a filter asks for: a property of the event's issue or project. */
interface Path {
  readonly entity: 'issue' | 'project';
  readonly key: string;
  readonly path: readonly string[];
}

interface Comparison extends Path {
  readonly isEqual: boolean;
  readonly literal: string | number | boolean | null;
}

/** Alternatives, of each of which all comparisons must hold. */
export type EventFilter = readonly (readonly Comparison[])[];

/** `event.runtime.issue.properties['key'].field.field` (Forge docs: events-reference/product_events, "Filtering by entity properties"). */
const PATH = /^event\.runtime\.(issue|project)\.properties\['([^']+)'\]((?:\.\w+|\['[^']+'\])*)$/;
const COMPARISON = /^(.+?)\s*(==|!=)\s*('[^']*'|-?\d+(?:\.\d+)?|true|false|null)$/;

const readLiteral = (text: string) =>
  text.startsWith("'") ? text.slice(1, -1) : (JSON.parse(text) as number | boolean | null);

function readComparison(text: string): Comparison | undefined {
  const [, left = '', operator, literal = ''] = COMPARISON.exec(text.trim()) ?? [];
  const [, entity, key = '', fields = ''] = PATH.exec(left.trim()) ?? [];
  if (entity !== 'issue' && entity !== 'project') return undefined;
  const path = [...fields.matchAll(/\.(\w+)|\['([^']+)'\]/g)].flatMap(
    ([, dot, bracket]) => dot ?? bracket?.split('.') ?? [],
  );
  return { entity, key, path, isEqual: operator === '==', literal: readLiteral(literal) };
}

/**
 * A filter's expression, as far as the host simulates expressions: entity properties compared with `==` or `!=` to a literal, joined by `&&` and `||`
 * without parentheses. Undefined for anything else.
 */
export function readFilter(expression: string): EventFilter | undefined {
  const parts = expression.split('||').map((all) => all.split('&&').map(readComparison));
  const filter = parts.map((part) => part.filter((comparison) => comparison !== undefined));
  return filter.every((part, nth) => part.length === parts[nth]?.length) ? filter : undefined;
}

/** The distinct property paths of a filter: an app may name five in all. */
export const pathsOf = (filter: EventFilter): readonly string[] =>
  filter.flat().map(({ entity, key, path }) => [entity, key, ...path].join('\n'));

/** The value of a property of what an event is about, as it was when that happened; undefined where there is none. */
type PropertyOf = (entity: 'issue' | 'project', key: string) => unknown;

const isPrimitive = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** What can't be resolved is null, and so is what is no primitive. */
function resolve({ entity, key, path }: Path, propertyOf: PropertyOf): unknown {
  const value = path.reduce<unknown>(
    (part, name) => (isRecord(part) ? part[name] : undefined),
    propertyOf(entity, key),
  );
  return isPrimitive(value) ? value : null;
}

/** Whether an event passes. */
export const passes = (filter: EventFilter, propertyOf: PropertyOf): boolean =>
  filter.some((all) =>
    all.every((comparison) => (resolve(comparison, propertyOf) === comparison.literal) === comparison.isEqual),
  );
