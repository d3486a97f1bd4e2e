import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { standingOf } from '../../domain/gate';
import type { Head, Waiver } from '../../domain/head';
import { isInForce, isOwnRelease, mayLastUntil } from '../../domain/waiver';
import { waiverOnRecord } from '../../domain/wording';
import { momentOf, type Caller } from '../caller';
import { changeFacts } from '../handoff/change-facts';
import * as NEEDS from '../needs';
import { openRelease } from '../access/release-access';
import { peopleOf } from '../access/rights';
import { startHandoff } from '../handoff/start-handoff';

/** A named person lets a release through its closed gate for a while. It needs no handoff: a fix may be urgent before one is written. */
export const waiveGate = async (
  caller: Caller,
  { releaseId, reason, expiresAt }: CallInput<'waiveGate'>,
): Promise<Result<Record<string, never>>> => {
  const fields = [{ path: ['expiresAt'], problem: 'not-valid' as const }];
  if (!mayLastUntil(expiresAt, caller.now)) return refuse('bad-input', { fields });
  const { release, head: stored, settings, rights, rightsAt } = await openRelease(caller, releaseId);
  const refusalAt = (head: Head | null) => {
    if ((head === null ? rights : rightsAt(head)).waive) return null;
    return isOwnRelease(peopleOf(head, release, settings), caller.accountId, settings)
      ? refuse('own-release')
      : refuse('not-allowed', { needs: NEEDS.waive });
  };
  const refusal = refusalAt(stored);
  if (refusal !== null) return refusal;
  const known = stored ?? (await startHandoff(caller, release, settings, release.driver));
  if (known === null) return refuse('not-found');
  const waiver: Waiver = { by: caller.accountId, at: momentOf(caller), reason, expiresAt };
  return changeFacts(caller, { release, head: known }, (head) => {
    const { blockers, waiver: last } = standingOf(head, settings, caller.now);
    const isSame = last?.by === waiver.by && last.reason === reason && last.expiresAt === expiresAt;
    if (isSame || blockers.length === 0) return 'nothing';
    return refusalAt(head) ?? { head: { waiver }, history: [{ what: 'waived', detail: waiverOnRecord(waiver) }] };
  });
};

/** Closes the gate again before the waiver is over; what was given stays in the history. */
export const endWaiver = async (
  caller: Caller,
  { releaseId }: CallInput<'endWaiver'>,
): Promise<Result<Record<string, never>>> => {
  const { release, head: stored, rights } = await openRelease(caller, releaseId);
  const own = stored?.waiver?.by === caller.accountId;
  if (!rights.waive && !own) return refuse('not-allowed', { needs: NEEDS.waive });
  if (stored === null) return refuse('not-found');
  return changeFacts(caller, { release, head: stored }, ({ waiver }) =>
    isInForce(waiver, caller.now)
      ? {
          head: { waiver: { ...waiver, expiresAt: momentOf(caller) } },
          history: [{ what: 'waiver-ended', detail: '' }],
        }
      : 'nothing',
  );
};
