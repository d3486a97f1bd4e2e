import { findBugByMark, getTicket, readMark } from '../../jira/issues';
import type { As } from '../../jira/request';

/** The newest links are at the end; more than these a ticket hardly has. */
const LINKS_LOOKED_AT = 10;

export type Bug = { readonly id: string; readonly key: string };

/**
 * Did an earlier try create the bug, although its reply was lost? The ticket's links know at once where the link is made
 * with the bug; Jira's search knows after a while.
 */
export const findCreatedBug = async (
  as: As,
  where: {
    readonly ticketId: string;
    readonly targetProjectId: string;
    /** Undefined: its screen takes none. */
    readonly label: string | undefined;
    readonly escalationId: string;
  },
): Promise<Bug | null> => {
  const { linkedKeys } = await getTicket(as, where.ticketId);
  for (const key of linkedKeys.slice(-LINKS_LOOKED_AT)) {
    if ((await readMark(as, key)) === where.escalationId) {
      const { id } = await getTicket(as, key);
      return { id, key };
    }
  }
  return findBugByMark(as, { ...where, projectId: where.targetProjectId });
};
