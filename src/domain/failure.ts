import * as z from 'zod/mini';
import { momentSchema } from './ids';

/**
 * What went wrong for a reason outside of people's doings. `app-sees-not`: Jira hides from the app what the gate or an event is about, or takes no
 * note of it.
 */
const failureCodeSchema = z.enum([
  'jira-unavailable',
  'storage-unavailable',
  'rate-limited',
  'app-sees-not',
  'unexpected',
]);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** One of the last failures: when, where, which; never a text that anybody wrote. */
export const failureSchema = z.object({
  at: momentSchema,
  /** The gate, the events, the reminders, the loop, or the screens' calls. */
  where: z.enum(['gate', 'events', 'reminders', 'loop', 'screen']),
  code: failureCodeSchema,
});
export type Failure = z.infer<typeof failureSchema>;

/** How many are kept. */
export const MOST_FAILURES = 10;
