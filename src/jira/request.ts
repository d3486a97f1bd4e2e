import api, { type Route } from '@forge/api';
import * as z from 'zod/mini';
import { JiraError } from './jira-error';
import { patiently } from './patience';

/** Who asks: the person in front of the screen, or the app itself. What the app sees is never shown without a check of the person. */
export type As = 'user' | 'app';

const errorBodySchema = z.object({
  errorMessages: z.optional(z.array(z.string())),
  errors: z.optional(z.record(z.string(), z.string())),
});

const detailOf = (text: string): string => {
  try {
    const parsed = z.safeParse(errorBodySchema, JSON.parse(text));
    if (!parsed.success) return '';
    const { errorMessages = [], errors = {} } = parsed.data;
    return [...errorMessages, ...Object.entries(errors).map(([field, message]) => `${field}: ${message}`)].join(' ');
  } catch {
    return ''; // not JSON: a proxy's page, nothing to tell a person
  }
};

const kindOf = (status: number): JiraError['kind'] => {
  if (status === 404) return 'not-found';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 429) return 'rate-limited';
  return status >= 400 && status < 500 ? 'refused' : 'unavailable';
};

type Answer = Awaited<ReturnType<ReturnType<typeof api.asUser>['requestJira']>>;
type Init = {
  readonly method?: string;
  readonly needs?: string;
  /** JSON, unless `type` says otherwise. */
  readonly body?: unknown;
  /** Of a body that goes as it is: a form, which Jira takes for a forgery without the token (OAS addAttachment). */
  readonly type?: string;
};

/**
 * One call of Jira's REST API whose answer `read` takes, or it throws. Told that it comes too soon, it waits a few seconds.
 * @param init `needs`: the permission that Jira asks for, by the name its admins see; to look, it is usually Browse projects
 * @throws JiraError
 */
export const askJira = async <A>(
  as: As,
  route: Route,
  read: (answer: Answer) => Promise<A>,
  { method = 'GET', needs: permission = 'Browse projects', body, type }: Init = {},
): Promise<A> => {
  const caller = as === 'user' ? api.asUser() : api.asApp();
  const headers: Record<string, string> = {
    Accept: 'application/json',
    ...(body === undefined ? {} : { 'Content-Type': type ?? 'application/json' }),
    ...(type === undefined ? {} : { 'X-Atlassian-Token': 'no-check' }),
  };
  const sent = type === undefined ? (JSON.stringify(body) as string | undefined) : (body as ArrayBuffer);
  let status: number;
  let text: string;
  try {
    const response = await patiently(() =>
      caller.requestJira(route, { method, headers, ...(sent === undefined ? {} : { body: sent }) }),
    );
    if (response.ok) return await read(response);
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new JiraError('unavailable', '', { cause: error });
  }
  throw new JiraError(kindOf(status), detailOf(text), {}, { as, permission });
};

/**
 * One call of Jira's REST API; its answer is parsed, or it throws, as `askJira`.
 * @param schema what the answer must look like; `z.undefined()` for an empty one
 * @throws JiraError
 */
export const requestJira = async <T extends z.core.$ZodType>(
  as: As,
  route: Route,
  schema: T,
  init: Init = {},
): Promise<z.infer<T>> => {
  const text = await askJira(as, route, (answer) => answer.text(), init);
  try {
    return z.parse(schema, text === '' ? undefined : JSON.parse(text));
  } catch (error) {
    throw new JiraError('unavailable', '', { cause: error });
  }
};
