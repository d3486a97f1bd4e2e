import type { HandoffDocument } from '../../src/domain/document';
import type { Item } from '../../static/src/issue/items';
import { searchOver, type Searched } from '../../static/src/issue/search';
import { aDocument, aLikelyQuestion, aLimitation, aStep } from '../fixtures/builders';

const handoff = (releaseName: string, over: Partial<HandoffDocument>): Searched => ({
  head: { handoffId: `handoff-${releaseName}`, releaseName, projectKey: 'EXAM' },
  document: aDocument({
    whatsNew: '',
    happyPath: [],
    limitations: { items: [], noneBecause: '' },
    likelyQuestions: [],
    ...over,
  }),
});
const titleOf = (item: Item | null): string => {
  if (item === null) return '(the handoff)';
  if (item.kind === 'answer') return item.answer.question;
  return item.kind === 'step' ? item.step.action : item.limitation.limit;
};
const limits = (...texts: string[]): Partial<HandoffDocument> => ({
  limitations: { items: texts.map((limit) => aLimitation({ limit, whom: 'Everyone' })), noneBecause: '' },
});
const questions = (...texts: string[]): Partial<HandoffDocument> => ({
  likelyQuestions: texts.map((question) => aLikelyQuestion({ question, answer: 'See the guide.' })),
});

/** The titles found in one handoff with these limitations. */
const foundIn = (texts: readonly string[], query: string): string[] =>
  searchOver([handoff('2.4 Grading', limits(...texts))])(query).flatMap(({ item }) =>
    item === null ? [] : titleOf(item),
  );
const finds = (text: string, query: string): boolean =>
  foundIn([text, 'Something else entirely'], query).includes(text);

describe('English', () => {
  test.each([
    ['Grading on tablets isn’t supported', 'graded'],
    ['Grading on tablets isn’t supported', 'grades tablet'],
    ['Exams were printed twice', 'printing exam'],
    ['Teachers can’t export comments', 'exporting a comment'],
    ['Teachers can’t export comments', 'teacher cant export'],
    ['The course’s files are copied', 'copy files of a course'],
  ])('other forms of a word: %s, by "%s"', (text, query) => expect(finds(text, query)).toBe(true));

  test.each(['g', 'gr', 'gra', 'grad', 'gradi', 'gradin', 'grading'])('while it is typed: "%s"', (typed) =>
    expect(finds('Grading on tablets', typed)).toBe(typed !== 'g'),
  );

  test.each([
    ['How do I turn this off?', 'turn of this'],
    ['How do I turn this off?', 'trun off'],
    ['The shortcut N opens the next exam', 'shrotcut'],
    ['The shortcut N opens the next exam', 'shortcutt'],
    ['Certificates carry the old name', 'certifcates'],
    ['Certificates carry the old name', 'sertificates'],
    ['Keyboard navigation', 'keybaord'],
    ['How do I turn it?', 'trun'],
    ['Grades are lost', 'gardes'],
    ['Résumé upload', 'resume'],
  ])('a slip of the pen: %s, by "%s"', (text, query) => expect(finds(text, query)).toBe(true));

  test('words that say nothing find nothing by themselves, unless there are no others', () => {
    expect(foundIn(['How is it with tablets?', 'Grading is slow'], 'how is the grading')).toEqual(['Grading is slow']);
    expect(finds('How is it with tablets?', 'how is it')).toBe(true);
  });

  test('those with all words; where there are none, those with some, the most first', () => {
    const texts = ['Tablets in Hebrew', 'Hebrew only', 'Tablets only'];
    expect(foundIn(texts, 'hebrew tablets')).toEqual(['Tablets in Hebrew']);
    const some = foundIn(texts, 'hebrew tablets customer complains');
    expect(some[0]).toBe('Tablets in Hebrew');
    expect(some).toHaveLength(3);
  });
});

describe('Hebrew', () => {
  test.each([
    ['המבחן נשמר אוטומטית', 'מבחן'],
    ['מבחן נשמר אוטומטית', 'המבחן'],
    ['כשהמורה שומר ציון', 'מורה'],
    ['לא ניתן לשנות את הציונים', 'ציון'],
    ['שינוי ציון', 'ולציונים'],
    ['אין תמיכה בטאבלטים', 'טאבלט'],
    ['אין תמיכה בטאבלט', 'טאבלטים'],
    ['התלמידות רואות את הציון', 'תלמידים'],
    ['שָׁלוֹם לַמּוֹרִים', 'שלום מורים'],
    ['שלום למורים', 'שָׁלוֹם'],
    ['קובץ מצורף', 'הקבצים מצורפים קובץ'],
    ['דו״ח ציונים', 'דוח'],
    ['דו"ח ציונים', 'דו״ח'],
    ['בית־ספר חדש', 'בית ספר'],
    ['ההודעה לא נשלחה', 'הודעות'],
    ['אופציות נוספות', 'אופציה'],
    ['אופציה נוספת', 'אופציות'],
    ['חשבוניות ישנות', 'חשבונית'],
  ])('%s, by "%s"', (text, query) => expect(finds(text, query)).toBe(true));

  test.each([
    ['המורה שומר', 'שורה'],
    ['שורה חדשה', 'מורה'],
  ])('a first letter of a word’s own is no prefix: %s, not by "%s" before what has it', (text, query) =>
    expect(foundIn([text, `${query} אחת`], query)[0]).toBe(`${query} אחת`),
  );

  test('three letters are a word without a prefix: בשר isn’t שר', () => expect(finds('בשר', 'שר')).toBe(false));

  test('a slip of the pen', () => expect(finds('הורדת הקובץ נכשלת', 'הורדצ קובץ')).toBe(true));
});

