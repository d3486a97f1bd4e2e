import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import type { TicketHandoff } from '../../../src/api/ticket-calls';
import { itemsOf, type Item } from './items';
import { indexed, isNumber, otherForms, swapped, tellingWords, wordsOf } from './terms';

export type Searched = {
  readonly head: Pick<TicketHandoff['head'], 'handoffId' | 'releaseName' | 'projectKey'>;
  readonly document: TicketHandoff['document'];
};
/** An item that was found, and in which handoff; null: the handoff itself, by the name of its release or by what is new. */
export type Hit = { readonly handoffId: string; readonly item: Item | null };

const textOf = (item: Item | null, { head, document }: Searched): { title: string; body: string } => {
  switch (item?.kind) {
    case undefined:
      return { title: head.releaseName, body: document.whatsNew };
    case 'answer':
      return { title: item.answer.question, body: `${item.answer.answer} ${item.answer.internalNote}` };
    case 'limitation':
      return { title: item.limitation.limit, body: `${item.limitation.whom} ${item.limitation.workaround}` };
    case 'step':
      return { title: item.step.action, body: item.step.result };
  }
};

/** What the best handoff says counts for a little more than the same in another one; an item, for more than its handoff. */
const OF_THE_BEST = 1.25;
const OF_ALL_OF_IT = 0.25;

/** Slips that a word may have. A number with a slip is another number. */
const slips = (word: string): number | false => {
  if (isNumber(word) || word.length < 4) return false;
  return word.length < 7 ? 1 : 2;
};

const EXACT = { prefix: false, fuzzy: false } as const;

/** One word of a query: as it is typed so far, with slips of the pen; or one of its other forms. */
const anyOf = (word: string): Query => ({
  combineWith: 'OR',
  queries: [
    { queries: [word], prefix: word.length > 1 && !isNumber(word), fuzzy: slips(word) },
    ...otherForms(word).map((form) => ({ queries: [form], ...EXACT })),
    ...swapped(word).map((form) => ({ queries: [form], ...EXACT, boostTerm: () => 0.4 })),
  ],
});

/**
 * Finds items of several handoffs, the best match first: by words and by their beginnings, in other forms (English stems, Hebrew prefixes and plurals)
 * and with slips of the pen. Items with all words of the query; where there are none, those with some of them. A handoff itself only by all of them.
 * @param handoffs the best for the ticket first: of matches that are as good, its own come first
 */
export const searchOver = (handoffs: readonly Searched[]): ((query: string) => readonly Hit[]) => {
  const hits = handoffs.flatMap((handoff) =>
    [null, ...itemsOf(handoff.document)].map((item) => ({ handoff, item, handoffId: handoff.head.handoffId })),
  );
  const [best] = handoffs;
  // Most words come again and again.
  const terms = new Map<string, string[]>();
  const termsOf = (word: string): string[] => {
    const known = terms.get(word) ?? indexed(word);
    terms.set(word, known);
    return known;
  };
  const index = new MiniSearch<{ id: number; title: string; body: string; release: string }>({
    fields: ['title', 'body', 'release'],
    tokenize: wordsOf,
    processTerm: termsOf,
    searchOptions: {
      tokenize: (word) => [word],
      processTerm: (word) => word,
      boost: { title: 2, release: 0.5 },
      boostDocument: (id: number) =>
        (hits[id]?.handoff === best ? OF_THE_BEST : 1) * (hits[id]?.item === null ? OF_ALL_OF_IT : 1),
    },
  });
  index.addAll(
    hits.map(({ handoff, item }, id) => ({
      ...{ id, ...textOf(item, handoff) },
      release: item === null ? '' : `${handoff.head.releaseName} ${handoff.head.projectKey}`,
    })),
  );
  /** A release's name alone makes none of its items an answer. */
  const saysSo = ({ match }: SearchResult): boolean =>
    Object.values(match)
      .flat()
      .some((field) => field !== 'release');
  return (query) => {
    const words = tellingWords(wordsOf(query));
    if (words.length === 0) return [];
    const found = (combineWith: 'AND' | 'OR') =>
      index.search({ combineWith, queries: words.map(anyOf) }).filter(saysSo);
    const isItem = ({ id }: SearchResult) => hits[Number(id)]?.item !== null;
    const all = found('AND');
    return (all.some(isItem) ? all : [...all, ...found('OR').filter(isItem)])
      .toSorted((a, b) => b.score - a.score || Number(a.id) - Number(b.id))
      .flatMap(({ id }) => hits[Number(id)] ?? []);
  };
};
