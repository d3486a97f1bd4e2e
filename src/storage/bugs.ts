import type { Bug } from '../domain/bug';
import type { Escalation } from '../domain/escalation';
import { listByIndex } from './batch';
import * as readers from './readers';

/** Each ticket that hangs on a bug, once, by its newest escalation, the newest first. An index read: it may lag a moment behind. */
export const ticketsOf = async (bugId: string): Promise<Escalation[]> => {
  const all = (await listByIndex('escalation', readers.escalation, 'by-bug', bugId)).map(({ body }) => body);
  return all.filter(({ ticketId }, nth) => all.findIndex((other) => other.ticketId === ticketId) === nth);
};

/** Of several handoffs, newest first. An index read. */
const listOf = async <T>(list: (handoffId: string) => Promise<T[]>, handoffIds: readonly string[]): Promise<T[]> =>
  (await Promise.all(handoffIds.map(list))).flat();

/** What the app knows of the bugs of handoffs, newest first. An index read. */
export const bugsOf = (handoffIds: readonly string[]): Promise<Bug[]> =>
  listOf(async (id) => (await listByIndex('bug', readers.bug, 'by-handoff', id)).map(({ body }) => body), handoffIds);

/** The escalations of handoffs, newest first. An index read. */
export const escalationsOf = (handoffIds: readonly string[]): Promise<Escalation[]> =>
  listOf(
    async (id) => (await listByIndex('escalation', readers.escalation, 'by-handoff', id)).map(({ body }) => body),
    handoffIds,
  );
