import type { CallInput } from '../../api/calls';
import { refuse, type Refusal } from '../../api/results';
import type { Claim } from '../../domain/escalation';
import { alikeOf, type Begun, type Filings } from '../../domain/filings';
import { seenIssues } from '../../jira/permissions';
import { becameOf, begin } from '../../storage/filings';
import type { StoredFilings } from '../../storage/read-filing';
import { momentOf, type Caller } from '../caller';
import type { Filing } from './filing';
import { INVOCATION_OVER, STALE } from './take-claim';

/** More alike filings than these say no more. */
const LOOKED_AT = 5;

/** Of many who begin at once, after so many lost races one files without the others knowing of it. */
const RACES = 6;

/** Is it still being filed? So long as its invocation may not have claimed its ticket yet, or its claim stands without a bug of it on record. */
const isUnderWay = ({ id, at }: Begun, claim: Claim | null, now: number): boolean => {
  const age = now - Date.parse(at);
  if (claim?.escalationId !== id) return age < INVOCATION_OVER;
  return claim.step !== 'nothing-sent' && age < STALE;
};

/**
 * A bug for the same problem that the person doesn't know of: filed from another ticket, or being filed just now. Read by key, so that nothing lags;
 * a filing that came to nothing, or whose outcome stays unknown, stands in nobody's way. No call where no summary is alike, else 2.
 * @param told escalations that the person was told of
 */
const similarMeanwhile = async (
  caller: Caller,
  filings: Filings,
  one: Begun,
  told: readonly string[],
): Promise<Refusal | null> => {
  const alike = alikeOf(filings, one, told).slice(0, LOOKED_AT);
  if (alike.length === 0) return null;
  const became = await becameOf(alike);
  const counts = became.filter(
    ({ begun, escalation, claim }) => escalation !== null || isUnderWay(begun, claim, caller.now),
  );
  // One that can be joined says more than one that is only begun.
  const found = counts.find(({ escalation }) => escalation !== null) ?? counts[0];
  if (found === undefined) return null;
  const { begun, escalation } = found;
  const { id, by, at, ticketId } = begun;
  const bugId = escalation?.bugId ?? null;
  const seen = await seenIssues(bugId === null ? [ticketId] : [ticketId, bugId]);
  const isBugSeen = bugId !== null && seen.has(bugId);
  const similar = {
    ...{ id, by, at, bugId },
    ticketKey: seen.has(ticketId) ? begun.ticketKey : null,
    bugKey: isBugSeen ? (escalation?.bugKey ?? null) : null,
    // Before there is a bug these are words on a ticket, for who sees the ticket.
    summary: isBugSeen || (bugId === null && seen.has(ticketId)) ? begun.summary : null,
  };
  return refuse('similar-meanwhile', { similar });
};

type Others = {
  /** What the register said when all was read. No call where no summary is alike. */
  readonly asRead: () => Promise<Refusal | null>;
  /**
   * Lets who files the same meanwhile know of it; of two who begin at once the second is told here. That it can't be written is no reason not to
   * file: then the others see the bug once it is there. 1 call where nobody else begins.
   */
  readonly tell: () => Promise<Refusal | null>;
};

/** A filing among those of other tickets that may be about the same problem. One that was begun before goes on: it is too late to stop it. */
export const othersWith = (
  caller: Caller,
  { known, escalationId, ticket }: Filing,
  { form, knownBugs = [] }: CallInput<'fileBug'>,
): Others => {
  const { claim, filings } = known;
  if (claim?.escalationId === escalationId && claim.step !== 'nothing-sent') {
    const nobody = () => Promise.resolve(null);
    return { asRead: nobody, tell: nobody };
  }
  const begun: Begun = {
    ...{ id: escalationId, ticketId: ticket.id, ticketKey: ticket.key },
    ...{ summary: form.summary, by: caller.accountId, at: momentOf(caller) },
  };
  const alike = (now: Filings) => similarMeanwhile(caller, now, begun, knownBugs);
  return {
    asRead: () => alike(filings.filings),
    tell: async () => {
      let newest: StoredFilings | null = filings;
      for (let race = 1; race <= RACES; race += 1) {
        newest = await begin(newest, begun, caller.now).catch(() => null);
        const news: Refusal | null = newest && (await alike(newest.filings));
        if (newest === null || news !== null) return news;
      }
      return null;
    },
  };
};
