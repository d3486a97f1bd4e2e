import type { HandoffView } from '../../../../src/api/panel-calls';
import type { Beside } from '../../../../src/domain/first-wave';
import type { AtPercent, Compared, CountedKind, Ratio, Series } from '../../../../src/domain/report';
import { plural } from '../../../../src/domain/wording';

/** Words of the report on a release's signals, for its screen and for its text. */
export const KIND_TITLES: Record<CountedKind, string> = {
  answer: 'Likely question',
  limitation: 'Known limitation',
  'happy-path': 'Happy path',
  'working-as-intended': 'Working as intended',
  'feature-request': 'Feature request',
  'not-in-handoff': 'Not in the handoff',
  escalated: 'Escalated, nothing said',
};

/** Has the release got to a rollout step, whatever became of it? */
export const isRolledOut = ({ steps }: Pick<HandoffView, 'steps'>): boolean =>
  steps.some(({ entered }) => entered !== null);

/** Where a release had got to when a ticket came. */
export const percentText = (percent: number | null): string =>
  percent === null ? 'before the rollout' : `at ${percent} %`;

export const ticketsText = (count: number): string => plural(count, 'ticket', 'tickets');

/**
 * "14 tickets, 9 at 5 %": where all came at one percent, that is said of all.
 * @param isRolledOut false: the release has no rollout step, and nothing came before one
 */
export const hitsText = (count: number, at: readonly AtPercent[], isRolledOut: boolean): string => {
  const [only, ...others] = at;
  if (only === undefined || !isRolledOut) return ticketsText(count);
  if (others.length === 0) return `${ticketsText(count)}, ${percentText(only.percent)}`;
  return [ticketsText(count), ...at.map((one) => `${one.count} ${percentText(one.percent)}`)].join(', ');
};

/** "12 of 80 (15 %)" */
export const ratioText = ({ part, of }: Ratio): string =>
  of === 0 ? 'no ticket' : `${part} of ${of} (${Math.round((part / of) * 100)} %)`;

export const COMPARED_TEXTS: Record<Compared, string> = {
  'too-few': 'too few tickets to compare',
  more: 'more than usual',
  less: 'less than usual',
  'as-usual': 'about as usual',
};

/** "12 of 80 (15 %); in the project's other releases 150 of 2000 (8 %): more than usual" */
export const besideText = ({ own, others, compared }: Beside): string =>
  `${ratioText(own)}; in the project’s other releases ${ratioText(others)}: ${COMPARED_TEXTS[compared]}`;

export const GONE_ITEM: Partial<Record<CountedKind, string>> = {
  answer: 'A likely question that the current revision doesn’t have any more',
  limitation: 'A limitation that the current revision doesn’t have any more',
  'happy-path': 'A step that the current revision doesn’t have any more',
};

/** A calendar day in the reader's language. */
export const dayText = (day: string, year?: 'numeric'): string =>
  new Date(day).toLocaleDateString(undefined, {
    ...{ timeZone: 'UTC', day: 'numeric', month: 'short' },
    ...(year !== undefined && { year }),
  });

/** The days of an axis; with the year where it is so long that a day comes twice. */
export const dayTextOn = ({ size, buckets }: Series): ((day: string) => string) => {
  const year = buckets.length * size > 365 ? 'numeric' : undefined;
  return (day) => dayText(day, year);
};
