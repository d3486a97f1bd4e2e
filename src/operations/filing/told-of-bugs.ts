import type { Escalation } from '../../domain/escalation';
import type { FiledBug } from '../../domain/filed-bug';
import { seenIssues } from '../../jira/permissions';
import type { Caller } from '../caller';

/** A filing, on record or about to be. */
type Filed = Pick<Escalation, 'id' | 'by' | 'at' | 'byApp' | 'joined' | 'bugId' | 'bugKey'>;

/** Filed by this very person, whom Jira told its key. One that a ticket was added to, or that the app filed, they may never have seen. */
export const isFiledBy = (
  { accountId }: Caller,
  { by, byApp, joined }: Pick<Escalation, 'by' | 'byApp' | 'joined'>,
): boolean => by === accountId && !byApp && !joined;

/**
 * What a person is told of filed bugs: the keys only of those that Jira shows them. One call, and none where all are bugs that they
 * filed themselves.
 */
export const toldOfBugs = async (caller: Caller, bugs: readonly Filed[]): Promise<FiledBug[]> => {
  const others = bugs.filter((bug) => !isFiledBy(caller, bug)).map(({ bugId }) => bugId);
  const seen = await seenIssues(others);
  return bugs.map((bug) => {
    const { id, by, at, bugId, bugKey } = bug;
    return { id, by, at, bugKey: isFiledBy(caller, bug) || seen.has(bugId) ? bugKey : null };
  });
};

export const toldOfBug = async (caller: Caller, bug: Filed): Promise<FiledBug | undefined> =>
  (await toldOfBugs(caller, [bug]))[0];
