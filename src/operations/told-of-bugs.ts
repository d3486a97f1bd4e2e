import type { Escalation } from '../domain/escalation';
import type { FiledBug } from '../domain/filed-bug';
import { seenIssues } from '../jira/permissions';
import type { Caller } from './caller';

/** A filing, on record or about to be. */
type Filed = Pick<Escalation, 'id' | 'by' | 'at' | 'byApp' | 'joined' | 'bugId' | 'bugKey'>;

/**
 * What a person is told of filed bugs: the keys only of those that Jira shows them. One call, and none where all are bugs that they
 * filed themselves: Jira told them those keys. One that a ticket was added to they may never have seen.
 */
export const toldOfBugs = async ({ accountId }: Caller, bugs: readonly Filed[]): Promise<FiledBug[]> => {
  const isOwn = ({ by, byApp, joined }: Filed): boolean => by === accountId && !byApp && !joined;
  const others = bugs.filter((bug) => !isOwn(bug)).map(({ bugId }) => bugId);
  const seen = await seenIssues(others);
  return bugs.map((bug) => {
    const { id, by, at, bugId, bugKey } = bug;
    return { id, by, at, bugKey: isOwn(bug) || seen.has(bugId) ? bugKey : null };
  });
};

export const toldOfBug = async (caller: Caller, bug: Filed): Promise<FiledBug | undefined> =>
  (await toldOfBugs(caller, [bug]))[0];
