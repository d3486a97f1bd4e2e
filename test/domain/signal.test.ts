import fc from 'fast-check';
import { hitsOfOthers, itemsToMatch } from '../../src/domain/matched-item';
import { FIRST_WAVE } from '../../src/domain/reached-since';
import {
  MOST_EARLIER,
  countOf,
  freshSignal,
  isSaidAgain,
  withSaid,
  withTier,
  type Said,
  type Signal,
} from '../../src/domain/signal';
import { emptyTally, recounted } from '../../src/domain/tally';
import { aDocument, aHead, anId, aSignal, CS_LEAD, moment, NOW, settingsWith } from '../fixtures/builders';

const said = (over: Partial<Said> = {}): Said => ({
  ...{ kind: 'answer', itemId: 'item-0001', questionId: null, by: CS_LEAD, at: moment(), revision: 1, ...over },
});
const fresh = (percent: number | null = null): Signal => aSignal({ percent, day: '2026-12-01' });

describe('one word on a ticket', () => {
  test('takes the place of the one before, which stays', () => {
    const first = withSaid(null, fresh(), said());
    const second = withSaid(first, fresh(), said({ kind: 'feature-request', itemId: null }));
    expect(second).toMatchObject({
      said: { kind: 'feature-request' },
      earlier: [{ kind: 'answer', takenBack: null }],
    });
  });

  test('moves to no other day and percent while it counts; after it was taken back it comes as if it were new', () => {
    const first = withSaid(null, aSignal({ percent: 1 }), said());
    expect(withSaid(first, fresh(5), said({ by: 'other' }))).toMatchObject({ day: first.day, percent: 1 });
    const none = withSaid(first, fresh(5), null, { at: moment(1), by: 'other' });
    expect(countOf(none)).toBeNull();
    expect(none).toMatchObject({ percent: 1, earlier: [{ takenBack: { by: 'other' } }] });
    expect(withSaid(none, fresh(5), said())).toMatchObject({ day: '2026-12-01', percent: 5, earlier: [{}] });
  });

  test('taken back from a ticket that went up, it counts as escalated', () => {
    const up = withTier(withSaid(null, fresh(), said()), fresh(), 2);
    expect(countOf(withSaid(up, fresh(), null, { at: moment(), by: CS_LEAD }))).toMatchObject({
      ...{ kind: 'escalated', itemId: null, tier: 2 },
    });
  });

  test('has to be shown anew after every change', () => {
    const shown = { ...withSaid(null, fresh(), said()), isShown: true };
    expect(withSaid(shown, fresh(), said({ by: 'other' })).isShown).toBe(false);
    expect(withTier(shown, fresh(), 3).isShown).toBe(false);
    expect(withTier({ ...shown, tier: 3 }, fresh(), 2)).toMatchObject({ isShown: true, tier: 3 });
  });

  test('is said again by the same person only', () => {
    const first = withSaid(null, fresh(), said());
    expect(isSaidAgain(first, said({ at: moment(1), revision: 2 }))).toBe(true);
    expect(isSaidAgain(first, said({ by: 'other' }))).toBe(false);
    expect(isSaidAgain(first, said({ itemId: 'item-0002' }))).toBe(false);
    expect(isSaidAgain(null, said())).toBe(false);
  });

  test('keeps so many earlier ones', () => {
    let signal = withSaid(null, fresh(), said());
    for (let nth = 0; nth < MOST_EARLIER + 5; nth += 1) signal = withSaid(signal, fresh(), said({ at: moment(nth) }));
    expect(signal.earlier).toHaveLength(MOST_EARLIER);
    expect(signal.earlier.at(-1)?.at).toBe(moment(MOST_EARLIER + 3));
  });
});

test('the first wave ends after 72 hours, and begins with the first customer', () => {
  const at = (reachedSince: string | null, now: number) =>
    freshSignal(aHead({ reachedSince }), { id: '10', key: 'SUP-1' }, settingsWith(), now).firstWave;
  expect(at(null, NOW)).toBe(false);
  expect(at(moment(), NOW)).toBe(true);
  expect(at(moment(), NOW + FIRST_WAVE - 1)).toBe(true);
  expect(at(moment(), NOW + FIRST_WAVE)).toBe(false);
  expect(at(moment(1), NOW)).toBe(false);
});

test('hits of others: any tickets matched to any items, whichever of them is at hand', () => {
  const document = aDocument();
  const items = itemsToMatch(document);
  expect(items).toHaveLength(5);
  const word = fc.record({ item: fc.nat(items.length - 1), percent: fc.constantFrom(null, 1, 5) });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.constantFrom(null, 1, 5), (words, percent) => {
      const signals = words.map((one) =>
        withSaid(null, fresh(one.percent), said(items[one.item] ?? { kind: 'answer', itemId: anId() })),
      );
      const tally = signals.reduce(
        (sum, signal) => recounted(sum, null, countOf(signal)),
        emptyTally('1', 'handoff-1'),
      );
      for (const own of [null, ...signals]) {
        const hits = hitsOfOthers(items, tally.all, own && countOf(own), percent);
        const expected = items.map((item) => {
          const others = signals.filter((one) => one !== own && one.said?.itemId === item.itemId);
          return { ...item, all: others.length, now: others.filter((one) => one.percent === percent).length };
        });
        expect(hits).toEqual(expected.filter(({ all }) => all > 0));
      }
    }),
  );
});
