import type { HandoffView } from '../../../../src/api/panel-calls';
import { dayIn } from '../../../../src/domain/day';
import { reachedSince } from '../../../../src/domain/reached-since';
import { DECISION_TEXTS, stepText } from '../../../../src/domain/wording';
import { revisionsOf } from '../revisions/revision-lines';

/** What happened to a release on a day, on the axis of its tickets. */
export type Mark = {
  readonly kind: 'step' | 'revision';
  readonly day: string;
  /** On the chart, where there is little room; null: in the table only. */
  readonly label: string | null;
  readonly text: string;
};

type Marks = {
  readonly marks: readonly Mark[];
  /** Days that belong on the axis, whatever came on them. */
  readonly days: readonly string[];
};

/**
 * Rollout steps and revisions, in the order in which they came, from when the release or a ticket about it first reached anybody: of a text
 * that nobody had to answer from, no ticket tells.
 * @param firstTicket day of the first one
 * @param now moment up to which one looks
 */
export const marksOf = (
  { head, steps, history }: Pick<HandoffView, 'head' | 'steps' | 'history'>,
  timeZone: string,
  firstTicket: string | undefined,
  now: string,
): Marks => {
  const dayOf = (moment: string): string => dayIn({ timeZone }, Date.parse(moment));
  const ofSteps = steps.flatMap((step): (Mark & { at: string })[] => {
    if (step.entered === null) return [];
    const name = stepText(step);
    const short = stepText({ ...step, who: '' });
    const entered = {
      kind: 'step',
      at: step.entered.at,
      day: dayOf(step.entered.at),
      label: short,
      text: `Rollout: ${name}`,
    } as const;
    if (step.ended === null || step.ended.decision === 'advance') return [entered];
    const { at, decision } = step.ended;
    const label = decision === 'roll-back' ? `${short}: back` : null;
    return [
      entered,
      { kind: 'step', at, day: dayOf(at), label, text: `Rollout: ${name}, ${DECISION_TEXTS[decision].toLowerCase()}` },
    ];
  });
  const ofRevisions = (head === null ? [] : revisionsOf(head, history)).flatMap(
    ({ revision, entry }): (Mark & { at: string })[] => {
      if (entry === undefined) return [];
      const isMinor = entry.what === 'saved-minor';
      const text = `Revision ${revision}${isMinor ? ', a minor edit' : ''}`;
      return [{ kind: 'revision', at: entry.at, day: dayOf(entry.at), label: isMinor ? null : `r${revision}`, text }];
    },
  );
  const reached = head === null ? null : reachedSince(head);
  const last = head?.done?.at ?? now;
  const starts = [
    ...ofSteps.map(({ day }) => day),
    ...(reached === null ? [] : [dayOf(reached)]),
    ...(firstTicket === undefined ? [] : [firstTicket]),
  ];
  const start = starts.toSorted()[0] ?? dayOf(now);
  const marks = [...ofSteps, ...ofRevisions]
    .filter(({ day }) => day >= start)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ kind, day, label, text }): Mark => ({ kind, day, label, text }));
  return { marks, days: [start, ...marks.map(({ day }) => day), ...[dayOf(last)].filter((day) => day >= start)] };
};
