import type {
  AppPermission,
  Clock,
  EmitEvent,
  HostResponse,
  IndexedProperty,
  JiraRequest,
  RuleModule,
  RunValidator,
  UploadedFile,
} from '../contracts';
import { isRecord } from '../is-record';
import type { JiraState } from './state';

export interface JiraDeps {
  readonly clock: Clock;
  readonly runValidator: RunValidator;
  readonly emit: EmitEvent;
  /** The permissions that the installed app brings. */
  readonly appPermissions: readonly AppPermission[];
  /** The rules that it brings for workflows. */
  readonly ruleModules: readonly RuleModule[];
  /** What it has Jira index of issue properties. */
  readonly indexedProperties: readonly IndexedProperty[];
  /** Called after every write. */
  changed(): void;
}

/** One request, after routing and authentication. */
export interface Call {
  readonly state: JiraState;
  readonly deps: JiraDeps;
  /** Account id of the caller; the installed app has one too. */
  readonly me: string;
  /** The installed app makes the call, as itself or for a person. */
  readonly byApp: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Names in lower case. */
  readonly headers: JiraRequest['headers'];
  /** Undefined where the request is no form. */
  readonly files: readonly UploadedFile[] | undefined;
}

/** The one shape of a handler. Refusals are thrown. */
export type Handler = (call: Call) => HostResponse | Promise<HostResponse>;

export type Json = Readonly<Record<string, unknown>>;

/** A "no" in Jira's form: messages about the whole, and per field. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errorMessages: readonly string[],
    readonly errors: Readonly<Record<string, string>> = {},
  ) {
    super([...errorMessages, ...Object.values(errors)].join(' '));
  }
}

export function refuse(status: number, message: string): never {
  throw new Refusal(status, [message]);
}

export function refuseFields(errors: Readonly<Record<string, string>>): never {
  throw new Refusal(400, [], errors);
}

/** What Jira has and the host has not: never a silent stub. */
export function notSimulated(what: string): never {
  throw new Refusal(501, [`${what} is not simulated by the local host`]);
}

export const reply = (status: number, body?: unknown): HostResponse => ({ status, headers: {}, body });

/** The body as an object, or 400. */
export const bodyOf = ({ body }: Call): Json => (isRecord(body) ? body : refuse(400, 'Invalid request payload.'));

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An id, key or name in a body: clients send ids as text and as numbers. Anything else names nothing. */
export const nameOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A path's parameter; routes name those that their handlers ask for. */
export const param = ({ params }: Call, name: string): string => params[name] ?? '';

/** A parameter that is a list: repeated, or with commas. */
export const listParam = ({ query }: Call, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);

/** A list of names or ids in a body; anything else is an empty one. */
export const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export interface Page<T> {
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
  readonly isLast: boolean;
  readonly values: readonly T[];
}

/** The page that `startAt` and `maxResults` ask for; more than `most` is cut to it, as Jira does. */
export function pageOf<T>(call: Pick<Call, 'query'>, all: readonly T[], usual: number, most: number): Page<T> {
  const startAt = wholeParam(call, 'startAt', 0);
  const maxResults = Math.min(wholeParam(call, 'maxResults', usual), most);
  const values = all.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: all.length, isLast: startAt + values.length >= all.length, values };
}

/** A page where the document makes the limit a maximum of the parameter: more is refused. */
export function strictPageOf<T>(call: Call, all: readonly T[], usual: number, most: number): Page<T> {
  if (wholeParam(call, 'maxResults', usual) > most) refuse(400, `maxResults must be at most ${most}.`);
  return pageOf(call, all, usual, most);
}

/** A whole number of at least 0 in the query. */
function wholeParam({ query }: Pick<Call, 'query'>, name: string, usual: number): number {
  const text = query.get(name);
  if (text === null || text === '') return usual;
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 ? number : refuse(400, `The value of ${name} is not valid.`);
}
