import { refuse, type Result } from '../../api/results';
import type { Claim } from '../../domain/escalation';
import { readClaim } from '../../storage/read-filing';
import { createClaim, replaceClaim } from '../../storage/write';
import { momentOf, type Caller } from '../caller';

/** An invocation lives 25 s at most (Forge docs: limits-invocation): after this a claim that says `working` is nobody's. In ms. */
export const INVOCATION_OVER = 26_000;
/** After this another escalation may go on in place of one whose outcome was never cleared up. In ms. */
export const STALE = 15 * 60_000;

/** `resumed`: an earlier try of this escalation may have reached Jira, so look before creating. */
type Taken = { readonly claim: Claim; readonly resumed: boolean };

/** Jira may have the bug of the earlier try: that the ladder was skipped then stays on record. */
const alsoSkipped = (now: Claim['filing'], before: Claim['filing']): Claim['filing'] => ({
  ...now,
  bypass: now.bypass ?? before.bypass,
});

/**
 * Claims the ticket for one filing, or takes one's own filing up again. A filing in progress, one's own in another window
 * included, stands in the way and is said.
 * @param wanted with the bug, where it is known beforehand
 * @param known as last read, and what somebody else left settled
 */
export const takeClaim = async (
  caller: Caller,
  wanted: Pick<Claim, 'ticketId' | 'escalationId' | 'filing'> & Partial<Pick<Claim, 'bugId' | 'bugKey'>>,
  known: Claim | null,
): Promise<Result<Taken>> => {
  const fresh: Claim = {
    ...{ schema: 1, bugId: null, bugKey: null, ...wanted },
    by: caller.accountId,
    startedAt: momentOf(caller),
    step: 'working',
    linked: true,
    newestFiled: null,
  };
  if (known === null) {
    if (await createClaim(fresh)) return { ok: true, value: { claim: fresh, resumed: false } };
    return refuse('filing-in-progress');
  }
  const age = caller.now - Date.parse(known.startedAt);
  const atRest = known.step !== 'working' || age > INVOCATION_OVER;
  const mine = known.escalationId === wanted.escalationId;
  const over = known.step === 'closed' || known.step === 'nothing-sent';
  if (!over && !(mine ? atRest : age > STALE)) return refuse('filing-in-progress', { detail: known.startedAt });

  const resumed = mine && !over;
  const { bugId, bugKey, linked, newestFiled } = known;
  const claim = resumed
    ? {
        ...fresh,
        bugId: bugId ?? fresh.bugId,
        bugKey: bugKey ?? fresh.bugKey,
        linked,
        newestFiled,
        filing: alsoSkipped(fresh.filing, known.filing),
      }
    : { ...fresh, newestFiled: bugKey === null ? newestFiled : known.escalationId };
  if (await replaceClaim(known, claim)) return { ok: true, value: { claim, resumed } };
  return refuse('filing-in-progress', { detail: (await readClaim(wanted.ticketId))?.startedAt ?? known.startedAt });
};
