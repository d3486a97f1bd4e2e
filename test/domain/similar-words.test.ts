import fc from 'fast-check';
import { isSimilar, similarity, tellingWords } from '../../src/domain/similar-words';

describe('one thing', () => {
  test.each([
    ['N opens an exam that has its grade already', 'Pressing N opens an exam that already has its grade'],
    ['Grades vanish after saving', 'Grades vannish after saveing'],
    ['Grades vanish after saving', 'grades VANISH, after saving!'],
    ['Cannot export grades to CSV', 'Export of grades to CSV fails'],
    ['Büro-Export schlägt fehl', 'Buro-Export schlagt fehl'],
    ['הציונים נעלמים אחרי שמירה', 'ציונים נעלמים אחרי השמירה'],
    ['הַצִּיּוּנִים נֶעְלָמִים', 'הציונים נעלמים'],
  ])('%s · %s', (one, other) => {
    expect(isSimilar(one, other)).toBe(true);
  });
});

describe('two things', () => {
  test.each([
    ['N opens an exam that has its grade already', 'Print dialog shows no printers'],
    ['Grades vanish after saving', 'Students can’t join the course'],
    ['The page is slow', 'The page is blank on tablets after an update'],
    ['הציונים נעלמים אחרי שמירה', 'אי אפשר להצטרף לקורס'],
    ['', ''],
    ['?!', '?!'],
  ])('%s · %s', (one, other) => {
    expect(isSimilar(one, other)).toBe(false);
  });
});

const word = fc.stringMatching(/^[a-zא-ת]{4,12}$/);
const words = fc.array(word, { minLength: 1, maxLength: 12 });

test('it is between 0 and 1, the same both ways, and 1 of a text with itself in any case and order', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [one, other] = [a.join(' '), b.join(' ')];
      expect(similarity(one, other)).toBe(similarity(other, one));
      expect(similarity(one, other)).toBeGreaterThanOrEqual(0);
      expect(similarity(one, other)).toBeLessThanOrEqual(1);
      expect(similarity(one, a.toReversed().join(', ').toUpperCase())).toBe(1);
    }),
  );
});

test('any text at all is taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(similarity(one, other)).toBeLessThanOrEqual(1);
      expect(tellingWords(one).length).toBeLessThanOrEqual(6);
    }),
  );
});

test('a letter that is wrong in a text of several words leaves it the same thing', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 4, maxLength: 10 }), fc.nat(), (all, at) => {
      const text = all.join(' ');
      const place = at % text.length;
      expect(isSimilar(text, `${text.slice(0, place)}q${text.slice(place + 1)}`)).toBe(true);
    }),
  );
});

test('the words to look for: the longest, each once, and nothing that a query could read as more than a word', () => {
  expect(tellingWords('N opens an exam AND the exam "shows" its (old) grade~2 בקורס')).toEqual([
    ...['opens', 'shows', 'grade', 'בקורס', 'exam', 'and'],
  ]);
});
