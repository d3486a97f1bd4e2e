import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { sameContent } from '../../domain/document';
import { mergedTexts, textsOf, type Ladder } from '../../domain/ladder';
import { freshSignal, withTier } from '../../domain/signal';
import { changeWayUp } from '../../storage/way-up';
import { momentOf, type Caller } from '../caller';
import { signalsDue } from '../due';
import { openOnTicket } from '../access/ticket-access';

type At = CallInput<'passToL2'>;
type Done = Result<Record<string, never>>;

/**
 * Changes how far a ticket has come up the tiers, by a live handoff that speaks to it. From Support L2 on it counts in that handoff's figures:
 * its signal, and that it is to be counted, are written in the same transaction.
 */
const climb = async (
  caller: Caller,
  at: At,
  step: (ladder: Ladder, now: { by: string; at: string }) => Result<Ladder>,
): Promise<Done> => {
  const opened = await openOnTicket(at);
  if (opened === null) return refuse('not-found');
  const { ticket, head } = opened;
  const { handoffId } = head;
  let answer: Done = ok({});
  await changeWayUp(head, ticket.id, (read, known) => {
    const before = known.ladder ?? { handoffId, lookedUp: null, toL2: null, reproduced: null };
    const next = step(before, { by: caller.accountId, at: momentOf(caller) });
    answer = next.ok ? ok({}) : next;
    if (!next.ok) return null;
    const ladder = { ...next.value, handoffId };
    const signal = read.signal?.signal ?? null;
    const risen =
      ladder.toL2 === null ? signal : withTier(signal, freshSignal(head, ticket, read.settings, caller.now), 2);
    if (sameContent(ladder, known.ladder) && risen === signal) return null;
    return {
      ticket: { ...known, ladder },
      signal: risen === signal ? null : risen,
      records: risen === signal ? [] : [signalsDue(handoffId, caller.now)],
    };
  });
  return answer;
};

/** What Support L1 looked up. The same words again change nothing. */
export const saveLookUp = (caller: Caller, { text, seen, ...at }: CallInput<'saveLookUp'>): Promise<Done> =>
  climb(caller, at, (ladder, now) => {
    const before = ladder.lookedUp?.text ?? '';
    const next = mergedTexts({ text: before }, { text: seen }, { text });
    if (next === null) return refuse('entered-meanwhile');
    return ok(next.text === before ? ladder : { ...ladder, lookedUp: { ...next, ...now } });
  });

/** With what was looked up; once. */
export const passToL2 = (caller: Caller, at: At): Promise<Done> =>
  climb(caller, at, (ladder, now) => {
    if (ladder.lookedUp === null) return refuse('look-up-first');
    return ok({ ...ladder, toL2: ladder.toL2 ?? now });
  });

/** What Support L2 found out so far, finished or not; two who fill in different fields at once keep both. */
export const saveReproduction = (
  caller: Caller,
  { reproduction, seen, ...at }: CallInput<'saveReproduction'>,
): Promise<Done> =>
  climb(caller, at, (ladder, now) => {
    if (ladder.toL2 === null) return refuse('look-up-first');
    const before = textsOf(ladder.reproduced);
    const next = mergedTexts(before, seen, reproduction);
    if (next === null) return refuse('entered-meanwhile');
    return ok(sameContent(next, before) ? ladder : { ...ladder, reproduced: { ...next, ...now } });
  });
