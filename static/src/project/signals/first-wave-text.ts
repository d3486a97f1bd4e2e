import type { HandoffDocument } from '../../../../src/domain/document';
import type { FirstWave } from '../../../../src/domain/first-wave';
import { leadOf } from '../../../../src/domain/item-lead';
import { isWebAddress } from '../../../../src/domain/readiness';
import { oneLine, plural } from '../../../../src/domain/wording';
import { LEVEL_TITLES } from '../../components/level-titles';
import { besideText, GONE_ITEM, hitsText, KIND_TITLES, ticketsText } from './signal-words';

/** A part of the report: shown on the page as it is copied, so that both say the same. */
type Part = { readonly title: string; readonly lines: readonly string[] };
type Report = {
  readonly title: string;
  readonly intro: readonly string[];
  readonly parts: readonly Part[];
};

export type About = {
  readonly releaseName: string;
  readonly document: HandoffDocument;
  /** The project's, in whose days tickets are counted. */
  readonly timeZone: string;
  readonly now: string;
  /** Has it got to a rollout step? */
  readonly isRolledOut: boolean;
  /** What was asked, as far as this person may read it. */
  readonly questionText: (id: string) => string | undefined;
  /** Lists that were not read to their end. */
  readonly cut: { readonly bugs: boolean; readonly questions: boolean };
};

/** Items that are named. */
const MOST_ITEMS = 5;
const MOST_QUESTIONS = 10;

/** A text of a person within ours: its direction, whatever it is, changes nothing around it (Unicode: FSI ... PDI). */
const isolated = (text: string): string => `“\u2068${oneLine(text.replace(/[\u2066-\u2069]/g, ''), 200)}\u2069”`;

/** A moment in the project's own time zone, which the text names: it is read elsewhere. */
const momentIn = (timeZone: string, moment: string): string => {
  const format = (zone: string) =>
    `${new Date(moment).toLocaleString('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })} (${zone})`;
  try {
    return format(timeZone);
  } catch {
    return format('UTC'); // a zone that this browser doesn't know
  }
};

/** Tickets whose newest word isn't counted yet. */
type Uncounted = { readonly count: number; readonly more: boolean };

export const uncountedText = ({ count, more }: Uncounted): string =>
  `What was last said of ${more ? 'at least ' : ''}${ticketsText(count)} is not in these figures yet. They are counted every five minutes.`;

const volume = ({ figures, hours }: FirstWave): Part => ({
  title: 'Tickets',
  lines: [
    `${ticketsText(figures.tickets)}${hours === null ? ' in 72 hours' : ` in ${plural(hours, 'hour', 'hours')} so far`}`,
    ...figures.kinds.map(({ kind, count }) => `${KIND_TITLES[kind]}: ${count}`),
  ],
});

const items = ({ figures }: FirstWave, { document, isRolledOut }: About): Part => {
  const rest = figures.items.length - MOST_ITEMS;
  return {
    title: 'Items with most tickets',
    lines: [
      ...figures.items.slice(0, MOST_ITEMS).map((item) => {
        const text = leadOf(document, item);
        const name = text === null ? GONE_ITEM[item.kind] : `${KIND_TITLES[item.kind]} ${isolated(text)}`;
        return `${name}: ${hitsText(item.count, item.at, isRolledOut)}`;
      }),
      ...(figures.items.length === 0 ? ['No ticket named an item.'] : []),
      ...(rest > 0 ? [`${plural(rest, 'more item', 'more items')} with fewer`] : []),
    ],
  };
};

const countOf = ({ figures }: FirstWave, kind: 'not-in-handoff'): number =>
  figures.kinds.find((one) => one.kind === kind)?.count ?? 0;

const notInIt = (wave: FirstWave, { questionText, cut }: About): Part => {
  const { asked, open, answered, gaps } = wave.questions;
  const texts = open.flatMap((id) => questionText(id) ?? []);
  return {
    title: 'Not in the handoff',
    lines: [
      ticketsText(countOf(wave, 'not-in-handoff')),
      `${plural(asked, 'question', 'questions')} asked from tickets: ${open.length} open, ${answered} answered in the handoff, ${plural(gaps, 'gap', 'gaps')} in the release brief`,
      ...texts.slice(0, MOST_QUESTIONS).map((text) => `Open: ${isolated(text)}`),
      ...(cut.questions ? ['Of very many questions the newest 500 are counted.'] : []),
    ],
  };
};

