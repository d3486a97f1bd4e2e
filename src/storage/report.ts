import type * as z from 'zod/mini';
import type { Bug } from '../domain/bug';
import { sameContent } from '../domain/document';
import type { Head } from '../domain/head';
import type { Question } from '../domain/question';
import { defaultSettings, type Settings } from '../domain/settings';
import { countOf } from '../domain/signal';
import type { Counts, Tally } from '../domain/tally';
import { body, newestByIndex, readKeys, type Some } from './batch';
import * as keys from './keys';
import * as readers from './readers';

const newestOf = async <T extends z.core.$ZodType<{ body: unknown }>>(
  entity: string,
  schema: T,
  handoffId: string,
): Promise<Some<z.infer<T>['body']>> => {
  const { some, more } = await newestByIndex(entity, 'by-handoff', [handoffId], 5);
  return { some: some.map((value) => body(schema, value).body), more };
};

/** Up to 500. */
export const newestBugs = (handoffId: string): Promise<Some<Bug>> => newestOf('bug', readers.bug, handoffId);
export const newestQuestions = (handoffId: string): Promise<Some<Question>> =>
  newestOf('question', readers.question, handoffId);

/**
 * Tickets whose newest word isn't in the tally yet, among up to 500 that the loop is behind with; `more`: it is behind with others too. Most of
 * them may be counted and only not shown on their ticket yet.
 */
export const notYetCounted = async (handoffId: string): Promise<{ count: number; more: boolean }> => {
  const { some, more } = await newestByIndex('signal', 'by-handoff-and-counted', [handoffId, false], 5);
  const signals = some.map((value) => body(readers.signal, value).body);
  return { count: signals.filter((signal) => !sameContent(signal.counted, countOf(signal))).length, more };
};

/** Tallies of a handoff and of its project, and the project's settings, in one call. */
export const readTallies = async ({
  handoffId,
  projectId,
}: Head): Promise<{ tally: Pick<Tally, 'all' | 'firstWave' | 'days'>; project: Counts; settings: Settings }> => {
  const wanted = [
    { key: keys.tally({ handoffId, projectId }), entityName: 'tally' },
    { key: keys.tally({ handoffId: null, projectId }), entityName: 'tally' },
    { key: keys.settings(projectId), entityName: 'settings' },
  ];
  const found = await readKeys(wanted);
  const [own, all, settings] = wanted.map(({ key }) => found.get(key));
  const tallyOf = (value: unknown): Pick<Tally, 'all' | 'firstWave' | 'days'> =>
    value === undefined ? { all: {}, firstWave: {}, days: {} } : body(readers.tally, value).body;
  const { all: counts, firstWave, days } = tallyOf(own);
  return {
    tally: { all: counts, firstWave, days },
    project: tallyOf(all).all,
    settings: settings === undefined ? defaultSettings : body(readers.settings, settings).body,
  };
};
