import type { Escalation } from '../domain/escalation';
import { listByIndex } from './batch';
import * as readers from './readers';

/** Each ticket that hangs on a bug, once, by its newest escalation, the newest first. An index read: it may lag a moment behind. */
export const ticketsOf = async (bugId: string): Promise<Escalation[]> => {
  const all = (await listByIndex('escalation', readers.escalation, 'by-bug', bugId)).map(({ body }) => body);
  return all.filter(({ ticketId }, nth) => all.findIndex((other) => other.ticketId === ticketId) === nth);
};
