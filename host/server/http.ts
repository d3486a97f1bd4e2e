import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostResponse } from '../contracts';

/** Bytes of a request body at most: no number of Atlassian's but the host's own, far above every limit of theirs. */
const MAX_BODY_BYTES = 30_000_000;

/** A refusal with a status of its own; anything else thrown is a 500. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function readBytes(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'The request is too large.');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

export const readText = async (request: IncomingMessage): Promise<string> =>
  new TextDecoder().decode(await readBytes(request));

/** The parsed body; undefined where there is none. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

export function sendReply(response: ServerResponse, { status, headers, body, bytes }: HostResponse) {
  if (bytes !== undefined) {
    response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(bytes);
    return;
  }
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
