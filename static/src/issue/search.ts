import MiniSearch from 'minisearch';
import type { HandoffDocument } from '../../../src/domain/document';
import { itemsOf, type Item } from './items';

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
