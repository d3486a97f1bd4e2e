import { refuse, type Result } from '../api/results';
import type { Claim } from '../domain/escalation';
import { readClaim } from '../storage/read';
import { createClaim, replaceClaim } from '../storage/write';
import { momentOf, type Caller } from './caller';
import { recordFiling } from './record-filing';
import { recordJoin } from './record-join';

/** An invocation lives 25 s at most (Forge docs: limits-invocation): after this a claim that says `working` is nobody's. In ms. */
export const INVOCATION_OVER = 26_000;
/** After this another escalation may go on in place of one whose outcome was never cleared up. In ms. */
export const STALE = 15 * 60_000;

/** `resumed`: an earlier try of this escalation may have reached Jira, so look before creating. */
type Taken = { readonly claim: Claim; readonly resumed: boolean };

/** Another escalation's bug that is there but not on record: recorded now, so that taking its claim's place loses nothing. */
const settled = async (caller: Caller, left: Claim): Promise<Claim> => {
  if (left.step !== 'created' || left.bugId === null || left.bugKey === null) return left;
  const bug = { id: left.bugId, key: left.bugKey };
  const theirs = { ...caller, accountId: left.by };
  if (left.filing.joined) await recordJoin(theirs, left, bug);
  else await recordFiling(theirs, left, { ...bug, isNew: false }, null);
  return (await readClaim(left.ticketId)) ?? left;
};

/** Jira may have the bug of the earlier try: that the ladder was skipped then stays on record. */
const alsoSkipped = (now: Claim['filing'], before: Claim['filing']): Claim['filing'] => ({
  ...now,
  bypass: now.bypass ?? before.bypass,
});

/**
 * Claims the ticket for one filing, or takes one's own filing up again. A filing in progress, one's own in another window
 * included, stands in the way and is said.
 */
export const takeClaim = async (
  caller: Caller,
  wanted: Pick<Claim, 'ticketId' | 'escalationId' | 'filing'>,
  known: Claim | null,
): Promise<Result<Taken>> => {
  const fresh: Claim = {
    schema: 1,
    ...wanted,
    by: caller.accountId,
    startedAt: momentOf(caller),
    step: 'working',
    bugId: null,
    bugKey: null,
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
    ? { ...fresh, bugId, bugKey, linked, newestFiled, filing: alsoSkipped(fresh.filing, known.filing) }
    : { ...fresh, newestFiled: bugKey === null ? newestFiled : known.escalationId };
  const before = mine ? known : await settled(caller, known);
  if (await replaceClaim(before, claim)) return { ok: true, value: { claim, resumed } };
  return refuse('filing-in-progress', { detail: (await readClaim(wanted.ticketId))?.startedAt ?? known.startedAt });
};
