import { z } from 'zod';
import { limit } from '../limits';
import { bytesOf } from '../kvs/values';
import type { Delivery } from './state';

/** How an attempt to deliver ended. */
export type Attempt =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'error' | 'timeout' | 'memory' | 'crash'; readonly message: string };

/** What becomes of the delivery. */
export type Verdict =
  | { readonly end: 'delivered' | 'failed'; readonly why?: string }
  | { readonly end: 'again'; readonly afterMs: number; readonly retry: NonNullable<Delivery['retry']> };

/** What `InvocationError` of @forge/events returns in place of itself (events/out/invocationError.js). */
const RETRY_REQUEST = z.object({
  _retry: z.literal(true),
  retryOptions: z
    .object({
      retryAfter: z.number().optional(),
      retryReason: z.string().optional(),
      retryData: z.unknown().optional(),
    })
    .prefault({}),
});

/** InvocationErrorCode of @forge/events, by what the platform saw. An error thrown has none that documentation names. */
const REASON = {
  ...{ timeout: 'FUNCTION_TIME_OUT', memory: 'FUNCTION_OUT_OF_MEMORY' },
  ...{ crash: 'FUNCTION_PLATFORM_UNKNOWN_ERROR', error: 'FUNCTION_PLATFORM_UNKNOWN_ERROR' },
} as const;

const MS_PER_HOUR = 3_600_000;

/** "exponential backoff, with intervals reaching up to approximately 15 minutes"; where it begins is not said. */
const backoffMs = (failures: number) => Math.min(2 ** failures, limit('event.retryAfterSeconds')) * 1000;

/** The platform's own retries of product events are promised but not counted in the documentation: as many as the app's. */
const platformRetries = () => limit('event.retries');

/** The end of the retention window of an event of a queue, ms since 1970. */
const retainedUntil = ({ since }: Delivery) => since + limit('queue.retentionHours') * MS_PER_HOUR;

function asked(delivery: Delivery, request: z.infer<typeof RETRY_REQUEST>): Verdict {
  const { retryAfter = 1, retryReason = 'FUNCTION_RETRY_REQUEST', retryData } = request.retryOptions;
  const count = (delivery.retry?.count ?? 0) + 1;
  if (delivery.kind === 'event' && count > limit('event.retries'))
    return { end: 'failed', why: `The app asked for more than ${limit('event.retries')} retries.` };
  if (retryData !== undefined && bytesOf(retryData) > limit('event.retryDataBytes'))
    return { end: 'failed', why: `retryData is larger than ${limit('event.retryDataBytes')} bytes.` };
  // Product events lose retryData that is no object (Forge docs: product_events, ECO-734).
  const passes = delivery.kind === 'queue' || (typeof retryData === 'object' && retryData !== null);
  const seconds = Math.min(Math.max(retryAfter, 1), limit('event.retryAfterSeconds'));
  const retry = { count, reason: retryReason, ...(passes && retryData !== undefined && { data: retryData }) };
  return { end: 'again', afterMs: seconds * 1000, retry };
}

function failed(delivery: Delivery, { reason, message }: Attempt & { ok: false }): Verdict {
  const { kind, failures, retry } = delivery;
  // Of product events only what the app can't catch is retried (Forge docs: product_events, "Retry for platform level errors").
  if (kind === 'event' && reason === 'error') return { end: 'failed', why: message };
  if (kind === 'event' && failures >= platformRetries()) return { end: 'failed', why: message };
  // To a queue all of these are errors "of the app", which count; to a product event they are the platform's, which don't.
  const count = (retry?.count ?? 0) + (kind === 'queue' ? 1 : 0);
  return { end: 'again', afterMs: backoffMs(failures + 1), retry: { count, reason: REASON[reason] } };
}

/** What becomes of `delivery` after this attempt at the time `now` (Forge docs: events-reference/product_events, runtime-reference/async-events-api). */
export function judge(delivery: Delivery, attempt: Attempt, now: number): Verdict {
  if (!attempt.ok) return withinWindow(delivery, failed(delivery, attempt), now);
  const request = RETRY_REQUEST.safeParse(attempt.value);
  return request.success ? withinWindow(delivery, asked(delivery, request.data), now) : { end: 'delivered' };
}

function withinWindow(delivery: Delivery, verdict: Verdict, now: number): Verdict {
  const late = verdict.end === 'again' && now + verdict.afterMs > retainedUntil(delivery);
  return delivery.kind === 'queue' && late ? { end: 'failed', why: 'The retention window is over.' } : verdict;
}

/** `event.retryContext`; undefined at the first attempt. */
export function retryContext(delivery: Delivery, now: number) {
  const { retry, kind, since } = delivery;
  if (!retry) return undefined;
  const context = { retryCount: retry.count, retryReason: retry.reason, retryData: retry.data };
  if (kind === 'event') return context;
  const remainingTimeMs = Math.max(0, retainedUntil(delivery) - now);
  return { ...context, retentionWindow: { startTime: new Date(since).toISOString(), remainingTimeMs } };
}
