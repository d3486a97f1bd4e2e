import { Worker } from 'node:worker_threads';
import type { FromSandbox, Invocation, PlatformAnswer, PlatformCall, SandboxData, ToSandbox } from './sandbox-protocol';

/** Sandboxes at work at the same time; more invocations wait. */
const MAX_SANDBOXES = 8;

/** What an invocation needs from the host while it runs. */
export interface Watcher {
  /** Answers a platform call; a rejection reaches the app as a failed fetch. */
  call(request: PlatformCall): Promise<PlatformAnswer>;
  console(level: string, text: string): void;
}

/** The function threw, ran out of time or took its sandbox down. */
export class InvocationFailed extends Error {
  constructor(
    readonly reason: 'error' | 'timeout' | 'crash',
    message: string,
  ) {
    super(message);
  }
}

interface Sandbox {
  readonly worker: Worker;
  /** What to do with the messages of the invocation it runs; undefined while it is idle. */
  task:
    | { readonly id: string; readonly receive: (message: FromSandbox) => void; readonly crash: (error: Error) => void }
    | undefined;
}

/** A pool of worker threads that run the app's bundle, one invocation at a time each; they stay warm between invocations. */
export function createSandboxes(workerFile: string, data: SandboxData, memoryMb: number) {
  const idle: Sandbox[] = [];
  const all = new Set<Sandbox>();
  const queue: ((sandbox: Sandbox) => void)[] = [];

  function start(): Sandbox {
    const worker = new Worker(workerFile, {
      workerData: data,
      env: { NODE_ENV: 'production' },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const sandbox: Sandbox = { worker, task: undefined };
    all.add(sandbox);
    worker.on('message', (message: FromSandbox) => {
      if (sandbox.task?.id === message.invocation) sandbox.task.receive(message);
    });
    worker.on('error', (error) => drop(sandbox, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => drop(sandbox, new Error(`The sandbox ended with code ${code}.`)));
    return sandbox;
  }

  function drop(sandbox: Sandbox, error: Error) {
    if (!all.delete(sandbox)) return;
    const at = idle.indexOf(sandbox);
    if (at >= 0) idle.splice(at, 1);
    sandbox.task?.crash(error);
    void sandbox.worker.terminate();
    const next = queue.shift();
    if (next) next(start());
  }

  const acquire = () => {
    const sandbox = idle.pop() ?? (all.size < MAX_SANDBOXES ? start() : undefined);
    return sandbox ? Promise.resolve(sandbox) : new Promise<Sandbox>((done) => queue.push(done));
  };

  function release(sandbox: Sandbox) {
    sandbox.task = undefined;
    const next = queue.shift();
    if (next) next(sandbox);
    else idle.push(sandbox);
  }

  function answer(sandbox: Sandbox, call: number, request: Promise<PlatformAnswer>) {
    const send = (message: ToSandbox) => sandbox.worker.postMessage(message);
    request.then(
      (result) => send({ type: 'answer', call, answer: result }),
      (error: unknown) =>
        send({ type: 'answer', call, answer: { error: error instanceof Error ? error.message : String(error) } }),
    );
  }

  return {
    /** Runs the function; resolves to its result after a JSON round trip. Rejects with InvocationFailed. */
    async run(invocation: Invocation, watcher: Watcher): Promise<{ readonly value: unknown; readonly bytes: number }> {
      const sandbox = await acquire();
      return new Promise((done, fail) => {
        const timer = setTimeout(() => {
          sandbox.task = undefined;
          fail(new InvocationFailed('timeout', `The function ran longer than ${invocation.timeoutMs / 1000} seconds.`));
          drop(sandbox, new Error('time limit'));
        }, invocation.timeoutMs);
        const end = (finish: () => void) => {
          clearTimeout(timer);
          release(sandbox);
          finish();
        };
        const receive = (message: FromSandbox) => {
          switch (message.type) {
            case 'call':
              return answer(sandbox, message.call, watcher.call(message.request));
            case 'console':
              return watcher.console(message.level, message.text);
            case 'done': {
              const { json } = message;
              return end(() =>
                done({
                  value: json === undefined ? undefined : JSON.parse(json),
                  bytes: Buffer.byteLength(json ?? ''),
                }),
              );
            }
            case 'failed':
              return end(() => fail(new InvocationFailed('error', message.message)));
          }
        };
        const crash = (error: Error) => {
          clearTimeout(timer);
          fail(new InvocationFailed('crash', error.message));
        };
        sandbox.task = { id: invocation.id, receive, crash };
        sandbox.worker.postMessage({ type: 'invoke', invocation } satisfies ToSandbox);
      });
    },
    async stop() {
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}
