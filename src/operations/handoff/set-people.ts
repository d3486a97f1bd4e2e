import type { CallInput } from '../../api/calls';
import { refuse, type Result } from '../../api/results';
import { canRead, readersOf } from '../access/can-read';
import type { Caller } from '../caller';
import { changeFacts } from './change-facts';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

/** Names the PO, the CS Lead or both, so that a blocker can say who owes it. */
export const setPeople = async (
  caller: Caller,
  { releaseId, ...named }: CallInput<'setPeople'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  const { head: seen, settings } = known.value;
  const product = [seen.projectId];
  const isNew = (who: string | null | undefined, now: string | null): who is string => who != null && who !== now;
  const reads = await Promise.all([
    !isNew(named.po, seen.po) || canRead(named.po, product),
    !isNew(named.csLead, seen.csLead) || canRead(named.csLead, readersOf(seen, settings)),
  ]);
  if (reads.includes(false)) return refuse('named-cannot-read');
  return changeFacts(caller, known.value, (head) => {
    const { po = head.po, csLead = head.csLead } = named;
    const changed = { ...(po !== head.po && { po }), ...(csLead !== head.csLead && { csLead }) };
    if (Object.keys(changed).length === 0) return 'nothing';
    const gaveAway = 'po' in changed && head.po === caller.accountId ? [caller.accountId] : [];
    const formerPos = [...new Set([...head.formerPos, ...gaveAway])];
    return { head: { ...changed, formerPos }, history: [{ what: 'people', detail: '', named: changed }] };
  });
};