describe('mixed scripts and numbers', () => {
  test.each([
    ['כפתור Grade לא מוצג ב-Safari', 'grade safari'],
    ['כפתור Grade לא מוצג ב-Safari', 'כפתור grades'],
    ['כפתור \u2068Grade\u2069 לא מוצג', 'grade כפתור'],
    ['Works from 2.4.1 on', '2.4.1'],
    ['Works from 2.4.1 on', '2.4'],
    ['Works from v2.4.1 on', '2.4.1'],
    ['Works from 2.4.1 on', 'v2.4'],
    ['Error 403 on upload', '403'],
    ['OAuth2 login', 'oauth2'],
    ['Größe der Datei', 'große'],
    ['Цены в рублях', 'цены'],
  ])('%s, by "%s"', (text, query) => expect(finds(text, query)).toBe(true));

  test.each([
    ['Works from 2.4 on', '2.5'],
    ['Works from 2.4 on', '4'],
    ['Exam 12 opens', '13'],
    ['Exam 12 opens', '1'],
    ['Error 403', '40'],
    ['Error 40312', '40313'],
    ['Error 403', '404'],
  ])('a number with a slip is another number: %s, not by "%s"', (text, query) =>
    expect(finds(text, query)).toBe(false),
  );
});

test.each(['zebra', 'qqq', '', '   ', '?!', '״', '\u200f'])('nothing is found by "%s"', (query) =>
  expect(searchOver([handoff('2.4 Grading', limits('Grading on tablets'))])(query)).toEqual([]),
);

describe('over several handoffs', () => {
  const best = handoff('2.4 Grading', questions('How do I turn this off?', 'Is it in Hebrew?'));
  const other = handoff('2.5 Tablets', questions('How do I turn this off?', 'Which tablets are supported?'));
  const third = handoff('3.0 Certificates', limits('Certificates carry the old name'));
  const from = (query: string, all = [best, other, third]) =>
    searchOver(all)(query).map(({ handoffId, item }) => `${handoffId.slice(8)}: ${titleOf(item)}`);

  test('an item of any of them is found, with a slip', () => {
    expect(from('sertificats')).toEqual([
      ...['3.0 Certificates: Certificates carry the old name', '3.0 Certificates: (the handoff)'],
    ]);
  });

  test('of the same words those of the best come first', () => {
    const off = ['2.4 Grading: How do I turn this off?', '2.5 Tablets: How do I turn this off?'];
    expect(from('turn off')).toEqual(off);
    expect(from('turn off', [other, best, third])).toEqual(off.toReversed());
  });

  test('what the best says in a few words more comes before what another one says shorter', () => {
    const shorter = handoff('2.6 Reports', questions('Do I turn this off?'));
    expect(from('turn off', [shorter, best])[0]).toBe('2.6 Reports: Do I turn this off?');
    expect(from('turn off', [best, shorter])[0]).toBe('2.4 Grading: How do I turn this off?');
  });

  test('the name of a release leads to what of it is meant; by itself it finds the handoff, and none of its items', () => {
    expect(from('2.5 turn off')[0]).toBe('2.5 Tablets: How do I turn this off?');
    expect(from('tablets')).toEqual(['2.5 Tablets: Which tablets are supported?', '2.5 Tablets: (the handoff)']);
    expect(from('2.5')).toEqual(['2.5 Tablets: (the handoff)']);
    expect(from('cretificates 3.0')[0]).toBe('3.0 Certificates: Certificates carry the old name');
    expect(from('exam')).toEqual([]);
  });

  test('what is new is found, by all words of the query only; it keeps back no item with some of them', () => {
    const news = handoff('4.0', { whatsNew: 'Invoices are sent by e-mail', ...limits('E-mail waits for an hour') });
    const all = [best, news];
    expect(from('invoices', all)).toEqual(['4.0: (the handoff)']);
    expect(from('email invoice', all)).toEqual(['4.0: (the handoff)', '4.0: E-mail waits for an hour']);
    expect(from('invoices hebrew', all)).toEqual(['2.4 Grading: Is it in Hebrew?']);
  });

  test('answers, what of them is internal, limitations and steps are found', () => {
    const all = handoff('4.0', {
      likelyQuestions: [aLikelyQuestion({ answer: 'alpha', internalNote: 'bravo' })],
      limitations: { items: [aLimitation({ limit: 'charlie', whom: 'delta', workaround: 'echo' })], noneBecause: '' },
      happyPath: [aStep({ action: 'foxtrot', result: 'golf' })],
    });
    const kinds = (query: string) => searchOver([best, all])(query).map(({ item }) => item?.kind);
    for (const query of ['alpha', 'bravo']) expect(kinds(query)).toEqual(['answer']);
    for (const query of ['charlie', 'delta', 'echo']) expect(kinds(query)).toEqual(['limitation']);
    for (const query of ['foxtrot', 'golf']) expect(kinds(query)).toEqual(['step']);
  });
});
