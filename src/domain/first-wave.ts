import type { Bug, ChainLevel } from './bug';
import { HOUR } from './day';
import { FIRST_WAVE } from './reached-since';
import {
  compared,
  figuresOf,
  levelsOf,
  othersOf,
  type BugLevels,
  type Compared,
  type Figures,
  type Ratio,
} from './report';
import type { Counts } from './tally';

/** What is asked of the counts: see `readSignals`. */
export type Told = {
  readonly tally: { readonly all: Counts; readonly firstWave: Counts };
  readonly project: Counts;
  readonly bugs: {
    readonly some: readonly (Pick<Bug, 'filedAt' | 'stage'> & { readonly level: ChainLevel | null })[];
  };
  readonly questions: { readonly some: readonly AskedFromTicket[] };
  readonly now: string;
};

type AskedFromTicket = {
  readonly id: string;
  readonly askedAt: string;
  readonly ended: 'answered' | 'gap' | null;
};

/** A ratio of this release beside that of the project's other releases. */
export type Beside = { readonly own: Ratio; readonly others: Ratio; readonly compared: Compared };

export const besideOthers = (
  own: Pick<Figures, 'l2' | 'l3'>,
  others: Pick<Figures, 'l2' | 'l3'>,
): Record<'l2' | 'l3', Beside> => {
  const beside = (of: 'l2' | 'l3'): Beside => ({
    ...{ own: own[of], others: others[of] },
    compared: compared(own[of], others[of]),
  });
  return { l2: beside('l2'), l3: beside('l3') };
};

type QuestionFigures = {
  readonly asked: number;
  /** Their ids, the newest first. */
  readonly open: readonly string[];
  readonly answered: number;
  readonly gaps: number;
};

export const questionFigures = (questions: readonly AskedFromTicket[]): QuestionFigures => ({
  asked: questions.length,
  open: questions.filter(({ ended }) => ended === null).map(({ id }) => id),
  answered: questions.filter(({ ended }) => ended === 'answered').length,
  gaps: questions.filter(({ ended }) => ended === 'gap').length,
});

export type FirstWave = {
  readonly from: string;
  readonly to: string;
  /** Whole hours that have passed; null: all of them. */
  readonly hours: number | null;
  readonly figures: Figures;
  readonly ratios: Record<'l2' | 'l3', Beside>;
  /** Those that were filed and asked within it, as they stand now. */
  readonly bugs: BugLevels;
  readonly questions: QuestionFigures;
};

/** The first 72 hours with customers. @param reached when they first had the release; null: they haven't, and there is nothing to tell */
export const firstWaveOf = (reached: string | null, told: Told): FirstWave | null => {
  if (reached === null) return null;
  const [from, now] = [Date.parse(reached), Date.parse(told.now)];
  const isIn = (at: string): boolean => Date.parse(at) >= from && Date.parse(at) < from + FIRST_WAVE;
  const figures = figuresOf(told.tally.firstWave);
  return {
    ...{ from: reached, to: new Date(from + FIRST_WAVE).toISOString() },
    hours: now < from + FIRST_WAVE ? Math.max(0, Math.floor((now - from) / HOUR)) : null,
    figures,
    ratios: besideOthers(figures, othersOf(told.project, told.tally.all)),
    bugs: levelsOf(told.bugs.some.filter(({ filedAt }) => isIn(filedAt))),
    questions: questionFigures(told.questions.some.filter(({ askedAt }) => isIn(askedAt))),
  };
};
