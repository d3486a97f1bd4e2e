import { SECTIONS, type HandoffDocument, type Section } from '../../../src/domain/document';
import type { Place } from '../../../src/domain/question';
import { oneLine, SECTION_TITLES } from '../../../src/domain/wording';
import type { Option } from './option';

const LONGEST = 80; // characters of an item in a choice

const lineOf = (text: string): string => oneLine(text, LONGEST);

/** Items of a section, as somebody points at one. */
const itemsIn = (document: HandoffDocument, section: Section): { id: string; text: string }[] => {
  switch (section) {
    case 'happyPath':
      return document.happyPath.map(({ id, action }) => ({ id, text: lineOf(action) }));
    case 'limitations':
      return document.limitations.items.map(({ id, limit }) => ({ id, text: lineOf(limit) }));
    case 'likelyQuestions':
      return document.likelyQuestions.map(({ id, question }) => ({ id, text: lineOf(question) }));
    default:
      return [];
  }
};

/** What a question is about, in one line. */
export const placeText = (document: HandoffDocument, place: Place): string => {
  const title = SECTION_TITLES[place.section];
  if (place.itemId === null) return title;
  const item = itemsIn(document, place.section).find(({ id }) => id === place.itemId);
  return item === undefined ? `${title}, an item that is gone` : `${title}: ${item.text}`;
};

/** Choices of a place: a section, and its items below it. The value is what `placeOf` reads; an item stands alone, in its own direction. */
export const placesIn = (document: HandoffDocument, section: Section): Option[] => [
  { value: section, label: SECTION_TITLES[section] },
  ...itemsIn(document, section).map(({ id, text }) => ({ value: `${section}/${id}`, label: `– ${text}` })),
];
export const allPlaces = (document: HandoffDocument): Option[] => [
  { value: '', label: 'The handoff as a whole' },
  ...SECTIONS.flatMap((section) => placesIn(document, section)),
];

export const placeOf = (value: string): Place | null => {
  const [name, itemId = null] = value.split('/');
  const section = SECTIONS.find((one) => one === name);
  return section === undefined ? null : { section, itemId };
};
