import type { Bug } from '../domain/bug';
import type { Escalation } from '../domain/escalation';
import { listByIndex } from './batch';
import * as readers from './readers';

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
