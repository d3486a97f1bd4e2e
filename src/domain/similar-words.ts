/** From this on two summaries are taken to be about one thing. Held to a table of pairs in its test. */
const SIMILAR = 0.5;

/** So many words of a summary are looked for, and only from so many letters on: Jira's search takes each as one more clause. */
const MOST_WORDS = 6;
const LEAST_LETTERS = 3;

/** Without case, accents and vowel points, so that a word is the same however it was typed. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The letters of each word, three at a time, its beginning and end marked: a typo or an ending changes few of them. */
const trigramsOf = (text: string): Set<string> =>
  new Set(
    wordsOf(text).flatMap((word) => {
      const marked = ` ${word} `;
      return Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3));
    }),
  );

/** How much two texts have in common, 0 to 1, in whatever order their words stand: Dice's coefficient over the trigrams of their words. */
export const similarity = (one: string, other: string): number => {
  const [a, b] = [trigramsOf(one), trigramsOf(other)];
  const both = [...a].filter((trigram) => b.has(trigram)).length;
  return both === 0 ? 0 : (2 * both) / (a.size + b.size);
};

export const isSimilar = (one: string, other: string): boolean => similarity(one, other) >= SIMILAR;

/** The words of a text that tell most, the longest first: what to look for in Jira, whose search tolerates no typo. */
export const tellingWords = (text: string): string[] =>
  [...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])]
    .filter((word) => word.length >= LEAST_LETTERS)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);
