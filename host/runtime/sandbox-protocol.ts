import type { RawBody } from '../multipart';

/** What the host and a sandbox (a worker thread with the app's bundle) say to each other. All of it survives structured clone. */

export interface SandboxData {
  /** The app's folder; where its code appears to lie. */
  readonly dir: string;
  /** The app's code by file; see bundle.ts. */
  readonly bundles: Readonly<Record<string, string>>;
  /** Offset of the site's clock; see host/clock.ts. */
  readonly clock: SharedArrayBuffer;
  readonly memoryMb: number;
  /** The manifest allows the functions some egress. */
  readonly mayLeave: boolean;
}

/** One run of an exported function. */
export interface Invocation {
  readonly id: string;
  /** The handler: a file of the app, and what it exports. */
  readonly file: string;
  readonly exportName: string;
  /** The two arguments of a Forge function. */
  readonly event: unknown;
  readonly context: unknown;
  readonly timeoutMs: number;
  /** What `globalThis.__forge_runtime__` shows; functions in it are added inside the sandbox. */
  readonly runtime: {
    readonly appContext: Readonly<Record<string, unknown>>;
    readonly contextAri: string;
    readonly aaid: string | undefined;
  };
}

/** A call of `__forge_fetch__`. */
export interface PlatformCall {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RawBody;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` where the status allows no body. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

export type ToSandbox =
  | { readonly type: 'invoke'; readonly invocation: Invocation }
  | { readonly type: 'answer'; readonly call: number; readonly answer: PlatformAnswer | { readonly error: string } };

/** What a sandbox says of one invocation; also after its end, of what it left behind. `invocation` is empty for what belongs to none. */
export type OfInvocation =
  | { readonly type: 'call'; readonly call: number; readonly invocation: string; readonly request: PlatformCall }
  | { readonly type: 'console'; readonly invocation: string; readonly level: string; readonly text: string }
  /** `json` is undefined where the function returned undefined. */
  | { readonly type: 'done'; readonly invocation: string; readonly json: string | undefined }
  | { readonly type: 'failed'; readonly invocation: string; readonly name: string; readonly message: string };

export type FromSandbox = OfInvocation | { readonly type: 'memory' };
