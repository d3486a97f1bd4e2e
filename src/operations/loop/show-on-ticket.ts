import type { TicketProperty } from '../../domain/issue-properties';
import { setTicketProperty } from '../../jira/issue-properties';
import { isPlainNo } from '../../jira/jira-error';
import { readToShow, writeShown, type SignalId, type ToShow } from '../../storage/signals';
import { beforeNextTry, TRIES, unlessRaced } from '../../storage/races';
import { StorageError } from '../../storage/storage-error';
import { headNow } from '../release-life/head-of-bug';
import { noteFailure } from '../note-failure';
import { isTooMuch, type HasTime } from '../run';

/** By the release as it is now: the one that the signal began under may have been merged or replaced. */
const propertyOf = async ({ signal: { body }, head }: ToShow): Promise<TicketProperty> => {
  const { releaseName, releaseId } = (await headNow(head)) ?? { releaseName: '', releaseId: body.releaseId };
  return { release: releaseName, releaseId, signal: body.said?.kind ?? 'none', supportTier: `L${body.tier}` };
};

/** A ticket that is gone, or that the app may not edit, is done with: it would stand in the way for good. */
const setProperty = async (one: ToShow, now: number): Promise<void> => {
  try {
    await setTicketProperty(one.signal.body.ticketId, await propertyOf(one));
  } catch (error) {
    if (!isPlainNo(error)) throw error;
    if (error.kind !== 'not-found') await noteFailure(error, 'loop', now);
  }
};

/** True: the ticket shows the newest word on it; false: that changed meanwhile. */
const show = async (one: ToShow, now: number): Promise<boolean> => {
  const { handoffId } = one.signal.body;
  if (one.ticket?.body.newest === handoffId) await setProperty(one, now);
  return unlessRaced(writeShown(one));
};

/**
 * Brings the tickets' properties in line with the newest word on each. Where one changes under its hands it writes the newer one over what may
 * be old, also if somebody else did so before: the last one that writes is the one that knows.
 * @returns what stood in the way of some, the first of it; null: all are shown, or time is over
 */
export const showOnTickets = async (ids: readonly SignalId[], now: number, hasTime: HasTime): Promise<Error | null> => {
  let failure: Error | null = null;
  let left = (await readToShow(ids)).filter(({ signal }) => !signal.body.isShown);
  for (let attempt = 1; left.length > 0 && attempt <= TRIES; attempt += 1) {
    const again: SignalId[] = [];
    for (const one of left) {
      if (!hasTime()) return failure;
      try {
        if (!(await show(one, now))) again.push(one.signal.body);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failure ??= error;
        if (isTooMuch(error)) return error;
      }
    }
    if (again.length > 0) await beforeNextTry(attempt);
    left = again.length === 0 ? [] : await readToShow(again);
  }
  return left.length === 0 ? failure : (failure ?? new StorageError('rate-limited'));
};
