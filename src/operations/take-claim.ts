import { refuse, type Result } from '../api/results';
import type { Claim } from '../domain/escalation';
import { readClaim } from '../storage/read';
import { createClaim, replaceClaim } from '../storage/write';
import { momentOf, type Caller } from './caller';

/** An invocation lives 25 s at most (Forge docs: limits-invocation): after this a claim that says `working` is nobody's. In ms. */
const INVOCATION_OVER = 26_000;
/** After this another escalation may go on in place of one whose outcome was never cleared up. In ms. */
const STALE = 15 * 60_000;

/** `resumed`: an earlier try of this escalation may have reached Jira, so look before creating. */
export type Taken = { readonly claim: Claim; readonly resumed: boolean };

/**
 * Claims the ticket for one filing, or takes one's own filing up again. A filing in progress, one's own in another window
 * included, stands in the way and is said.
 */
export const takeClaim = async (
  caller: Caller,
  ticketId: string,
  escalationId: string,
  known: Claim | null,
): Promise<Result<Taken>> => {
  const fresh: Claim = {
    schema: 1,
    ticketId,
    escalationId,
    by: caller.accountId,
    startedAt: momentOf(caller),
    step: 'working',
    bugId: null,
    bugKey: null,
  };
  if (known === null) {
    if (await createClaim(fresh)) return { ok: true, value: { claim: fresh, resumed: false } };
    return refuse('filing-in-progress');
  }
  const age = caller.now - Date.parse(known.startedAt);
  const atRest = known.step !== 'working' || age > INVOCATION_OVER;
  const mine = known.escalationId === escalationId;
  const over = known.step === 'closed' || known.step === 'nothing-sent';
  if (!over && !(mine ? atRest : age > STALE)) return refuse('filing-in-progress', { detail: known.startedAt });

  const resumed = mine && !over;
  const claim = resumed ? { ...fresh, bugId: known.bugId, bugKey: known.bugKey } : fresh;
  if (await replaceClaim(known, claim)) return { ok: true, value: { claim, resumed } };
  return refuse('filing-in-progress', { detail: (await readClaim(ticketId))?.startedAt ?? known.startedAt });
};
