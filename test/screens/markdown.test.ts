import fc from 'fast-check';
import * as z from 'zod/mini';
import { documentSchema, emptyDocument, type HandoffDocument } from '../../src/domain/document';
import { missingParts } from '../../src/domain/readiness';
import { readMarkdown } from '../../static/src/markdown/read-markdown';
import { readTyped } from '../../static/src/markdown/read-typed';
import { writeMarkdown } from '../../static/src/markdown/write-markdown';
import { aDocument, aLikelyQuestion, aLimitation, anEscalation, anId, aStep } from '../fixtures/builders';

/** What Markdown can't carry: blanks around lines, and more than one blank line in a row. */
const plain = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const back = (document: HandoffDocument, base = document): HandoffDocument =>
  readMarkdown(writeMarkdown('2.4 Grading shortcut', document), base, anId).document;

const MARKS = ['# ', '- ', '1. ', '> ', '**', '_', '`', '```', '[a](b)', '<b>', '&amp;', '\\', '|', '***', '~~', '==='];
const WORDS = [
  'Touches:',
  'Workaround:',
  '**They see:**',
  'None, because:',
  "What's new",
  'עברית',
  '🎓',
  'a',
  '1',
  'e\u0301',
];
/** Lines as people write and as Markdown would take for its own. */
const aLine = fc.array(fc.oneof(fc.constantFrom(...MARKS, ...WORDS, ' ', '  '), fc.string({ maxLength: 6 })), {
  maxLength: 6,
});
const clean = (text: string): string => plain(text.replace(/[\r\0\u0085\u2028\u2029\f\v\u00a0\ufeff]/g, ' '));
const aText = fc.array(aLine, { maxLength: 4 }).map((lines) => clean(lines.map((parts) => parts.join('')).join('\n')));
const aLineOfText = aLine.map((parts) => clean(parts.join('').replaceAll('\n', ' ')));
const filled = (text: fc.Arbitrary<string>) => text.filter((one) => one !== '');

const listOf = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const arbitraryDocument: fc.Arbitrary<HandoffDocument> = fc.record({
  schema: fc.constant(1 as const),
  whatsNew: aText,
  happyPath: listOf(fc.record({ action: filled(aText), result: aText }).map((over) => aStep(over))),
  limitations: fc.record({
    items: listOf(
      fc
        .record({ limit: filled(aText), whom: aLineOfText, workaround: aText }, { requiredKeys: ['limit'] })
        .map((over) => aLimitation(over)),
    ),
    noneBecause: aText,
  }),
  likelyQuestions: listOf(
    fc.record({ question: aLineOfText, answer: aText, internalNote: aText }).map((over) => aLikelyQuestion(over)),
  ),
  escalation: fc
    .record({
      ...{ lookUp: aText, reproduce: aText },
      ...{ bug: fc.record({ means: aText, tell: aLineOfText }) },
    })
    .map((over) => anEscalation(over)),
  dashboard: fc.record({ url: fc.constantFrom('https://a.example/x_y?b=*c*', 'not an address', ''), watch: aText }),
});

test('what was written is read back: every text, every item with its id, whatever its words look like', () => {
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      expect(back(document)).toEqual(document);
    }),
    { numRuns: 200 },
  );
});

test('into an empty handoff all comes but target and label, which are chosen', () => {
  const document = aDocument({ limitations: { items: [aLimitation({ carriedFrom: '2.3' })], noneBecause: '' } });
  const read = back(document, emptyDocument('chain-new-1'));
  expect(missingParts(read)).toEqual([{ section: 'escalation', lacks: ['target'] }]);
  expect(read.escalation.chainLabel).toBe('chain-new-1');
  expect(read.limitations.items[0]?.carriedFrom).toBe('2.3');
  expect(z.safeParse(documentSchema, read).success).toBe(true);
});

const FOREIGN = `
Draft by Gal, please review.

# Release notes 2.4

## Summary

Teachers grade **faster**. See [the film](https://films.example/24).

* Press N
* Press G

## Known issues

- Not on tablets
  - Affects: teachers on tablets
  - Workaround: use a laptop
- Slow in Safari

## FAQ

### How do I turn it off?

You can't.

**Internal note:** sales knows.

### Does it cost more?

No.

## How it works

1. Open an exam
2. Press N

   **Result:** the next exam opens

## Pricing

Nothing changes.

## Dashboard

[Signals](https://dash.example/1)

Exams per hour
`;

test('a text from elsewhere: sections by what their headings say, marks gone, links kept, the rest left for the PO', () => {
  const base = emptyDocument('chain-new-1');
  const { document, sections, left } = readMarkdown(FOREIGN, base, anId);
  const id = expect.any(String) as string;
  expect(document).toEqual({
    ...base,
    whatsNew: 'Teachers grade faster. See the film (https://films.example/24).\n\n- Press N\n- Press G',
    limitations: {
      items: [
        { id, limit: 'Not on tablets', whom: 'teachers on tablets', workaround: 'use a laptop' },
        { id, limit: 'Slow in Safari', whom: '', workaround: '' },
      ],
      noneBecause: '',
    },
    likelyQuestions: [
      { id, question: 'How do I turn it off?', answer: "You can't.", internalNote: 'sales knows.' },
      { id, question: 'Does it cost more?', answer: 'No.', internalNote: '' },
    ],
    happyPath: [
      { id, action: 'Open an exam', result: '' },
      { id, action: 'Press N', result: 'the next exam opens' },
    ],
    dashboard: { url: 'https://dash.example/1', watch: 'Exams per hour' },
  });
  expect([...sections].sort()).toEqual(['dashboard', 'happyPath', 'likelyQuestions', 'limitations', 'whatsNew']);
  expect(left).toBe('Draft by Gal, please review.\n\nPricing\n\nNothing changes.');
});

test('sections that the text does not have stay as they are, and items whose words stayed keep their ids', () => {
  const base = aDocument();
  const [step] = base.happyPath;
  const text = `## Happy path\n\n1. ${step?.action ?? ''}\n2. Another`;
  const { document, sections } = readMarkdown(text, base, anId);
  expect(sections).toEqual(['happyPath']);
  expect({ ...document, happyPath: base.happyPath }).toEqual(base);
  expect(document.happyPath.map(({ id }) => id)).toEqual([step?.id, expect.not.stringContaining(step?.id ?? '')]);
});

test.each(['', 'just words', '# A title\n\nand words'])('%j is no handoff: nothing changes', (text) => {
  const base = aDocument();
  const { document, sections } = readMarkdown(text, base, anId);
  expect([document, sections]).toEqual([base, []]);
});

test('what no person writes is refused in words: too long to be a handoff, or nested too deep to be read', () => {
  const base = aDocument();
  expect(readTyped(`## Summary\n\n${'>'.repeat(9_000)} x`, base, anId)).toBe('unreadable');
  expect(readTyped(`## Summary\n\n${'a'.repeat(240 * 1024)}`, base, anId)).toBe('too-long');
  expect(readTyped('## Summary\n\nNew', base, anId)).toMatchObject({ document: { whatsNew: 'New' } });
});
