import fc from 'fast-check';
import { standingOf } from '../../src/domain/gate';
import type { Head } from '../../src/domain/head';
import { defaultSettings } from '../../src/domain/settings';
import { stateOf } from '../../src/domain/state';
import { isInForce, isOwnRelease, mayLastUntil } from '../../src/domain/waiver';
import { gateMessage, stateTitle } from '../../src/domain/wording';
import { DAY, NOW, PO, aHead, aReadyHead, aWaiver, moment, settingsWith } from '../fixtures/builders';

test.each([
  ['none', null, false],
  ['to the millisecond', aWaiver({ expiresAt: new Date(NOW + 1).toISOString() }), true],
  ['over at its very moment', aWaiver({ expiresAt: moment() }), false],
])('in force: %s', (_, waiver, inForce) => {
  expect(isInForce(waiver, NOW)).toBe(inForce);
});

test.each([
  ['in the past', -1, false],
  ['now', 0, false],
  ['a moment', 1, true],
  ['30 days', 30 * DAY, true],
  ['longer than 30 days', 30 * DAY + 1, false],
])('how long it may last: %s', (_, ms, may) => {
  expect(mayLastUntil(new Date(NOW + ms).toISOString(), NOW)).toBe(may);
});

test.each([
  ['the PO', PO, [], false, true],
  ['the PO, where settings allow it', PO, [], true, false],
  ['another is PO', 'account-rm', [], false, false],
  ['nobody is PO', null, [], false, false],
  ['who gave the role away', null, [PO], false, true],
  ['who gave it away, where settings allow it', null, [PO], true, false],
])('own release: %s', (_, po, formerPos, poMayWaive, own) => {
  expect(isOwnRelease({ po, formerPos }, PO, settingsWith({ poMayWaive }))).toBe(own);
});

test.each<[string, Head | null, boolean, number]>([
  ['nothing written', null, false, 1],
  ['nothing written, waived', aHead({ revision: 0, waiver: aWaiver() }), true, 1],
  ['blocked', aHead(), false, 3],
  ['blocked, waived', aHead({ waiver: aWaiver() }), true, 3],
  ['blocked, the waiver is over', aHead({ waiver: aWaiver({ expiresAt: moment(-1) }) }), false, 3],
  ['ready', aReadyHead(), true, 0],
  ['ready, the waiver is over', aReadyHead({ waiver: aWaiver({ expiresAt: moment(-1) }) }), true, 0],
])('at the gate: %s', (_, head, open, blockers) => {
  const standing = standingOf(head, defaultSettings, NOW);
  expect(standing.open).toBe(open);
  expect(standing.blockers).toHaveLength(blockers);
});

test('property: a waiver opens the gate until its expiry and not a millisecond longer', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40 * DAY, max: 40 * DAY }), (ends) => {
      const head = aHead({ waiver: aWaiver({ expiresAt: new Date(NOW + ends).toISOString() }) });
      expect(standingOf(head, defaultSettings, NOW + ends - 1).open).toBe(true);
      expect(standingOf(head, defaultSettings, NOW + ends).open).toBe(false);
    }),
  );
});

test('a waived handoff is never shown as ready', () => {
  expect(stateOf(aReadyHead({ openQuestions: 1, waiver: aWaiver() }), defaultSettings, NOW).colour).toBe('yellow');
});

describe('wording', () => {
  const at = (name: string, head: Head) => ({ name, ...standingOf(head, defaultSettings, NOW) });
  const nameOf = (id: string) => (id === 'account-rm' ? 'Rosa Mbeki' : undefined);

  test('the gate says whose release passes by a waiver, and which waiver is over', () => {
    const over = at('2.4', aReadyHead({ openQuestions: 1, waiver: aWaiver({ expiresAt: moment(-1) }) }));
    const passes = at('2.5', aHead({ waiver: aWaiver() }));
    expect(gateMessage([over], [passes], nameOf).split('\n')).toEqual([
      'CS handoff of "2.4" is not ready:',
      '• 1 open question — PO',
      '• The waiver by Rosa Mbeki ended 2026-11-23 09:00 UTC',
      '"2.5" may pass: Rosa Mbeki waived its gate until 2026-11-25 09:00 UTC',
      'Open CS Handoff in the project to mend this.',
    ]);
  });

  test('the title on the release follows state and waiver', () => {
    const state = stateOf(aHead(), defaultSettings, NOW);
    expect(stateTitle(state, null)).toBe('CS Handoff: Draft');
    expect(stateTitle(state, aWaiver())).toBe('CS Handoff: Draft (gate waived until 2026-11-25)');
  });
});
