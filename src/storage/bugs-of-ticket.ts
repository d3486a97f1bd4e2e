import type { Bug } from '../domain/bug';
import type { Escalation } from '../domain/escalation';
import type { KnownTicket } from '../domain/known-ticket';
import { body, readKeys } from './batch';
import * as keys from './keys';
import * as readers from './readers';

/** A ticket's L3 bugs, the newest first, each with how it came to the ticket. One call, none where there are none. */
export const readBugsOfTicket = async ({
  bugs,
}: KnownTicket): Promise<{ readonly bug: Bug; readonly escalation: Escalation }[]> => {
  const found = await readKeys(
    bugs.flatMap(({ escalationId, bugId }) => [
      { key: keys.escalation(escalationId), entityName: 'escalation' },
      { key: keys.bug(bugId), entityName: 'bug' },
    ]),
  );
  return bugs.toReversed().flatMap(({ escalationId, bugId }) => {
    const [escalation, bug] = [found.get(keys.escalation(escalationId)), found.get(keys.bug(bugId))];
    if (escalation === undefined || bug === undefined) return [];
    return [{ bug: body(readers.bug, bug).body, escalation: body(readers.escalation, escalation).body }];
  });
};
