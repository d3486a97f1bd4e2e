import MiniSearch from 'minisearch';
import type { HandoffDocument, LikelyQuestion, Limitation, Step } from '../../../src/domain/document';

/** One entry of a handoff that a ticket can match. `key` is unique in the handoff; ids are so within their own list only. */
export type Item =
  | { readonly kind: 'answer'; readonly key: string; readonly answer: LikelyQuestion }
  | { readonly kind: 'limitation'; readonly key: string; readonly limitation: Limitation }
  | { readonly kind: 'step'; readonly key: string; readonly step: Step };

/** All items in the order in which an agent looks: answers, limitations, steps. */
export const itemsOf = (document: HandoffDocument): Item[] => [
  ...document.likelyQuestions.map((answer): Item => ({ kind: 'answer', key: `answer:${answer.id}`, answer })),
  ...document.limitations.items.map((limitation): Item => ({
    kind: 'limitation',
    key: `limitation:${limitation.id}`,
    limitation,
  })),
  ...document.happyPath.map((step): Item => ({ kind: 'step', key: `step:${step.id}`, step })),
];

const textOf = (item: Item): { title: string; body: string } => {
  switch (item.kind) {
    case 'answer':
      return { title: item.answer.question, body: `${item.answer.answer} ${item.answer.internalNote}` };
    case 'limitation':
      return { title: item.limitation.limit, body: `${item.limitation.whom} ${item.limitation.workaround}` };
    case 'step':
      return { title: item.step.action, body: item.step.result };
  }
};

/** Finds items by words, by their beginnings, and with a slip of the pen; the best match first. */
export const searchIn = (document: HandoffDocument): ((query: string) => readonly Item[]) => {
  const items = new Map(itemsOf(document).map((item) => [item.key, item]));
  const index = new MiniSearch<{ key: string; title: string; body: string }>({
    idField: 'key',
    fields: ['title', 'body'],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 2 } },
  });
  index.addAll([...items.values()].map((item) => ({ key: item.key, ...textOf(item) })));
  return (query) =>
    index.search(query).flatMap(({ id }) => {
      const item = items.get(String(id));
      return item === undefined ? [] : [item];
    });
};

/** What may be said to the customer, and nothing else: never the internal note. */
export const sayable = (item: Item): string => {
  switch (item.kind) {
    case 'answer':
      return item.answer.answer;
    case 'limitation':
      return [item.limitation.limit, item.limitation.workaround].filter((text) => text.trim() !== '').join('\n');
    case 'step':
      return [item.step.action, item.step.result].filter((text) => text.trim() !== '').join('\n');
  }
};
