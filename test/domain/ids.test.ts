import fc from 'fast-check';
import * as z from 'zod/mini';
import { daySchema, momentSchema } from '../../src/domain/ids';

const takes = (schema: z.core.$ZodType, text: string): boolean => z.safeParse(schema, text).success;

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['2026-1-01', false],
  ['2026-01-01T00:00:00Z', false],
  ['', false],
])('a day: %j %s', (text, isOne) => {
  expect(takes(daySchema, text)).toBe(isOne);
});

test.each([
  [new Date(0).toISOString(), true],
  ['2026-11-26T10:00:00Z', true],
  ['2026-02-30T10:00:00Z', false],
  ['2026-11-26T24:00:00Z', false],
  ['2026-11-26T10:00:00+01:00', false],
  ['2026-11-26', false],
])('a moment: %j %s', (text, isOne) => {
  expect(takes(momentSchema, text)).toBe(isOne);
});

/** Texts near a day or a moment: a character of one taken out, put in or replaced. */
const nearly = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(texts, fc.nat(24), fc.nat(1), fc.constantFrom('', '0', '1', '3', '6', '9', '-', ':', '.', 'T', 'Z', '\n'))
    .map(([text, at, cut, put]) => `${text.slice(0, at)}${put}${text.slice(at + cut)}`);
const moments = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('days and moments are those of zod’s own schemas', () => {
  const texts = fc.oneof(moments, nearly(moments));
  fc.assert(
    fc.property(texts, (text) => {
      const day = text.slice(0, 10);
      expect(takes(daySchema, day)).toBe(takes(z.iso.date(), day));
      expect(takes(momentSchema, text)).toBe(takes(z.iso.datetime(), text));
    }),
    { numRuns: 1_000 },
  );
});
