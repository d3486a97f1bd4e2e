import fc from 'fast-check';
import {
  BEST_FEW,
  MOST_LIVE,
  rightHandoffs,
  withTexts,
  type Reason,
  type TicketFacts,
} from '../../src/domain/right-handoff';
import type { Head } from '../../src/domain/head';
import { isLive } from '../../src/domain/state';
import { PO, aDocument, aHead, aReadyHead, aStep, day, moment } from '../fixtures/builders';

let made = 0;
/** Each is a release of its own. */
const live = (name: string, over: Partial<Head> = {}) => {
  const id = String((made += 1));
  return aReadyHead({ handoffId: `handoff-${id.padStart(8, '0')}`, releaseId: id, releaseName: name, ...over });
};
const at = (percent: number, over: Partial<Head['rollout'] & object> = {}): Partial<Head> => ({
  rollout: { percent, at: moment(-1), stepId: 'step-0001', ...over },
});

const ticket = (over: Partial<TicketFacts> = {}): TicketFacts => ({
  ...{ fixVersions: [], affectsVersions: [], components: [], labels: [], bugs: [], linkedReleaseIds: [] },
  known: { choice: null, questions: [] },
  ...over,
});
const version = ({ releaseId, releaseName }: Head) => ({ id: releaseId, name: releaseName });
const chosen = ({ handoffId }: Head): TicketFacts['known'] => ({
  choice: { handoffId, by: 'agent', at: moment() },
  questions: [],
});
const named = (choices: readonly { head: Head }[]): string[] => choices.map(({ head }) => head.releaseName);
const codes = (reasons: readonly Reason[] | undefined): string => (reasons ?? []).map(({ code }) => code).join(' ');

test('what ties a release to the ticket: each tie is stronger than all below it together', () => {
  const heads = ['mapped', 'Grading', 'named', 'Exams', 'linked', 'asked', 'bug', 'affects', 'fix', 'chosen'].map(
    (name) => live(name),
  );
  const [, , sameName, , linked, asked, bug, affects, fix, byHand] = heads as [
    Head,
    Head,
    Head,
    Head,
    Head,
    Head,
    Head,
    Head,
    Head,
    Head,
  ];
  const about = ticket({
    fixVersions: [version(fix), { id: '9999', name: sameName.releaseName }],
    affectsVersions: [version(affects)],
    components: ['grading'],
    labels: ['exams', 'urgent'],
    bugs: [{ handoffId: bug.handoffId, fix: null }],
    linkedReleaseIds: [linked.releaseId],
    known: { ...chosen(byHand), questions: [{ handoffId: asked.handoffId, questionId: 'question-1' }] },
  });
  const choices = rightHandoffs(about, heads);
  expect(named(choices)).toEqual([
    'chosen',
    'fix',
    'affects',
    'bug',
    'asked',
    'linked',
    'Exams',
    'named',
    'Grading',
    'mapped',
  ]);
  expect(choices.map(({ reasons }) => codes(reasons))).toEqual([
    'chosen planned mapped-project',
    ...[
      'fix-version',
      'affects-version',
      'bug',
      'asked',
      'linked',
      'label',
      'named',
      'component',
      'mapped-project',
    ].map((tie) => `planned ${tie}`),
  ]);
});

test('rollout: what customers have now, then what the own people have, then what is to come; rolled back last', () => {
  const heads = [
    live('rolled back', at(0, { stepId: null })),
    live('planned'),
    live('internal', at(0)),
    live('at 5 %', at(5)),
  ];
  expect(named(rightHandoffs(ticket(), heads))).toEqual(['at 5 %', 'internal', 'planned', 'rolled back']);
});

test('recency: newest to customers first; of what is to come the soonest, undated last', () => {
  const heads = [
    live('undated', { releaseDate: null }),
    live('later', { releaseDate: day(30) }),
    live('soon', { releaseDate: day(3) }),
    live('released long ago', { released: true, reachedSince: moment(-90) }),
    live('released last week', { released: true, reachedSince: moment(-7) }),
    live('at 5 % since yesterday', { ...at(5), reachedSince: moment(-1) }),
  ];
  expect(named(rightHandoffs(ticket(), heads))).toEqual([
    ...['at 5 % since yesterday', 'released last week', 'released long ago', 'soon', 'later', 'undated'],
  ]);
});

test('the reasons come with what they say', () => {
  const head = live('2.4 Grading shortcut', at(5));
  const [choice] = rightHandoffs(ticket({ components: ['Grading', 'Billing'] }), [head]);
  expect(choice?.reasons).toEqual([
    { code: 'rolling-out', percent: 5 },
    { code: 'component', name: 'Grading' },
  ]);
  expect(rightHandoffs(ticket(), [live('a', { releaseDate: day(3) })])[0]?.reasons).toEqual([
    { code: 'planned', day: day(3) },
    { code: 'mapped-project', name: 'EXAM' },
  ]);
});

