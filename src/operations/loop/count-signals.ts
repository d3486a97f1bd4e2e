import type { AgendaOf } from '../../domain/agenda';
import { sameContent } from '../../domain/document';
import { countOf } from '../../domain/signal';
import { recounted } from '../../domain/tally';
import { readToCount, uncountedSignals, writeCounted, type SignalId, type ToCount } from '../../storage/signals';
import { RACED, unlessRaced, untilWritten } from '../../storage/races';
import { isTooMuch, type HasTime } from '../run';
import { showOnTickets } from './show-on-ticket';

/** The tallies with what the signals are now in place of what they were counted as; null: they hold them all. */
const counted = ({ signals, tallies }: ToCount): ToCount | null => {
  const changed = signals.filter(({ body }) => !sameContent(body.counted, countOf(body)));
  if (changed.length === 0) return null;
  return {
    signals: changed.map(({ counter, body }) => ({ counter, body: { ...body, counted: countOf(body) } })),
    tallies: tallies.map(({ counter, body }) => ({
      counter,
      body: changed.reduce((tally, { body: signal }) => recounted(tally, signal.counted, countOf(signal)), body),
    })),
  };
};

/** Counts signals in one transaction: each is read by key at every try, since an index may be behind, and counts once. */
const count = (handoffId: string, projectId: string, ids: readonly SignalId[]): Promise<undefined> =>
  untilWritten(async () => {
    const next = counted(await readToCount(handoffId, projectId, ids));
    return next === null || (await unlessRaced(writeCounted(next))) ? undefined : RACED;
  }, 'refused'); // also of figures that outgrow a value: nobody else's wait for them

/**
 * Brings the tallies of a handoff and of its project, and what Jira's search knows of the tickets, in line with what was said. It may come twice,
 * at once, and end anywhere. A ticket that Jira doesn't take now keeps no other from being counted: it is tried again with the next run.
 * @returns false: there is more to do
 * @throws what Jira or the storage can't do
 */
export const countSignals = async (
  { handoffId }: AgendaOf<'signals'>,
  now: number,
  hasTime: HasTime,
): Promise<boolean> => {
  let failure: Error | null = null;
  for await (const page of uncountedSignals(handoffId)) {
    if (!hasTime()) return false;
    for (const projectId of new Set(page.map((id) => id.projectId)))
      await count(
        handoffId,
        projectId,
        page.filter((id) => id.projectId === projectId),
      );
    // Told to slow down, it goes on counting; what the tickets show comes later.
    const problem: Error | null = isTooMuch(failure) ? null : await showOnTickets(page, now, hasTime);
    if (failure === null || isTooMuch(problem)) failure = problem ?? failure;
  }
  if (isTooMuch(failure)) return false;
  if (failure !== null) throw failure;
  return hasTime();
};
