import { useCallback, useEffect, useState } from 'react';

/** An answer of Jira other than 2xx, with its sentences as they came. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly sentences: readonly string[],
  ) {
    super(sentences.join('\n'));
  }
}

interface ErrorBody {
  readonly errorMessages?: readonly string[];
  readonly errors?: Readonly<Record<string, string>>;
  readonly errorMessage?: string;
  readonly message?: string;
}

function sentencesOf(status: number, body: unknown): readonly string[] {
  if (status === 404) return ["This page can't be found or you may not see it."];
  const { errorMessages = [], errors = {}, errorMessage, message } = (body ?? {}) as ErrorBody;
  const all = [...errorMessages, ...Object.values(errors), errorMessage, message].filter((s) => s !== undefined);
  return all.length > 0 ? all : [`Jira answered ${status}. Try again in a moment.`];
}

/** A call of the site as the session's person. Answers the parsed JSON body (undefined when empty); throws RestError. */
export const request = (method: string, path: string, body?: unknown): Promise<unknown> =>
  send(path, {
    method,
    headers: { ...OF_SHELL, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** As `request`, with files. */
export function upload(path: string, files: readonly File[]): Promise<unknown> {
  const body = new FormData();
  for (const file of files) body.append('file', file);
  return send(path, { method: 'POST', headers: { ...OF_SHELL, 'X-Atlassian-Token': 'no-check' }, body });
}

const OF_SHELL = { 'X-Host-Session': '1', Accept: 'application/json' };

async function send(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, init).catch(() => {
    throw new RestError(0, ['The site did not answer. Check that it is still running, then try again.']);
  });
  const raw = await response.text();
  let parsed: unknown;
  try {
    parsed = raw === '' ? undefined : JSON.parse(raw);
  } catch {
    parsed = { message: raw.slice(0, 300) };
  }
  if (!response.ok) throw new RestError(response.status, sentencesOf(response.status, parsed));
  return parsed;
}

export const sentencesOfError = (error: unknown): readonly string[] =>
  error instanceof RestError ? error.sentences : [error instanceof Error ? error.message : String(error)];

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'ready'; readonly value: T };

/** Loads by key; a reload keeps what is shown until the new value is there. `load` must be the same function at each render. */
export function useLoad<T>(load: (key: string) => Promise<T>, key: string): [Loaded<T>, () => void] {
  const [result, setResult] = useState<{ key: string; loaded: Loaded<T> }>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    const settle = (loaded: Loaded<T>) => {
      if (current) setResult({ key, loaded });
    };
    load(key).then(
      (value) => settle({ status: 'ready', value }),
      (error: unknown) => settle({ status: 'failed', error }),
    );
    return () => {
      current = false;
    };
  }, [load, key, turn]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return [result?.key === key ? result.loaded : { status: 'loading' }, reload];
}
