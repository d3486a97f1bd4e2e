import { stemmer } from 'stemmer';

/** Accents, niqqud and tashkil, and what stands invisibly between letters: marks of direction, soft hyphens, joiners. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\p{Cf}]/gu;

/** A version or another number with dots; a Hebrew word, with gershayim; any other word, with an apostrophe. */
const WORD =
  /\p{N}+(?:[.,]\p{N}+)+|[\u05d0-\u05ea]+(?:["'״׳’][\u05d0-\u05ea]+)*['׳]?|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

const FINALS: Readonly<Record<string, string>> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' };

/**
 * The words of a text as they are compared: in lower case, without accents, niqqud and apostrophes, final letters of Hebrew as any others. A number
 * with dots is one word, also after a "v".
 */
export const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFKD')
      .replace(MARKS, '')
      .normalize('NFC')
      .toLowerCase()
      .replace(/(?<![\p{L}\p{N}])v(?=\p{N})/gu, ' ')
      .match(WORD) ?? []
  ).map((word) => word.replace(/["'״׳’]/g, '').replace(/[ךםןףץ]/g, (final) => FINALS[final] ?? final));

/** Words that say nothing of what is looked for, as long as there are others. "Not" and "off" do say something. */
const STOP_WORDS = new Set(
  wordsOf(
    'a an and are as at be by can do does for from has have how i if in is it its me my of on or our so that the their there these they this to was we what when where which why will with you your ' +
      'של את על זה זאת עם גם או כי אם הוא היא הם אני אנחנו יש מה איך למה אל כל',
  ),
);

/** What a query is about; all of its words where it has no others. */
export const tellingWords = (words: readonly string[]): readonly string[] => {
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return telling.length > 0 ? telling : words;
};

export const isNumber = (word: string): boolean => /\p{N}/u.test(word);

/**
 * A Hebrew word without the letters that are written in front of it as one word (and, the, in, to, as, from, that), up to three of them, and without the
 * ending of a plural or of the feminine. No stemmer for Hebrew is small enough for a page; this covers how a noun is met in a sentence.
 * @param least letters that must be left: two words that differ in a first letter of their own aren't one
 */
const hebrewForms = (word: string, least: number): string[] => {
  const bare = [word];
  for (let rest = word; bare.length < 4 && rest.length > least && /^[הובלכמש]/.test(rest); bare.push(rest))
    rest = rest.slice(1);
  return [...bare, ...bare.map((form) => form.replace(/(?<=...)(?:ימ|ות|ה)$/, ''))];
};

const formsOf = (word: string, least: number): string[] => {
  if (/^[a-z]+$/.test(word)) return [stemmer(word)];
  return /^[\u05d0-\u05ea]+$/.test(word) ? hebrewForms(word, least) : [];
};

/** All that a word of a text is found by: itself, its forms, and of a version the one that it belongs to (2.4.1 by 2.4). */
export const indexed = (word: string): string[] => {
  const parent = /^(\p{N}+\.\p{N}+)\./u.exec(word)?.[1];
  return [...new Set([word, ...formsOf(word, 3), ...(parent === undefined ? [] : [parent])])];
};

/** Other forms of a word of a query. */
export const otherForms = (word: string): string[] => [...new Set(formsOf(word, 4).filter((form) => form !== word))];

/** A short word with two neighbours swapped, as fingers do: counted in letters that differ, that would be two of four. */
export const swapped = (word: string): string[] =>
  word.length < 4 || word.length > 6 || isNumber(word)
    ? []
    : Array.from(
        { length: word.length - 1 },
        (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
      ).filter((other) => other !== word);
