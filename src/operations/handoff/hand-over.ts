import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { daysBeforeRelease } from '../../domain/state';
import { dayOf, momentOf, type Caller } from '../caller';
import { changeFacts } from './change-facts';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

/** The PO gives a complete handoff to CS. The first moment stays on record for good: handing over again changes nothing. */
export const handOver = async (
  caller: Caller,
  input: CallInput<'handOver'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, input.releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, (head) => {
    if (head.handedOver !== null) return 'nothing';
    if (head.revision !== input.revision) return refuse('outdated');
    if (head.missing.length > 0) return refuse('not-complete');
    const daysBefore = daysBeforeRelease(known.value.release.releaseDate, dayOf(caller));
    const detail = daysBefore === null ? 'the release has no date' : `${daysBefore} days before the release`;
    return {
      head: { handedOver: { at: momentOf(caller), by: caller.accountId, revision: head.revision, daysBefore } },
      history: [{ what: 'handed-over', detail }],
    };
  });
};
