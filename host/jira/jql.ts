import { refuse } from './call';

/** Comparison operators of JQL that the host knows. */
export type Operator =
  '=' | '!=' | '~' | '!~' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is empty' | 'is not empty';

/** Without NOT: it is turned inwards, where it makes `!=` of `=`, so that what is empty is found by neither, as in Jira. */
export type Query =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | {
      readonly kind: 'clause';
      readonly field: string;
      readonly operator: Operator;
      readonly values: readonly string[];
    };

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

interface Jql {
  /** Undefined where nothing restricts the search. */
  readonly where: Query | undefined;
  readonly orderBy: readonly Order[];
}

interface Token {
  readonly text: string;
  /** Quoted text is never a keyword. */
  readonly quoted: boolean;
}

/** A field of an issue property; its key may be in quotes (Forge docs: jira-entity-property). */
const PROPERTY = /^issue\.property\[\s*(["']?)(.*?)\1\s*\]\.(.+)$/i;

const TOKEN =
  /\s*(?:(issue\.property\[[^\]]*\]\.[\w.[\]-]+)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|&&|\|\||[=~<>(),!&|])|([^\s"'=!~<>(),&|]+))/iy;

/** Other ways to write the words of JQL. */
const WORDS: Readonly<Record<string, string>> = { '&': 'and', '&&': 'and', '|': 'or', '||': 'or', '!': 'not' };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(parseInt(code, 16)),
  );

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return refuse(400, `Error in the JQL Query: '${text.slice(at).trim()}' can't be read.`);
    const [, property, double, single, operator, word] = match;
    const quoted = double ?? single;
    tokens.push(
      quoted === undefined
        ? { text: (operator && WORDS[operator]) ?? operator ?? property ?? word ?? '', quoted: false }
        : { text: unescaped(quoted), quoted: true },
    );
  }
  return tokens;
}

/** Fields are found whatever their case; keys and paths of properties only as they are. */
const fieldOf = (name: string): string => {
  const [, , key, path] = PROPERTY.exec(name) ?? [];
  return key === undefined || path === undefined ? name.toLowerCase() : propertyField(key, path);
};

/** The field of a property, in the one way that this room writes it. */
export const propertyField = (key: string, path: string): string => `issue.property[${key}].${path}`;

const COMPARISONS: readonly string[] = ['=', '!=', '~', '!~', '<', '<=', '>', '>='] satisfies Operator[];
const SIGNS: readonly string[] = [...COMPARISONS, '(', ')', ','];

const OPPOSITES: Readonly<Record<Operator, Operator>> = {
  ...{ '=': '!=', '!=': '=', '~': '!~', '!~': '~', '<': '>=', '>=': '<', '>': '<=', '<=': '>' },
  ...{ in: 'not in', 'not in': 'in', 'is empty': 'is not empty', 'is not empty': 'is empty' },
};

const negated = (query: Query): Query =>
  query.kind === 'clause'
    ? { ...query, operator: OPPOSITES[query.operator] }
    : { kind: query.kind === 'and' ? 'or' : 'and', parts: query.parts.map(negated) };

/** `= EMPTY` asks what `is EMPTY` asks (JQL keywords: EMPTY, NULL). */
const ON_EMPTY: Partial<Record<string, Operator>> = { '=': 'is empty', '!=': 'is not empty' };

/** Parses the part of JQL that the host knows; refuses the rest with 400, in words that say which part. */
export function parseJql(text: string): Jql {
  const tokens = tokensOf(text);
  let at = 0;
  const is = (word: string, ahead = 0) => {
    const token = tokens[at + ahead];
    return token !== undefined && !token.quoted && token.text.toLowerCase() === word;
  };
  const take = (...words: readonly string[]) => {
    const found = words.every((word, index) => is(word, index));
    if (found) at += words.length;
    return found;
  };
  const expect = (word: string) => {
    if (!take(word))
      refuse(400, `Error in the JQL Query: Expecting '${word}' but got '${tokens[at]?.text ?? 'the end'}'.`);
  };
  const value = (): string => {
    const token = tokens[at];
    if (!token || (!token.quoted && SIGNS.includes(token.text))) {
      return refuse(400, `Error in the JQL Query: Expecting a value but got '${token?.text ?? 'the end'}'.`);
    }
    at += 1;
    if (is('(') && !token.quoted) refuse(400, `not simulated: the JQL function ${token.text}()`);
    return token.text;
  };
  const isEmpty = () => is('empty') || is('null');
  const list = (): string[] => {
    if (!is('(') && is('(', 1)) value(); // a function instead of a list
    expect('(');
    if (isEmpty()) refuse(400, 'not simulated: EMPTY in a list of JQL');
    const values = [value()];
    while (take(',')) values.push(value());
    expect(')');
    return values;
  };

  const clause = (): Query => {
    const field = fieldOf(value());
    const of = (operator: Operator, values: readonly string[] = []): Query => ({
      kind: 'clause',
      field,
      operator,
      values,
    });
    if (take('is', 'not')) return empty(of, 'is not empty');
    if (take('is')) return empty(of, 'is empty');
    if (take('not', 'in')) return of('not in', list());
    if (take('in')) return of('in', list());
    const sign = tokens[at]?.text ?? 'the end';
    if (!COMPARISONS.includes(sign)) return refuse(400, `not simulated: the JQL operator '${sign}'`);
    at += 1;
    if (!isEmpty()) return of(sign as Operator, [value()]);
    at += 1;
    return of(ON_EMPTY[sign] ?? refuse(400, `not simulated: the JQL operator '${sign}' with EMPTY`));
  };
  const empty = (of: (operator: Operator) => Query, operator: Operator): Query => {
    if (!take('empty')) expect('null');
    return of(operator);
  };
  const factor = (): Query => {
    if (take('not')) return negated(factor());
    if (!take('(')) return clause();
    const inside = either();
    expect(')');
    return inside;
  };
  const chain = (kind: 'and' | 'or', part: () => Query): Query => {
    const parts = [part()];
    while (take(kind)) parts.push(part());
    return parts.length === 1 && parts[0] ? parts[0] : { kind, parts };
  };
  const either = (): Query => chain('or', () => chain('and', factor));

  const order = (): Order => {
    const field = fieldOf(value());
    const descending = take('desc');
    if (!descending) take('asc');
    return { field, descending };
  };

  const where = tokens.length === 0 || is('order') ? undefined : either();
  const orderBy: Order[] = [];
  if (take('order', 'by')) {
    do orderBy.push(order());
    while (take(','));
  }
  const rest = tokens[at];
  if (rest) refuse(400, `Error in the JQL Query: Expecting either 'OR' or 'AND' but got '${rest.text}'.`);
  return { where, orderBy };
}
