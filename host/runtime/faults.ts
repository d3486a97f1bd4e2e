import { z } from 'zod';
import type { HostResponse, UploadedFile } from '../contracts';

const FAULT = z.object({
  match: z.object({
    kind: z.enum(['kvs', 'jira', 'queue']),
    method: z.string().optional(),
    /** Any part of the path with its query. */
    path: z.string().optional(),
    /** Any part of the body as JSON, or of the list of names of its files. */
    body: z.string().optional(),
  }),
  times: z.number().int().positive().default(1),
  /** So many matching calls go through before the first one that fails. */
  after: z.number().int().nonnegative().default(0),
  action: z.union([
    z.enum(['drop-before', 'drop-after', 'duplicate']),
    z.object({ delayMs: z.number().nonnegative() }).strict(),
    z
      .object({
        status: z.number().int().min(200).max(599),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.unknown().optional(),
      })
      .strict(),
  ]),
});

/** Body of POST /host/faults. */
export const FAULTS = z.array(FAULT);

export interface RemoteCall {
  readonly kind: 'kvs' | 'jira' | 'queue';
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly files?: readonly UploadedFile[];
}

/** The answer of a call got lost; whether the call did its work is unknown to the caller. */
export class ConnectionLost extends Error {
  constructor() {
    super('fetch failed');
  }
}

/** The body of an error as each remote writes it. */
const BODIES = {
  kvs: (status: number, message: string) => ({ code: status === 429 ? 'TOO_MANY_REQUESTS' : 'FAULT', message }),
  jira: (_: number, message: string) => ({ errorMessages: [message], errors: {} }),
  queue: (_: number, message: string) => ({ message, errorMessage: message }),
};

/** Failures that tests ask for, each used up after `times` calls. */
export function createFaults() {
  let faults: z.infer<typeof FAULTS> = [];

  function take({ kind, method, path, body, files }: RemoteCall) {
    const carried = JSON.stringify(files?.map(({ name }) => name) ?? body ?? null);
    const fault = faults.find(
      ({ times, match }) =>
        times > 0 &&
        match.kind === kind &&
        (match.method ?? method).toUpperCase() === method.toUpperCase() &&
        path.includes(match.path ?? '') &&
        (match.body === undefined || carried.includes(match.body)),
    );
    if (!fault) return undefined;
    if (fault.after > 0) {
      fault.after -= 1;
      return undefined;
    }
    fault.times -= 1;
    return fault.action;
  }

  return {
    add: (more: z.input<typeof FAULTS>) => void faults.push(...z.parse(FAULTS, more)),
    clear: () => void (faults = []),
    pending: () => faults.filter(({ times }) => times > 0),
    /** Runs `call` through the first fault that matches it. Rejects with ConnectionLost for a dropped one. */
    async through(call: RemoteCall, run: () => Promise<HostResponse>): Promise<HostResponse> {
      const action = take(call);
      if (action === undefined) return run();
      if (action === 'drop-before') throw new ConnectionLost();
      if (action === 'drop-after') {
        await run();
        throw new ConnectionLost();
      }
      if (action === 'duplicate') {
        await run();
        return run();
      }
      if ('delayMs' in action) {
        await new Promise((done) => setTimeout(done, action.delayMs));
        return run();
      }
      const message = `Answered ${action.status} on request of a test.`;
      const headers = { ...(action.status === 429 && { 'retry-after': '1' }), ...action.headers };
      return { status: action.status, headers, body: action.body ?? BODIES[call.kind](action.status, message) };
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
