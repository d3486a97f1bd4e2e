import { format } from 'node:util';

type WriteCallback = (error?: Error | null) => void;

const LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const;

/** Hands all that this thread prints to `say`: the levels of the console, and what its other methods and the app itself write to the two streams. */
export function captureOutput(say: (level: string, text: string) => void) {
  for (const level of LEVELS) console[level] = (...args: unknown[]) => say(level, format(...args));
  for (const { stream, level } of [
    { stream: process.stdout, level: 'log' },
    { stream: process.stderr, level: 'error' },
  ])
    stream.write = (chunk: string | Uint8Array, encoding?: BufferEncoding | WriteCallback, written?: WriteCallback) => {
      say(level, (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')).replace(/\n$/, ''));
      const done = typeof encoding === 'function' ? encoding : written;
      if (done) process.nextTick(done);
      return true;
    };
}
