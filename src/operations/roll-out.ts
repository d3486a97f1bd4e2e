import type { CallInput } from '../api/calls';
import { refuse, type Result } from '../api/results';
import { momentOf, type Caller } from './caller';
import { changeFacts } from './change-facts';
import { NEEDS, openToChange } from './release-access';

/** How far the release has rolled out, in percent of its users. */
export const setRollout = async (
  caller: Caller,
  { releaseId, percent }: CallInput<'setRollout'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, (head) => {
    if (head.handedOver === null) return refuse('not-handed-over');
    if (head.rollout?.percent === percent || head.done !== null) return 'nothing';
    return {
      head: { rollout: { percent, at: momentOf(caller) } },
      history: [{ what: 'rollout', detail: `${percent} %` }],
    };
  });
};

/** Done: the rollout has reached everybody and the PO closes the handoff. Only at 100 %. */
export const closeHandoff = async (
  caller: Caller,
  { releaseId }: CallInput<'closeHandoff'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, (head) => {
    if (head.done !== null) return 'nothing';
    if (head.rollout?.percent !== 100) return refuse('not-complete');
    return {
      head: { done: { at: momentOf(caller), by: caller.accountId } },
      history: [{ what: 'done', detail: '' }],
    };
  });
};