describe('a component or label names a release', () => {
  const head = live('2.4 Grading shortcut');
  const isNamed = (label: string) => codes(rightHandoffs(ticket({ labels: [label] }), [head])[0]?.reasons);
  test.each(['grading', 'Grading-Shortcut', '2.4', 'exam-2.4', 'EXAM', `chain-exam-old-name-${head.releaseId}`])(
    '%s',
    (label) => expect(isNamed(label)).toBe('planned label'),
  );
  test.each([
    ...['2.5', '2', '4', 'grad', 'grading-tablets', 'urgent', '-', 'chain-exam-grading-99999'],
    `sprint-${head.releaseId}`,
  ])('not %s', (label) => expect(isNamed(label)).toBe('planned mapped-project'));

  test('by however many labels, it counts once', () => {
    const asked = live('asked');
    const known = { choice: null, questions: [{ handoffId: asked.handoffId, questionId: 'question-1' }] };
    const choices = rightHandoffs(ticket({ labels: ['grading', 'shortcut', '2.4', 'exam', 'exam-2.4'], known }), [
      head,
      asked,
    ]);
    expect(named(choices)).toEqual(['asked', '2.4 Grading shortcut']);
  });
});

test('an L3 bug leads to the handoff it was filed under, and to the one of the release that its fix is in', () => {
  const [filed, fixed, other] = [live('filed'), live('fixed'), live('other')];
  const bugs = [{ handoffId: filed.handoffId, fix: { releaseId: fixed.releaseId } }];
  const choices = rightHandoffs(ticket({ bugs }), [other, fixed, filed]);
  expect(choices.map(({ head, reasons }) => [head.releaseName, codes(reasons)])).toEqual(
    expect.arrayContaining([
      ['filed', 'planned bug'],
      ['fixed', 'planned bug'],
      ['other', 'planned mapped-project'],
    ]) as unknown,
  );
  expect(named(choices)[2]).toBe('other');
});

test('a draft, an archived, a done and a gone one are not for agents', () => {
  const heads = [
    aHead({ handoffId: 'handoff-draft' }),
    live('archived', { archived: true }),
    live('done', { rollout: { percent: 100, at: moment() }, done: { at: moment(), by: PO } }),
    live('gone', { ended: { kind: 'deleted', at: moment(), replacedBy: null } }),
  ];
  expect(rightHandoffs(ticket({ fixVersions: heads.map(version) }), heads)).toEqual([]);
});

test('two that are as good stand in the same order, whichever comes first', () => {
  const [a, b] = [live('a'), live('b')];
  expect(named(rightHandoffs(ticket(), [a, b]))).toEqual(named(rightHandoffs(ticket(), [b, a])));
});

test('so many live ones are ranked, the best of all that there are', () => {
  const heads = Array.from({ length: MOST_LIVE + 10 }, (_, nth) =>
    live(`later ${nth}`, { releaseDate: day(99 - nth) }),
  );
  const choices = rightHandoffs(ticket({ fixVersions: heads.slice(0, 1).map(version) }), heads);
  expect(choices).toHaveLength(MOST_LIVE);
  expect(named(choices).slice(0, 2)).toEqual(['later 0', `later ${MOST_LIVE + 9}`]);
});

test('read twice, the newer head counts', () => {
  const older = live('old name');
  const newer = { ...older, releaseName: 'new name', facts: older.facts + 1 };
  for (const heads of [
    [older, newer],
    [newer, older],
  ])
    expect(named(rightHandoffs(ticket(), heads))).toEqual(['new name']);
});

describe('what the texts at hand say', () => {
  const heads = Array.from({ length: BEST_FEW + 1 }, (_, nth) => live(`soon ${nth}`, { releaseDate: day(nth) }));
  const texts = (said: (nth: number) => string) =>
    new Map(
      heads.map(({ handoffId }, nth) => [handoffId, aDocument({ happyPath: [aStep({ action: said(nth) })] })] as const),
    );
  const choices = rightHandoffs(ticket({ components: ['Gradebook'] }), heads);

  test('a component that they speak of lifts one among the best few, and is said', () => {
    const again = withTexts(
      choices,
      ['Gradebook'],
      texts((nth) => (nth === 3 ? 'Open the gradebook' : 'Open it')),
    );
    expect(named(again)).toEqual(['soon 3', 'soon 0', 'soon 1', 'soon 2', 'soon 4', 'soon 5']);
    expect(again[0]?.reasons).toContainEqual({ code: 'mentions', name: 'Gradebook' });
  });

  test('a component that names the release is said once', () => {
    const head = live('2.4 Gradebook');
    const again = withTexts(
      rightHandoffs(ticket({ components: ['Gradebook'] }), [head]),
      ['Gradebook'],
      new Map([[head.handoffId, aDocument({ whatsNew: 'A new gradebook.' })]]),
    );
    expect(codes(again[0]?.reasons)).toBe('planned component');
  });

  test('the names of their fields are no words of theirs', () => {
    const again = withTexts(
      choices,
      ['Limitations', 'Happy path'],
      texts(() => 'Open it'),
    );
    expect(again).toEqual(choices);
  });
});

