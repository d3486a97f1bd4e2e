import { InvocationError, InvocationErrorCode } from '@forge/events';
import { noteFailure } from '../operations/note-failure';
import { refusalOf } from '../operations/refusal-of';

/** What may pass by itself: also `not-allowed`, for right after an installation Jira refuses the app for a while. */
const MAY_PASS = ['jira-unavailable', 'rate-limited', 'not-allowed', 'storage-unavailable', 'busy'];

/** In s: 30, 60, 120, 240; Forge brings an event again at most four times, within 900 s each. */
const pauseAfter = (retries: number): number => Math.min(900, 30 * 2 ** retries);

/**
 * Does what follows from an event of Jira's. What may pass is asked for again, since no person is there to repeat it.
 * @param retries how often it was brought again already
 */
export const retried = async (
  eventType: string,
  retries: number,
  work: () => Promise<void>,
): Promise<InvocationError | undefined> => {
  try {
    await work();
  } catch (error) {
    console.error(`${eventType} failed`, error);
    await noteFailure(error, 'events', Date.now());
    const code = refusalOf(error)?.code;
    if (code !== undefined && MAY_PASS.includes(code))
      return new InvocationError({
        retryAfter: pauseAfter(retries),
        retryReason:
          code === 'rate-limited'
            ? InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED
            : InvocationErrorCode.FUNCTION_RETRY_REQUEST,
        retryData: {},
      });
  }
  return undefined;
};
