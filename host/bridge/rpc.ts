/**
 * One channel over postMessage between a frame of the app and the page around it; both ends are the same. Values travel by
 * structured clone; a function travels as a handle, and calling the handle on the other side calls the function here.
 */
export interface Channel {
  /** Runs a command at the other end. Rejects with an Error of the same message when the other end throws. */
  call(command: string, data?: unknown): Promise<unknown>;
  /** Takes a message that came from the other end; the caller has checked its origin and source. */
  receive(message: unknown): void;
}

type Message = { readonly bridge: 'forge-host'; readonly id: number } & (
  | { readonly kind: 'call'; readonly command: string; readonly data: unknown }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly message: string }
);

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const RUN = 'run a function by its handle';
const HANDLE = '__functionHandle';

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as null);

const isMessage = (value: unknown): value is Message =>
  isRecord(value) && value.bridge === 'forge-host' && typeof value.id === 'number';

/** Rebuilds arrays and plain objects with `leaf` applied to what is neither. */
function mapValues(value: unknown, leaf: (value: unknown) => unknown): unknown {
  const mapped = leaf(value);
  if (mapped !== value) return mapped;
  if (Array.isArray(value)) return value.map((item) => mapValues(item, leaf));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapValues(v, leaf)]));
  return value;
}

export function openChannel(
  post: (message: unknown) => void,
  answer: (command: string, data: unknown) => unknown,
): Channel {
  const waiting = new Map<number, Waiting>();
  const functions = new Map<number, (...args: readonly unknown[]) => unknown>();
  let lastId = 0;

  const encode = (value: unknown): unknown =>
    mapValues(value, (leaf) => {
      if (typeof leaf !== 'function') return leaf;
      functions.set(++lastId, leaf as (...args: readonly unknown[]) => unknown);
      return { [HANDLE]: lastId };
    });

  const decode = (value: unknown): unknown =>
    mapValues(value, (leaf) => {
      if (!isRecord(leaf) || typeof leaf[HANDLE] !== 'number') return leaf;
      const handle = leaf[HANDLE];
      return (...args: readonly unknown[]) => call(RUN, { handle, args });
    });

  function call(command: string, data?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      post({ bridge: 'forge-host', kind: 'call', id, command, data: encode(data) } satisfies Message);
    });
  }

  function run(data: unknown): unknown {
    const { handle, args } = data as { handle: number; args: readonly unknown[] };
    const target = functions.get(handle);
    if (!target) throw new Error(`The bridge has no function ${handle}.`);
    return target(...args);
  }

  async function reply(id: number, command: string, data: unknown): Promise<void> {
    try {
      const value = await (command === RUN ? run(data) : answer(command, data));
      post({ bridge: 'forge-host', kind: 'result', id, value: encode(value) } satisfies Message);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      post({ bridge: 'forge-host', kind: 'failure', id, message } satisfies Message);
    }
  }

  function receive(message: unknown): void {
    if (!isMessage(message)) return;
    if (message.kind === 'call') {
      void reply(message.id, message.command, decode(message.data));
      return;
    }
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'result') caller?.resolve(decode(message.value));
    else caller?.reject(new Error(message.message));
  }

  return { call, receive };
}