describe('whatever a ticket says and whatever there is', () => {
  const aName = fc.constantFrom('2.4 Grading', '2.5 Tablets', 'Exams', 'ציונים 3.1');
  const anyHead = fc
    .record({
      nth: fc.nat(60),
      name: aName,
      facts: fc.nat(2),
      handedOver: fc.boolean(),
      archived: fc.boolean(),
      released: fc.boolean(),
      date: fc.option(fc.constantFrom(-3, 3)), // few, so that many are as good as others
      rollout: fc.option(fc.record({ percent: fc.constantFrom(0, 5, 100), back: fc.boolean(), days: fc.nat(9) })),
    })
    .map(({ nth, name, facts, date, rollout, ...rest }) =>
      aReadyHead({
        ...{ handoffId: `handoff-${String(nth).padStart(8, '0')}`, releaseId: String(nth), releaseName: name, facts },
        ...{ archived: rest.archived, released: rest.released, releaseDate: date === null ? null : day(date) },
        ...(rest.handedOver ? {} : { handedOver: null }),
        rollout:
          rollout === null
            ? null
            : { percent: rollout.percent, at: moment(-rollout.days), stepId: rollout.back ? null : 'step-0001' },
      }),
    );
  /** One head per handoff and state: two of the same count of facts are the same. */
  const anyHeads = fc.uniqueArray(anyHead, {
    selector: ({ handoffId, facts }) => `${handoffId} ${facts}`,
    maxLength: 90,
  });
  const ids = fc.array(fc.nat(60), { maxLength: 3 });
  const anyTicket = fc
    .record({
      fix: ids,
      affects: ids,
      components: fc.array(aName, { maxLength: 2 }),
      labels: fc.array(aName, { maxLength: 2 }),
      choice: fc.option(fc.nat(60)),
    })
    .map(({ fix, affects, choice, ...rest }) =>
      ticket({
        ...rest,
        fixVersions: fix.map((id) => ({ id: String(id), name: '2.4 Grading' })),
        affectsVersions: affects.map((id) => ({ id: String(id), name: 'Exams' })),
        known: {
          choice:
            choice === null
              ? null
              : { handoffId: `handoff-${String(choice).padStart(8, '0')}`, by: 'agent', at: moment() },
          questions: [],
        },
      }),
    );

  test('the ranking is one order of all live ones, whichever way round they come; a chosen one is first', () => {
    fc.assert(
      fc.property(anyTicket, anyHeads, fc.infiniteStream(fc.nat()), (about, heads, dice) => {
        const choices = rightHandoffs(about, heads);
        const keys = new Map(heads.map((head) => [head, dice.next().value]));
        const shuffled = heads.toSorted((a, b) => Number(keys.get(a)) - Number(keys.get(b)));
        expect(rightHandoffs(about, shuffled)).toEqual(choices);
        const newest = new Map(heads.toSorted((a, b) => a.facts - b.facts).map((head) => [head.handoffId, head]));
        const all = [...newest.values()].filter(isLive);
        expect(new Set(choices.map(({ head }) => head))).toEqual(
          new Set(choices.length < MOST_LIVE ? all : choices.map(({ head }) => head)),
        );
        expect(choices).toHaveLength(Math.min(all.length, MOST_LIVE));
        expect(choices.every(({ head, reasons }) => isLive(head) && reasons.length > 1)).toBe(true);
        const { choice } = about.known;
        if (all.some(({ handoffId }) => handoffId === choice?.handoffId)) {
          expect(choices[0]?.head.handoffId).toBe(choice?.handoffId);
          expect(choices[0]?.reasons[0]).toEqual({ code: 'chosen', by: choice?.by, at: choice?.at });
        } else expect(choices.some(({ reasons }) => codes(reasons).includes('chosen'))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('the texts change nothing but the order of the best few', () => {
    fc.assert(
      fc.property(anyTicket, anyHeads, fc.array(aName, { maxLength: 60 }), (about, heads, said) => {
        const choices = rightHandoffs(about, heads);
        const texts = new Map(
          choices.map(({ head }, nth) => [head.handoffId, aDocument({ whatsNew: said[nth] ?? '' })]),
        );
        const again = withTexts(choices, about.components, texts);
        expect(again.slice(BEST_FEW)).toEqual(choices.slice(BEST_FEW));
        expect(new Set(again.map(({ head }) => head))).toEqual(new Set(choices.map(({ head }) => head)));
        if (codes(choices[0]?.reasons).startsWith('chosen')) expect(again[0]?.head).toBe(choices[0]?.head);
      }),
    );
  });
});
