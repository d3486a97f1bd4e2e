import fc from 'fast-check';
import { blockersOf, gateVerdict, type Blocker, type GateRule } from '../../src/domain/gate';
import type { Head } from '../../src/domain/head';
import { defaultSettings } from '../../src/domain/settings';
import {
  CS_LEAD,
  DAY,
  NOW,
  PO,
  aHead,
  aReadyHead,
  aWaiver,
  handedOver,
  moment,
  refused,
  settingsWith,
  signed,
} from '../fixtures/builders';

const codes = (head: Head | null, settings = defaultSettings, now = NOW) =>
  blockersOf(head, settings, now).map(({ code }) => code);

test('a ready handoff has no blocker', () => {
  expect(blockersOf(aReadyHead(), defaultSettings, NOW)).toEqual([]);
});

test('no handoff: the PO, whom nobody has named yet, owes it', () => {
  expect(blockersOf(null, defaultSettings, NOW)).toEqual([{ code: 'not-started', owner: 'po', who: null }]);
});

test.each<[string, Partial<Head>, Blocker]>([
  [
    'a section',
    { missing: [{ section: 'dashboard', lacks: ['url'] }] },
    { code: 'section-missing', owner: 'po', who: PO, section: 'dashboard', lacks: ['url'] },
  ],
  ['not handed over', { handedOver: null }, { code: 'not-handed-over', owner: 'po', who: PO }],
  ['no walkthrough', { walkthrough: null }, { code: 'no-walkthrough', owner: 'po', who: PO }],
  ['open questions', { openQuestions: 2 }, { code: 'open-questions', owner: 'po', who: PO, count: 2 }],
  ['too few days', handedOver(1), { code: 'cs-days', owner: 'po', who: PO, had: 1, need: 2, opensAt: moment(1) }],
  ['not signed', { signOff: null }, { code: 'not-signed', owner: 'cs-lead', who: CS_LEAD }],
  ['refused', refused('Tablets?'), { code: 'refused', owner: 'po', who: PO }],
  [
    'changed since signing',
    { revision: 3, materialRevision: 2 },
    { code: 'changed-since-signing', owner: 'cs-lead', who: CS_LEAD, signed: 1, current: 3 },
  ],
  [
    'refused, then edited: it waits for CS again',
    { ...refused(), revision: 2, materialRevision: 2 },
    { code: 'not-signed', owner: 'cs-lead', who: CS_LEAD },
  ],
])('alone: %s', (_, over, blocker) => {
  expect(blockersOf(aReadyHead(over), defaultSettings, NOW)).toEqual([blocker]);
});

test('a minor edit keeps the signature', () => {
  expect(codes(aReadyHead({ revision: 5, materialRevision: 1 }))).toEqual([]);
});

test('a signature of a later revision than the last material one holds', () => {
  expect(codes(aReadyHead({ revision: 5, materialRevision: 3, ...signed(4) }))).toEqual([]);
});

test('order: as people mend them, sections in reading order first, the signature last', () => {
  const missing: Head['missing'] = [
    { section: 'whatsNew', lacks: ['text'] },
    { section: 'escalation', lacks: ['target'] },
  ];
  const worst = aHead({ missing, openQuestions: 1 });
  expect(codes(worst)).toEqual([
    ...['section-missing', 'section-missing', 'not-handed-over', 'no-walkthrough', 'open-questions', 'not-signed'],
  ]);
  expect(codes({ ...worst, ...handedOver(0) })).toEqual([
    ...['section-missing', 'section-missing', 'no-walkthrough', 'open-questions', 'cs-days', 'not-signed'],
  ]);
});

test('nobody named: a blocker still says which role owes it', () => {
  const blockers = blockersOf(aHead({ po: null, csLead: null }), defaultSettings, NOW);
  expect(blockers.map(({ owner, who }) => [owner, who])).toEqual([
    ['po', null],
    ['po', null],
    ['cs-lead', null],
  ]);
});

test.each([
  ['a millisecond before', 2 * DAY - 1, ['cs-days']],
  ['exactly', 2 * DAY, []],
  ['a clock that runs behind', -60_000, ['cs-days']],
])('CS had its days: %s', (_, later, expected) => {
  const head = aReadyHead(handedOver(0));
  expect(codes(head, defaultSettings, NOW + later)).toEqual(expected);
});

test('property: the gate opens at the very moment that the blocker named', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 40 * DAY }), (csDays, age) => {
      const settings = settingsWith({ csDays });
      const head = aReadyHead({
        handedOver: { at: new Date(NOW - age).toISOString(), by: PO, revision: 1, daysBefore: 1 },
      });
      const [blocker] = blockersOf(head, settings, NOW);
      if (blocker?.code !== 'cs-days') {
        expect(age).toBeGreaterThanOrEqual(csDays * DAY);
        return;
      }
      expect(blocker.had).toBeLessThan(blocker.need);
      const opensAt = Date.parse(blocker.opensAt);
      expect(codes(head, settings, opensAt - 1)).toEqual(['cs-days']);
      expect(codes(head, settings, opensAt)).toEqual([]);
    }),
  );
});

test('csDays 0 asks for no days', () => {
  expect(codes(aReadyHead(handedOver(0)), settingsWith({ csDays: 0 }))).toEqual([]);
});

describe('verdict over the releases of an issue', () => {
  const blocked: Blocker[] = [{ code: 'not-started', owner: 'po', who: null }];
  const A = { name: 'A', blockers: blocked, waiver: null, open: false };
  const B = { name: 'B', blockers: blocked, waiver: null, open: false };
  const ready = { name: 'R', blockers: [], waiver: null, open: true };
  const waived = { name: 'W', blockers: blocked, waiver: aWaiver(), open: true };
  const rule = (releases: GateRule['releases'], withoutRelease: GateRule['withoutRelease'] = 'block'): GateRule => ({
    releases,
    withoutRelease,
    onFailure: 'closed',
  });

  test.each([
    ['all', [], 'block', false, []],
    ['all', [], 'pass', true, []],
    ['any', [], 'block', false, []],
    ['any', [], 'pass', true, []],
    ['all', [ready], 'block', true, []],
    ['all', [A], 'pass', false, [A]],
    ['all', [ready, A, B], 'block', false, [A, B]],
    ['all', [ready, ready], 'block', true, []],
    ['any', [ready], 'block', true, []],
    ['any', [A], 'pass', false, [A]],
    ['any', [A, B], 'block', false, [A, B]],
    ['any', [A, ready, B], 'block', true, []],
    ['all', [ready, waived], 'block', true, []],
    ['all', [A, waived], 'block', false, [A]],
    ['any', [A, waived], 'block', true, []],
  ] as const)('%s of %j, without release: %s', (releases, atGate, withoutRelease, open, closedBy) => {
    expect(gateVerdict(rule(releases, withoutRelease), atGate)).toEqual({ open, closedBy });
  });
});
