import type { TicketHandoff } from '../../api/ticket-calls';
import { EARLIER_SHOWN, type TicketSignal } from '../../api/signal-calls';
import type { HandoffDocument } from '../../domain/document';
import type { Head } from '../../domain/head';
import { hitsOfOthers, itemsToMatch } from '../../domain/matched-item';
import type { Signal } from '../../domain/signal';
import type { Counts } from '../../domain/tally';

/** What was said of a ticket, as its panel shows it. */
export const shownSignal = ({ said, tier, percent, earlier }: Signal): TicketSignal => ({
  ...{ said, tier, percent, earlier: earlier.toReversed().slice(0, EARLIER_SHOWN), earlierInAll: earlier.length },
});

/** What was said of this ticket, and how often others were matched to the same items. */
export const saidOnTicket = (
  head: Head,
  document: HandoffDocument,
  signal: Signal | null,
  counts: Counts,
): Pick<TicketHandoff, 'signal' | 'percent' | 'hits'> => {
  const percent = head.rollout?.percent ?? null;
  return {
    signal: signal && shownSignal(signal),
    percent,
    hits: hitsOfOthers(itemsToMatch(document), counts, signal?.counted ?? null, percent),
  };
};
