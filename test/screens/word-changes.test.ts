import fc from 'fast-check';
import { wordChanges, type Stretch } from '../../static/src/project/revisions/word-changes';

const MARKS: Record<Stretch['kind'], (text: string) => string> = {
  kept: (text) => text,
  added: (text) => `{+${text}+}`,
  removed: (text) => `{-${text}-}`,
};
const marked = (before: string, after: string) =>
  wordChanges(before, after)
    .map(({ kind, text }) => MARKS[kind](text))
    .join('');

test.each([
  ['same', 'same', 'same'],
  ['', 'new', '{+new+}'],
  ['old', '', '{-old-}'],
  ['The grade is lost.', 'The grade is kept.', 'The grade is {-lost-}{+kept+}.'],
  ['one two three', 'one 2 3', 'one {-two three-}{+2 3+}'],
  ['המבחן נפתח שוב', 'המבחן נסגר שוב', 'המבחן {-נפתח-}{+נסגר+} שוב'],
  ['試験を採点する', '試験を削除する', '試験を{-採点-}{+削除+}する'],
  ['go 👩‍🚀 now', 'go 👩‍🔧 now', 'go {-👩‍🚀-}{+👩‍🔧+} now'],
  ['Press N', 'Press\nN', 'Press{- -}{+\n+}N'],
])('%j and %j', (before, after, expected) => {
  expect(marked(before, after)).toBe(expected);
});

test('property: all of both texts is there, and a text compared with itself is kept whole', () => {
  const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'שלום', '日本', '👩‍🚀', '.'), { maxLength: 20 });
  fc.assert(
    fc.property(text, text, (some, others) => {
      const [before, after] = [some.join(''), others.join('')];
      const without = (kind: Stretch['kind']) =>
        wordChanges(before, after)
          .filter((stretch) => stretch.kind !== kind)
          .map((stretch) => stretch.text)
          .join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
      expect(marked(before, before)).toBe(before);
    }),
  );
});

test('a text that was written anew is shown whole, and one word that stayed by chance is not looked for', () => {
  const words = (letter: string) => Array.from({ length: 300 }, (_, nth) => `${letter}${nth}`).join(' ');
  const anew = (letter: string) => `${words(letter)}, chance, ${words(letter)}`;
  const [before, after] = [anew('a'), anew('b')];
  expect(wordChanges(before, after)).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
});
