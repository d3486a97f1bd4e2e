import type { Reply } from './canary-replies';

type Json = Readonly<Record<string, unknown>>;

/** What the app says of a person, not of what they sent; screens have a sentence for each. Without any input it says so. */
const ABOUT_THE_PERSON = ['not-found', 'not-allowed', 'not-for-you', 'prepared-already'];

const isOfApp = (asked: string, answer: Json): boolean => {
  const { ok, body } = answer as { ok: unknown; body?: Json };
  if (ok !== true || body?.ok !== false || typeof body.code !== 'string') return false;
  const hasInput = /"functionKey":"\w+","payload":/.test(asked);
  if (!hasInput) return ['bad-input', 'not-for-you'].includes(body.code);
  return ABOUT_THE_PERSON.includes(body.code) && (body.code !== 'not-allowed' || typeof body.needs === 'string');
};

const isSentence = (text: unknown) => typeof text === 'string' && /\w \w/.test(text);

/** Jira's: a status that says no, and words. */
const isOfJira = (status: number, body: string): boolean => {
  if (status < 400 || status === 429) return false;
  const {
    errorMessages = [],
    errors = {},
    message,
    errorMessage,
  } = JSON.parse(body) as {
    errorMessages?: unknown[];
    errors?: Json;
    message?: unknown;
    errorMessage?: unknown;
  };
  return [...errorMessages, ...Object.values(errors), message, errorMessage].some(isSentence);
};

/** Did a write meet a "no" in words, whichever way it went? */
export const isRefusal = ({ asked, status, body }: Reply): boolean => {
  if (asked.startsWith('POST /host/invoke ')) return isOfApp(asked, JSON.parse(body) as Json);
  if (status >= 400 || !asked.startsWith('POST /host/fetch-product ')) return isOfJira(status, body);
  const answer = JSON.parse(body) as { status: number; body: string };
  return isOfJira(answer.status, answer.body);
};
