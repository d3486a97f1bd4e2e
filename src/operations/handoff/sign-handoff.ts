import type { CallInput } from '../../api/calls';
import { refuse, type Refusal, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { maySign, type MaySign } from '../../domain/sign-off';
import { momentOf, type Caller } from '../caller';
import { changeFacts, type FactChange } from './change-facts';
import * as NEEDS from '../needs';
import { openToSign } from '../access/release-access';

const REFUSALS: Record<Exclude<MaySign, 'yes'>, Refusal> = {
  'no-right': refuse('not-allowed', { needs: NEEDS.sign }),
  'wrote-a-part': refuse('wrote-a-part'),
  'not-handed-over': refuse('not-handed-over'),
  incomplete: refuse('not-complete'),
  outdated: refuse('outdated'),
};

const decide = async (
  caller: Caller,
  input: CallInput<'signHandoff'>,
  act: 'sign' | 'refuse',
  change: (head: Head) => FactChange,
): Promise<Result<Record<string, never>>> => {
  const known = await openToSign(caller, input.releaseId, ({ sign }) => sign, NEEDS.sign);
  if (!known.ok) return known;
  const { settings, rightsAt } = known.value;
  return changeFacts(caller, known.value, (head) => {
    const may = maySign(
      head,
      settings,
      { accountId: caller.accountId, hasRight: rightsAt(head).sign },
      input.revision,
      act,
    );
    return may === 'yes' ? change(head) : REFUSALS[may];
  });
};

/** CS Lead signs the revision that they read. */
export const signHandoff = (caller: Caller, input: CallInput<'signHandoff'>): Promise<Result<Record<string, never>>> =>
  decide(caller, input, 'sign', (head) => ({
    head: { signOff: { kind: 'signed', at: momentOf(caller), by: caller.accountId, revision: head.revision } },
    history: [{ what: 'signed', detail: '' }],
  }));

/** CS Lead refuses it, with a reason that stays on record. */
export const refuseHandoff = (
  caller: Caller,
  input: CallInput<'refuseHandoff'>,
): Promise<Result<Record<string, never>>> =>
  decide(caller, input, 'refuse', (head) => ({
    head: {
      signOff: {
        kind: 'refused',
        at: momentOf(caller),
        by: caller.accountId,
        revision: head.revision,
        reason: input.reason,
      },
    },
    history: [{ what: 'refused', detail: input.reason }],
  }));
