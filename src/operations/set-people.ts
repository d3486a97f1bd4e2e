import type { CallInput } from '../api/calls';
import type { Result } from '../api/results';
import type { Caller } from './caller';
import { changeFacts } from './change-facts';
import { NEEDS, openToChange } from './release-access';

/** Names the PO and the CS Lead, so that a blocker can say who owes it. */
export const setPeople = async (
  caller: Caller,
  { releaseId, po, csLead }: CallInput<'setPeople'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  return changeFacts(caller, known.value, (head) =>
    head.po === po && head.csLead === csLead
      ? 'nothing'
      : { head: { po, csLead }, history: [{ what: 'people', detail: '' }] },
  );
};
