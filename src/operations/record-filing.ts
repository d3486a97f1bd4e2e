import type { Claim, Escalation } from '../domain/escalation';
import type { Head } from '../domain/head';
import { records } from '../storage/records';
import { changeHead } from '../storage/write';
import { momentOf, type Caller } from './caller';
import { historyRecords } from './change-facts';
import type { Bug } from './find-created-bug';

/** The fact is kept, the claim is closed and the chain label is frozen, in one transaction. `known` is the head as last read. */
export const recordFiling = async (caller: Caller, claim: Claim, bug: Bug, known: Head | null): Promise<void> => {
  const escalation: Escalation = {
    ...{ schema: 1, id: claim.escalationId, ...claim.filing, ticketId: claim.ticketId },
    ...{ bugId: bug.id, bugKey: bug.key, by: caller.accountId, at: momentOf(caller) },
  };
  await changeHead<undefined>(claim.filing.releaseId, known, (head) => {
    if (head === null) return { stop: undefined };
    const next = { ...head, labelFrozen: true, bugsSince: head.bugsSince + 1 };
    return {
      write: {
        head: next,
        records: [
          records.escalation(escalation),
          records.claim({ ...claim, step: 'closed', bugId: bug.id, bugKey: bug.key }),
          ...historyRecords(caller, next, [{ what: 'l3-filed', detail: bug.key }]),
        ],
      },
      answer: undefined,
    };
  });
};