const escalation = ({ ratios, bugs }: FirstWave, { cut }: About): Part => ({
  title: 'Escalation',
  lines: [
    `Support L2: ${besideText(ratios.l2)}`,
    `Support L3: ${besideText(ratios.l3)}`,
    `${plural(bugs.bugs, 'L3 bug', 'L3 bugs')} filed${bugs.levels.length === 0 ? '' : `: ${bugs.levels.map(({ level, count }) => `${LEVEL_TITLES[level]} ${count}`).join(', ')}`}`,
    ...(bugs.leftOut > 0 ? [`Not among them: ${bugs.leftOut} closed as duplicate or deleted`] : []),
    ...(cut.bugs ? ['Of very many bugs the newest 500 are counted.'] : []),
  ],
});

const watch = (wave: FirstWave, { document: { dashboard } }: About): Part => {
  const { ratios, figures } = wave;
  const high = (['l2', 'l3'] as const).filter((tier) => ratios[tier].compared === 'more');
  const missing = countOf(wave, 'not-in-handoff');
  const [top] = figures.items;
  return {
    title: 'What to watch',
    lines: [
      ...(dashboard.watch.trim() === '' ? [] : [`On the dashboard: ${isolated(dashboard.watch)}`]),
      ...(isWebAddress(dashboard.url) ? [dashboard.url.trim()] : []),
      ...high.map((tier) => `More tickets than usual go up to Support ${tier.toUpperCase()}.`),
      // Half of all: the item is what this release is about for its customers.
      ...(top !== undefined && top.count * 2 >= figures.tickets && top.count > 1
        ? [`One item has ${top.count} of ${ticketsText(figures.tickets)}.`]
        : []),
      ...(missing * 4 >= figures.tickets && missing > 1
        ? [`The handoff said nothing about ${missing} of ${ticketsText(figures.tickets)}.`]
        : []),
    ],
  };
};

const openPoints = ({ questions, bugs }: FirstWave): Part => {
  const untriaged = bugs.levels.find(({ level }) => level === 'untriaged')?.count ?? 0;
  const lines = [
    ...(questions.open.length > 0 ? [`${plural(questions.open.length, 'question', 'questions')} to answer`] : []),
    ...(untriaged > 0 ? [`${plural(untriaged, 'L3 bug', 'L3 bugs')} to triage`] : []),
    ...(bugs.open > 0 ? [`${plural(bugs.open, 'L3 bug', 'L3 bugs')} to fix`] : []),
  ];
  return { title: 'Open points', lines: lines.length === 0 ? ['None'] : lines };
};

/** What the first 72 hours told, in words. What isn't counted yet is told apart: the page says it once, above all its figures. */
export const firstWaveReport = (wave: FirstWave, about: About): Report => {
  const at = (moment: string) => momentIn(about.timeZone, moment);
  const parts = [volume(wave), items(wave, about), notInIt(wave, about), escalation(wave, about), watch(wave, about)];
  return {
    title: `First 72 hours of ${isolated(about.releaseName)}`,
    intro: [
      `From ${at(wave.from)} to ${at(wave.to)}.`,
      ...(wave.hours === null ? [] : [`So far: as of ${at(about.now)}, ${wave.hours} of 72 hours have passed.`]),
    ],
    parts: [...parts.filter(({ lines }) => lines.length > 0), openPoints(wave)],
  };
};

/** As it is taken elsewhere, where nothing above says what isn't counted yet. */
export const toTakeAlong = (report: Report, uncounted: Uncounted): Report =>
  uncounted.count === 0 ? report : { ...report, intro: [...report.intro, uncountedText(uncounted)] };

export const asPlainText = ({ title, intro, parts }: Report): string =>
  [
    [title, ...intro].join('\n'),
    ...parts.map((part) => [part.title, ...part.lines.map((line) => `- ${line}`)].join('\n')),
  ].join('\n\n') + '\n';
