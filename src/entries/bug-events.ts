import type { InvocationError } from '@forge/events';
import * as z from 'zod/mini';
import { issueIdSchema } from '../domain/ids';
import { followBug, followBugDeletion } from '../operations/bug/follow-bug';
import { retried } from './retried';

/** As much of an event as says where to look (Forge docs: events-reference/jira, issue events). */
const eventSchema = z.object({
  eventType: z.enum(['avi:jira:updated:issue', 'avi:jira:deleted:issue']),
  issue: z.object({ id: z.pipe(z.coerce.string(), issueIdSchema) }),
  retryContext: z.optional(z.object({ retryCount: z.number() })),
});

/** Of the app's bugs alone: a filter in manifest.yml keeps all other issues away. The error boundary is that of all events. */
export const handler = async (event: unknown): Promise<InvocationError | undefined> => {
  const { data, error } = z.safeParse(eventSchema, event);
  if (data === undefined) {
    console.warn('an event of another shape', error);
    return undefined;
  }
  const { eventType, issue, retryContext } = data;
  const follow = eventType === 'avi:jira:deleted:issue' ? followBugDeletion : followBug;
  return retried(eventType, retryContext?.retryCount ?? 0, () => follow(issue.id, Date.now()));
};
