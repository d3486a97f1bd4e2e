/** For how long, in ms, one call waits in all when Jira says that it comes too soon: a function has 25 s (Forge docs: limits-invocation). */
const PATIENCE = 8_000;

/** Those who were told to wait together don't all come back together; 0.3 is Jira's own advice (rate-limiting, "respecting rate limits"). */
const JITTER = 0.3;

type Told = { readonly status: number; readonly headers: { get: (name: string) => string | null } };

/** Ms until Jira takes the call; null where it didn't say, or says that this won't help. */
const waitOf = ({ status, headers }: Told): number | null => {
  const seconds = Number(headers.get('retry-after') ?? '');
  if (status !== 429 || !Number.isFinite(seconds) || seconds <= 0) return null;
  return seconds * 1_000 * (1 + Math.random() * JITTER);
};

/**
 * Makes a call, again while Jira answers 429 with a `Retry-After` that is short enough: nothing was done then, so a write may be
 * repeated too. A person waits a few seconds instead of being told to press again.
 * @returns the last answer: a 429 where patience ran out
 */
export const patiently = async <T extends Told>(ask: () => Promise<T>): Promise<T> => {
  for (let waited = 0; ;) {
    const answer = await ask();
    const wait = waitOf(answer);
    if (wait === null || waited + wait > PATIENCE) return answer;
    waited += wait;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
};
