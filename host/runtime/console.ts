import { limit } from '../limits';

interface LogLine {
  readonly level: string;
  readonly text: string;
}

/**
 * Takes the lines of one invocation as far as Forge keeps them: lines per minute it may run, begun ones counted, and bytes in all (Forge docs:
 * limits-invocation). What is beyond is lost, but for one line that says so.
 */
export function createConsole(lines: LogLine[], timeoutMs: number) {
  const maxLines = limit('invocation.logLines') * Math.ceil(timeoutMs / 60_000);
  let bytes = 0;
  let isFull = false;
  return (level: string, text: string) => {
    if (isFull) return;
    bytes += Buffer.byteLength(text);
    isFull = lines.length >= maxLines || bytes > limit('invocation.logBytes');
    lines.push(isFull ? { level: 'host', text: "The log's limit is reached; the rest is lost." } : { level, text });
  };
}
