import type { InvocationRecord } from '../../host/runtime/invocations';

/**
 * What the developer console shows of the app (its own lines, and the errors it ended with) and which addresses it called. It
 * keeps the last invocations only.
 */
export async function readLog(siteUrl: string): Promise<{ readonly said: string[]; readonly called: string[] }> {
  const records = (await (await fetch(`${siteUrl}/host/invocations`)).json()) as InvocationRecord[];
  return {
    said: records.flatMap(({ console: lines, message = '' }) => [message, ...lines.map(({ text }) => text)]),
    called: records.flatMap(({ calls }) => calls.map(({ path }) => decodeURIComponent(path))),
  };
}
