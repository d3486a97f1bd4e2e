import type { Bug } from '../../domain/bug';
import type { Claim, Escalation } from '../../domain/escalation';
import type { Head } from '../../domain/head';
import { unknownTicket, withBug, type KnownTicket } from '../../domain/known-ticket';
import { freshSignal, withTier, type Signal } from '../../domain/signal';
import { readWayUp, type WayUp } from '../../storage/read-ticket';
import * as records from '../../storage/records';
import type { StoredRecord } from '../../storage/stored';
import { wayUpWrites } from '../../storage/way-up';
import { changeHead, create, replaceClaim, type Conditional } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
import { historyRecords } from '../handoff/change-facts';
import { bugDue, signalsDue } from '../due';
import type { Bug as CreatedBug } from './find-created-bug';
import { headOfHandoff } from '../release-life/head-of-bug';

/** What becomes of a ticket when it has a bug: its place on the ticket, its signal at Support L3, and what is to be looked at then. */
export const upTo3 = (
  caller: Caller,
  head: Head,
  { id, ticketId, ticketKey, bugId }: Pick<Escalation, 'id' | 'ticketId' | 'ticketKey' | 'bugId'>,
  read: WayUp,
): { readonly ticket: KnownTicket; readonly signal: Signal; readonly due: readonly StoredRecord[] } => {
  const fresh = freshSignal(head, { id: ticketId, key: ticketKey }, read.settings, caller.now);
  return {
    ticket: withBug(read.ticket?.known ?? unknownTicket(ticketId), { escalationId: id, bugId }),
    signal: withTier(read.signal?.signal ?? null, fresh, 3),
    due: [signalsDue(head.handoffId, caller.now), bugDue(bugId, caller.now)],
  };
};

/** The same as writes beside others, as `wayUpWrites`. */
const wayUpTo3 = async (
  ...[caller, head, escalation, read]: Parameters<typeof upTo3>
): Promise<{ conditional: readonly Conditional[]; others: readonly StoredRecord[] }> => {
  const { ticket, signal, due } = upTo3(caller, head, escalation, read);
  const { conditional, others } = await wayUpWrites(read, ticket, signal);
  return { conditional, others: [...others, ...due] };
};

/** The fact that stays of a filing, or of a ticket that was added to a bug. */
export const escalationOf = (
  caller: Caller,
  { escalationId, ticketId, filing: { handoffId, releaseId, revision, ticketKey, ...filing } }: Claim,
  bug: CreatedBug,
): Escalation => ({
  ...{ schema: 1, id: escalationId, handoffId, releaseId, revision, ticketId, ticketKey },
  ...{ bugId: bug.id, bugKey: bug.key, by: caller.accountId, at: momentOf(caller), byApp: filing.byApp },
  ...{ preparedBy: filing.preparedBy, joined: filing.joined, summary: filing.summary },
  ...{ bypass: filing.bypass, customer: filing.customer },
});

/** A bug as it was just filed, and nothing has become of it. */
export const newBug = (head: Head, { bugId, bugKey, at, by }: Escalation, projectId: string): Bug => ({
  ...{ schema: 1, bugId, bugKey, projectId, filedAt: at, filedBy: by, lookedAt: at },
  ...{ handoffId: head.handoffId, releaseId: head.releaseId, productId: head.projectId },
  ...{ stage: 'open', triage: null, earlier: [], fix: null, tickets: 1 },
});

/**
 * The fact is kept, the claim is closed, the chain label is frozen and the ticket counts as one at Support L3, in one transaction, and once: also
 * where two take the place of a claim that was left. 1 call; one more for a ticket that the app knew nothing of.
 * @param isNew the bug was made just now. Else somebody may have found it in Jira meanwhile, added a ticket to it and triaged it: its record is then
 * begun by whoever comes first, by one call more, and never written over
 * @param known as last read; null: is read here
 */
export const recordFiling = async (
  caller: Caller,
  claim: Claim,
  { isNew, ...bug }: CreatedBug & { readonly isNew: boolean },
  known: { readonly head: Head; readonly wayUp: WayUp } | null,
): Promise<void> => {
  const escalation = escalationOf(caller, claim, bug);
  const at = known?.head ?? (await headOfHandoff(claim.filing));
  if (at === null) return;
  const record = records.bug(1, newBug(at, escalation, claim.filing.targetId));
  if (!isNew) await create(record);
  const closed: Claim = { ...claim, step: 'closed', bugId: bug.id, bugKey: bug.key };
  const outcome = await changeHead<'written' | 'there' | 'moved'>(at.releaseId, at, async (head) => {
    if (head?.handoffId !== at.handoffId) return { stop: 'moved' };
    const read = head === known?.head ? known.wayUp : await readWayUp(head, claim.ticketId);
    if (read.ticket?.known.bugs.some(({ escalationId }) => escalationId === escalation.id) === true)
      return { stop: 'there' };
    const { conditional, others } = await wayUpTo3(caller, head, escalation, read);
    const next = { ...head, labelFrozen: true, bugsSince: head.bugsSince + 1 };
    return {
      write: {
        head: next,
        conditional,
        records: [
          records.escalation(escalation),
          ...(isNew ? [record] : []),
          records.claim(closed),
          ...historyRecords(caller, next, [
            { what: 'l3-filed', detail: bug.key },
            ...(escalation.bypass === null ? [] : [{ what: 'ladder-skipped', detail: escalation.bypass } as const]),
          ]),
          ...others,
        ],
      },
      answer: 'written',
    };
  });
  if (outcome === 'moved') return recordFiling(caller, claim, { isNew, ...bug }, null);
  if (outcome === 'there') await replaceClaim(claim, closed);
};
