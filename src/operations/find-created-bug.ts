import { findBugByMark, getTicket, hasMark } from '../jira/issues';

/** The newest links are at the end; more than these a ticket hardly has. */
const LINKS_LOOKED_AT = 10;

export type Bug = { readonly id: string; readonly key: string };

/**
 * Did an earlier try create the bug, although its reply was lost? The ticket's links know at once where the link is made
 * with the bug; Jira's search knows after a while.
 */
export const findCreatedBug = async (where: {
  readonly ticketId: string;
  readonly targetProjectId: string;
  readonly chainLabel: string;
  readonly escalationId: string;
}): Promise<Bug | null> => {
  const { linkedKeys } = await getTicket('user', where.ticketId);
  for (const key of linkedKeys.slice(-LINKS_LOOKED_AT)) {
    if (await hasMark(key, where.escalationId)) {
      const { id } = await getTicket('user', key);
      return { id, key };
    }
  }
  return findBugByMark(where.targetProjectId, where.chainLabel, where.escalationId);
};
