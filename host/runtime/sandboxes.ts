import { Worker } from 'node:worker_threads';
import { codeOf, messageOf } from '../message-of';
import type {
  FromSandbox,
  Invocation,
  OfInvocation,
  PlatformAnswer,
  PlatformCall,
  SandboxData,
  ToSandbox,
} from './sandbox-protocol';

/** Sandboxes at work at the same time; more invocations wait, but those that another one waits for. */
const MAX_SANDBOXES = 8;

/** What an invocation needs from the host while it runs. */
export interface Watcher {
  /** Answers a platform call; a rejection reaches the app as a failed fetch. */
  readonly call: (request: PlatformCall) => Promise<PlatformAnswer>;
  readonly console: (level: string, text: string) => void;
}

/** The function threw, ran out of time or memory, or took its sandbox down. */
export class InvocationFailed extends Error {
  constructor(
    readonly reason: 'error' | 'timeout' | 'memory' | 'crash',
    message: string,
  ) {
    super(message);
  }
}

interface Sandbox {
  readonly worker: Worker;
  /** What to do with the messages of the invocation it runs; undefined while it is idle. */
  task:
    | {
        readonly id: string;
        readonly receive: (message: OfInvocation) => void;
        readonly crash: (failure: InvocationFailed) => void;
      }
    | undefined;
}

interface SandboxDeps {
  /** The built sandbox-worker. */
  readonly workerFile: string;
  readonly data: SandboxData;
  /** Each invocation in a new sandbox. */
  readonly isFresh: () => boolean;
  /** Told of what the app still says or asks for when the function it does so for has ended. */
  readonly late: (message: OfInvocation) => void;
}

/** A pool of worker threads that run the app's code, one invocation at a time each. They stay warm between invocations. */
export function createSandboxes({ workerFile, data, isFresh, late }: SandboxDeps) {
  const idle: Sandbox[] = [];
  const all = new Set<Sandbox>();
  const queue: ((sandbox: Sandbox) => void)[] = [];

  function start(): Sandbox {
    const worker = new Worker(workerFile, {
      workerData: data,
      env: { NODE_ENV: 'production' },
      resourceLimits: { maxOldGenerationSizeMb: data.memoryMb },
    });
    const sandbox: Sandbox = { worker, task: undefined };
    all.add(sandbox);
    worker.on('message', (message: FromSandbox) => {
      if (!all.has(sandbox)) return; // said before it was ended, and too late
      if (message.type === 'memory')
        drop(sandbox, new InvocationFailed('memory', `The function took more than its ${data.memoryMb} MB of memory.`));
      else if (sandbox.task?.id === message.invocation) sandbox.task.receive(message);
      else late(message);
    });
    worker.on('error', (error: unknown) => {
      const reason = codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash';
      drop(sandbox, new InvocationFailed(reason, messageOf(error)));
    });
    worker.on('exit', (code) => drop(sandbox, new InvocationFailed('crash', `The sandbox ended with code ${code}.`)));
    return sandbox;
  }

  function drop(sandbox: Sandbox, failure: InvocationFailed) {
    if (!all.delete(sandbox)) return;
    const at = idle.indexOf(sandbox);
    if (at >= 0) idle.splice(at, 1);
    const { task } = sandbox;
    sandbox.task = undefined;
    task?.crash(failure);
    void sandbox.worker.terminate();
    const next = queue.shift();
    if (next) next(start());
  }

  const retire = (sandbox: Sandbox) => drop(sandbox, new InvocationFailed('crash', 'The sandbox was retired.'));

  const acquire = (isWaitedFor: boolean) => {
    if (isFresh()) idle.slice().forEach(retire);
    const sandbox = idle.pop() ?? (isWaitedFor || all.size < MAX_SANDBOXES ? start() : undefined);
    return sandbox ? Promise.resolve(sandbox) : new Promise<Sandbox>((done) => queue.push(done));
  };

  function release(sandbox: Sandbox) {
    sandbox.task = undefined;
    if (isFresh()) {
      retire(sandbox);
      return;
    }
    const next = queue.shift();
    if (next) next(sandbox);
    else if (all.size > MAX_SANDBOXES) retire(sandbox);
    else idle.push(sandbox);
  }

  function answer(sandbox: Sandbox, call: number, request: Promise<PlatformAnswer>) {
    const send = (message: ToSandbox) => sandbox.worker.postMessage(message);
    request.then(
      (result) => send({ type: 'answer', call, answer: result }),
      (error: unknown) => send({ type: 'answer', call, answer: { error: messageOf(error) } }),
    );
  }

  return {
    /**
     * Runs the function; resolves to its result after a JSON round trip. Rejects with InvocationFailed. `isWaitedFor`: by an invocation that may
     * itself keep others from their sandbox, so this one gets one at once.
     */
    async run(
      invocation: Invocation,
      watcher: Watcher,
      isWaitedFor: boolean,
    ): Promise<{ readonly value: unknown; readonly bytes: number }> {
      const sandbox = await acquire(isWaitedFor);
      return new Promise((done, fail) => {
        const timer = setTimeout(() => {
          drop(
            sandbox,
            new InvocationFailed('timeout', `The function ran longer than ${invocation.timeoutMs / 1000} seconds.`),
          );
        }, invocation.timeoutMs);
        const end = (finish: () => void) => {
          clearTimeout(timer);
          release(sandbox);
          finish();
        };
        const receive = (message: OfInvocation) => {
          switch (message.type) {
            case 'call':
              answer(sandbox, message.call, watcher.call(message.request));
              break;
            case 'console':
              watcher.console(message.level, message.text);
              break;
            case 'done': {
              const { json = '' } = message;
              const value: unknown = json === '' ? undefined : JSON.parse(json);
              end(() => done({ value, bytes: Buffer.byteLength(json) }));
              break;
            }
            case 'failed':
              end(() => fail(new InvocationFailed('error', message.message)));
          }
        };
        const crash = (failure: InvocationFailed) => {
          clearTimeout(timer);
          fail(failure);
        };
        sandbox.task = { id: invocation.id, receive, crash };
        sandbox.worker.postMessage({ type: 'invoke', invocation } satisfies ToSandbox);
      });
    },
    stop: async () => {
      queue.length = 0; // or each sandbox that ends would begin another
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}
