import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { stalenessOf } from '../../domain/staleness';
import { momentOf, type Caller } from '../caller';
import { changeFacts } from './change-facts';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

/** Somebody looked at the handoff again, at the revision that they read, and it is still right. */
export const verifyHandoff = async (
  caller: Caller,
  { releaseId, revision }: CallInput<'verifyHandoff'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  const { issues } = known.value.release;
  return changeFacts(caller, known.value, (head) => {
    if (head.handedOver === null) return refuse('not-handed-over');
    if (head.revision !== revision) return refuse('outdated');
    const isNew = head.verified?.revision !== revision;
    // Open questions are answered, not looked at: they are no reason to go on record again.
    const stale = stalenessOf(head, issues, caller.now).filter(({ code }) => code !== 'questions');
    if (!isNew && stale.length === 0) return 'nothing';
    return {
      head: { verified: { revision, at: momentOf(caller), by: caller.accountId, issues }, bugsSince: 0 },
      history: [{ what: 'verified', detail: '' }],
    };
  });
};
