import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostResponse } from '../contracts';

/** Bytes of a request body at most: no number of Atlassian's but the host's own, far above every limit of theirs. */
const MAX_BODY_BYTES = 10_000_000;

/** A refusal with a status of its own; anything else thrown is a 500. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The parsed body; undefined where there is none. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

export function sendJson(response: ServerResponse, { status, headers, body }: HostResponse) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  response.writeHead(status, { ...type, 'cache-control': 'no-store', ...headers }).end(text);
}

export const ok = (body: unknown): HostResponse => ({ status: body === undefined ? 204 : 200, headers: {}, body });

/** Headers as a plain record; repeated ones joined. */
export const headersOf = ({ headers }: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
