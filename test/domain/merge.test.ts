import fc from 'fast-check';
import { SECTIONS, documentSchema, emptyDocument, sameContent, type HandoffDocument } from '../../src/domain/document';
import { mergeDocuments } from '../../src/domain/merge';
import { aDocument, anEscalation, anId } from '../fixtures/builders';

const base = aDocument();

test('each changed another section: both changes are in', () => {
  const mine = { ...base, whatsNew: 'mine' };
  const theirs = { ...base, dashboard: { url: 'https://theirs.example', watch: 'theirs' } };
  expect(mergeDocuments(base, mine, theirs)).toEqual({
    document: { ...base, whatsNew: 'mine', dashboard: theirs.dashboard },
    conflicts: [],
  });
});

test('both changed one section: mine stays, and the section is named', () => {
  const mine = { ...base, escalation: anEscalation({ lookUp: 'mine' }) };
  const theirs = { ...base, escalation: anEscalation({ lookUp: 'theirs' }), whatsNew: 'theirs' };
  const merged = mergeDocuments(base, mine, theirs);
  expect(merged.conflicts).toEqual(['escalation']);
  expect(merged.document.escalation.lookUp).toBe('mine');
  expect(merged.document.whatsNew).toBe('theirs');
});

test('both made the same change: no conflict', () => {
  const both = { ...base, whatsNew: 'same' };
  expect(mergeDocuments(base, both, structuredClone(both))).toEqual({ document: both, conflicts: [] });
});

const word = fc.string({ minLength: 1, maxLength: 12 });
const arbitraryDocument: fc.Arbitrary<HandoffDocument> = fc.record({
  schema: fc.constant(1 as const),
  whatsNew: fc.constantFrom('a', 'b', 'c'),
  happyPath: fc.array(fc.record({ id: fc.constant('').map(anId), action: word, result: word }), { maxLength: 3 }),
  limitations: fc.record({
    items: fc.array(fc.record({ id: fc.constant('').map(anId), limit: word, whom: word, workaround: word }), {
      maxLength: 2,
    }),
    noneBecause: fc.constantFrom('', 'none'),
  }),
  likelyQuestions: fc.constantFrom([], base.likelyQuestions),
  escalation: fc.constantFrom(base.escalation, anEscalation({ lookUp: 'x' }), anEscalation({ reproduce: 'y' })),
  dashboard: fc.record({
    url: fc.constantFrom('', 'https://a.example', 'https://b.example'),
    watch: fc.constantFrom('', 'w'),
  }),
});

const stringsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(stringsOf)
      : [];

/** Three documents where mine and theirs keep some sections of the base, as real edits do. */
const three = fc
  .tuple(
    arbitraryDocument,
    arbitraryDocument,
    arbitraryDocument,
    fc.subarray([...SECTIONS]),
    fc.subarray([...SECTIONS]),
  )
  .map(([start, a, b, keptByMe, keptByThem]) => {
    const keep = (edited: HandoffDocument, kept: readonly string[]) =>
      Object.fromEntries(
        Object.entries(edited).map(([key, value]) => [key, kept.includes(key) ? start[key as 'whatsNew'] : value]),
      ) as HandoffDocument;
    return [start, keep(a, keptByMe), keep(b, keptByThem)] as const;
  });

test('property: nothing that I changed and nothing that they alone changed is lost', () => {
  fc.assert(
    fc.property(three, ([start, mine, theirs]) => {
      const { document, conflicts } = mergeDocuments(start, mine, theirs);
      for (const section of SECTIONS) {
        const iChanged = !sameContent(mine[section], start[section]);
        const theyChanged = !sameContent(theirs[section], start[section]);
        const strings = stringsOf(document[section]);
        if (iChanged) expect(strings).toEqual(stringsOf(mine[section]));
        else expect(strings).toEqual(stringsOf(theirs[section]));
        expect(conflicts.includes(section)).toBe(
          iChanged && theyChanged && !sameContent(mine[section], theirs[section]),
        );
      }
    }),
  );
});

test('property: merging a document with itself, or with one who changed nothing, changes nothing', () => {
  fc.assert(
    fc.property(three, ([start, mine]) => {
      expect(mergeDocuments(start, mine, mine)).toEqual({ document: mine, conflicts: [] });
      expect(mergeDocuments(start, mine, start)).toEqual({ document: mine, conflicts: [] });
      expect(mergeDocuments(start, start, mine)).toEqual({ document: mine, conflicts: [] });
    }),
  );
});

test('property: equality of content ignores the order of keys and nothing else', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };
  fc.assert(
    fc.property(three, ([start, mine]) => {
      expect(sameContent(start, reversed(start))).toBe(true);
      expect(sameContent(start, mine)).toBe(JSON.stringify(start) === JSON.stringify(mine));
    }),
  );
});

test('an empty list is not an empty object, and a missing key is not an undefined one', () => {
  expect(sameContent({ a: undefined }, {})).toBe(false);
  expect(sameContent([1], [1, 2])).toBe(false);
  expect(sameContent('a', 'a ')).toBe(false);
});

test('the documents of these tests are documents', () => {
  fc.assert(fc.property(arbitraryDocument, (document) => documentSchema.safeParse(document).success));
  expect(documentSchema.safeParse(emptyDocument('chain-x-1')).success).toBe(true);
});
