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
