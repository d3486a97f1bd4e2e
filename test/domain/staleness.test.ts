import fc from 'fast-check';
import type { Head } from '../../src/domain/head';
import { stalenessOf, type Staleness } from '../../src/domain/staleness';
import { isLive } from '../../src/domain/state';
import { stalenessText } from '../../src/domain/wording';
import { aHead, anId, aReadyHead, DAY, handedOver, moment, NOW, PO } from '../fixtures/builders';

const verified = (daysAgo: number, issues: number | null = 12): Partial<Head> => ({
  verified: { at: moment(-daysAgo), by: PO, revision: 1, issues },
});
const moved = (daysAgo: number, percent = 5): Partial<Head> => ({
  rollout: { percent, at: moment(-daysAgo), stepId: anId() },
});
const asked = (daysAgo: number, openQuestions = 1): Partial<Head> => ({ openQuestions, openSince: moment(-daysAgo) });
const live = (...parts: Partial<Head>[]): Head => Object.assign(aReadyHead(verified(2)), ...parts) as Head;

test.each<[string, Head | null, number | null, string[]]>([
  ['nothing written', null, 3, []],
  ['just as it was', live(), 12, []],
  ['issues came', live(), 15, ['the release had 12 issues when it was last looked at, and has 15 now']],
  ['all but one left', live(verified(1, 1)), 0, ['the release had 1 issue when it was last looked at, and has 0 now']],
  ['Jira is not asked', live(), null, []],
  ['Jira did not say then', live(verified(1, null)), 15, []],
  ['a step since', live(moved(1)), 12, ['rollout went to 5 % since it was last looked at']],
  ['a step before', live(moved(3)), 12, []],
  [
    'rolled back wholly',
    live({ rollout: { percent: 0, at: moment(-1), stepId: null } }),
    12,
    ['rollout was rolled back since it was last looked at'],
  ],
  ['asked three days ago, to the minute', live(asked(3)), 12, []],
  ['asked longer ago', live(asked(4.5, 2)), 12, ['2 questions open, the oldest for 4 days']],
  ['asked long ago and answered', live(asked(9, 0)), 12, []],
  ['a bug', live({ bugsSince: 1 }), 12, ['1 L3 bug filed since it was last looked at']],
  ['an older record', aReadyHead(), 12, []],
  ['an older record of a rollout', aReadyHead({ rollout: { percent: 5, at: moment(-1) } }), 12, []],
  ['an older record, a step since', aReadyHead(moved(1)), 12, ['rollout went to 5 % since it was last looked at']],
])('%s', (_, head, issues, texts) => {
  expect(stalenessOf(head, issues, NOW).map(stalenessText)).toEqual(texts);
});

const moments = fc.integer({ min: -20, max: 0 }).map((days) => moment(days));
const issues = fc.option(fc.nat(30));
const heads: fc.Arbitrary<Head> = fc
  .record({
    handedOver: fc.option(fc.constant(handedOver().handedOver ?? null)),
    done: fc.option(fc.record({ at: moments, by: fc.constant(PO) })),
    archived: fc.boolean(),
    ended: fc.option(fc.record({ kind: fc.constant('deleted' as const), at: moments, replacedBy: fc.constant(null) })),
    verified: fc.option(fc.record({ at: moments, by: fc.constant(PO), revision: fc.constant(1), issues })),
    rollout: fc.option(fc.record({ percent: fc.nat(100), at: moments, stepId: fc.option(fc.constant(anId())) })),
    openQuestions: fc.nat(3),
    openSince: fc.option(moments),
    bugsSince: fc.nat(3),
  })
  .map((over) => aHead(over));
const of = (reasons: Staleness[], code: Staleness['code']) => reasons.find((one) => one.code === code);

test('property: each reason stands for what it says and for nothing else; what is not live is never stale', () => {
  fc.assert(
    fc.property(heads, issues, (head, has) => {
      const reasons = stalenessOf(head, has, NOW);
      if (!isLive(head)) {
        expect(reasons).toEqual([]);
        return;
      }
      const { verified: last, rollout } = head;
      const had = last?.issues ?? null;
      expect(of(reasons, 'scope')).toEqual(
        had !== null && has !== null && had !== has ? { code: 'scope', had, has } : undefined,
      );
      const isLater = rollout !== null && (last === null || rollout.at > last.at);
      expect(of(reasons, 'rollout') !== undefined).toBe(isLater);
      const open = head.openQuestions > 0 && head.openSince !== null && NOW - Date.parse(head.openSince) > 3 * DAY;
      expect(of(reasons, 'questions') !== undefined).toBe(open);
      expect(of(reasons, 'bugs')).toEqual(head.bugsSince > 0 ? { code: 'bugs', count: head.bugsSince } : undefined);
      expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
    }),
    { numRuns: 500 },
  );
});

test('property: looking again leaves nothing but open questions', () => {
  fc.assert(
    fc.property(heads, issues, (head, has) => {
      const again = { ...head, verified: { at: moment(), by: PO, revision: 1, issues: has }, bugsSince: 0 };
      expect(stalenessOf(again, has, NOW).filter(({ code }) => code !== 'questions')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
