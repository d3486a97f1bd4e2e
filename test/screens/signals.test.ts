import fc from 'fast-check';
import { firstWaveOf, type Told } from '../../src/domain/first-wave';
import { leadOf } from '../../src/domain/item-lead';
import { figuresOf } from '../../src/domain/report';
import { countOf, type SignalKind } from '../../src/domain/signal';
import { emptyTally, recounted } from '../../src/domain/tally';
import { writeReport } from '../../static/src/markdown/write-report';
import {
  asPlainText,
  firstWaveReport,
  toTakeAlong,
  type About,
} from '../../static/src/project/signals/first-wave-text';
import { marksOf } from '../../static/src/project/signals/signal-marks';
import { hitsText } from '../../static/src/project/signals/signal-words';
import {
  aDocument,
  aHead,
  aLikelyQuestion,
  aLimitation,
  anEnteredStep,
  aPlan,
  aSignal,
  day,
  handedOver,
  moment,
} from '../fixtures/builders';

const HOUR = 1 / 24;
const ITEM = 'question-0001';

/** Counts of so many tickets of the first wave, all of one kind and tier. */
const countsOf = (many: number, over: Parameters<typeof aSignal>[0] = {}) => {
  let tally = emptyTally('10001', 'handoff-00000001');
  for (let nth = 0; nth < many; nth += 1)
    tally = recounted(tally, null, countOf(aSignal({ firstWave: true, percent: 5, tier: 2, ...over })));
  return tally;
};
const said = (kind: SignalKind, itemId: string | null = null) => ({
  said: { kind, itemId, questionId: null, by: 'agent', at: moment(), revision: 1 },
});

const told = (over: Partial<Told> = {}): Told => ({
  ...{ tally: emptyTally('10001', 'handoff-00000001'), project: {}, bugs: { some: [] }, questions: { some: [] } },
  now: moment(1),
  ...over,
});
const about = (over: Partial<About> = {}): About => ({
  ...{ releaseName: '2.4 Grading shortcut', document: aDocument(), timeZone: 'Europe/Berlin', now: moment(1) },
  ...{ isRolledOut: true, questionText: () => undefined, cut: { bugs: false, questions: false } },
  ...over,
});

const reportOf = (over: Partial<Told> = {}, more: Partial<About> = {}, reached = moment()) => {
  const wave = firstWaveOf(reached, told(over));
  if (wave === null) throw new Error('it has begun');
  return firstWaveReport(wave, about({ ...(over.now !== undefined && { now: over.now }), ...more }));
};

describe('the first-wave report', () => {
  test('before customers have the release there is none', () => {
    expect(firstWaveOf(null, told())).toBeNull();
  });

  test('so far while the 72 hours run, with its dates in the zone of the project', () => {
    const running = asPlainText(reportOf({ now: moment(1 + HOUR / 2) }));
    expect(running).toContain('From 24 Nov 2026, 10:00 (Europe/Berlin) to 27 Nov 2026, 10:00 (Europe/Berlin).');
    expect(running).toContain('So far: as of 25 Nov 2026, 10:30 (Europe/Berlin), 24 of 72 hours have passed.');
    expect(asPlainText(reportOf({ now: moment(3 - HOUR / 60) }))).toContain('71 of 72 hours');
    const over = asPlainText(reportOf({ now: moment(3) }));
    expect(over).not.toContain('So far');
    expect(over).toContain('0 tickets in 72 hours');
  });

  test('what is not counted yet is told', () => {
    const text = (more: boolean) => asPlainText(toTakeAlong(reportOf(), { count: 100, more }));
    expect(text(false)).toContain('What was last said of 100 tickets is not in these figures yet.');
    expect(text(true)).toContain('What was last said of at least 100 tickets is not');
    expect(toTakeAlong(reportOf(), { count: 0, more: false })).toEqual(reportOf());
  });

  test('volume, kinds, items, what was missing, how many went up, bugs and what is open', () => {
    const document = aDocument({ likelyQuestions: [aLikelyQuestion({ id: ITEM, question: 'How do I turn it off?' })] });
    let tally = countsOf(14, said('answer', ITEM));
    for (let nth = 0; nth < 9; nth += 1)
      tally = recounted(tally, null, countOf(aSignal({ firstWave: true, ...said('not-in-handoff') })));
    const text = asPlainText(
      reportOf(
        {
          tally,
          project: {
            ...{ tickets: { none: 9, 5: 14 + 1_000 }, 'tier:2': { 5: 14, 100: 100 }, 'tier:3': { none: 100 } },
          },
          bugs: {
            some: [
              { filedAt: moment(0), stage: 'open', level: null }, // with its first moment
              { filedAt: moment(2), stage: 'fixed', level: 'scope' },
              { filedAt: moment(2), stage: 'duplicate', level: null },
              { filedAt: moment(3), stage: 'open', level: null }, // after it
              { filedAt: moment(-1), stage: 'open', level: null }, // before it
            ],
          },
          questions: {
            some: [
              { id: 'question-9001', askedAt: moment(1), ended: null },
              { id: 'question-9002', askedAt: moment(1), ended: 'answered' },
              { id: 'question-9003', askedAt: moment(4), ended: null }, // after it
            ],
          },
          now: moment(5),
        },
        { document, questionText: (id) => (id === 'question-9001' ? 'And on tablets?' : undefined) },
      ),
    );
    for (const line of [
      'First 72 hours of “\u20682.4 Grading shortcut\u2069”',
      '- 23 tickets in 72 hours',
      '- Likely question: 14',
      '- Likely question “\u2068How do I turn it off?\u2069”: 14 tickets, at 5 %',
      '- 9 tickets\n',
      '- 2 questions asked from tickets: 1 open, 1 answered in the handoff, 0 gaps in the release brief',
      '- Open: “\u2068And on tablets?\u2069”',
      '- Support L2: 14 of 23 (61 %); in the project’s other releases 100 of 1000 (10 %): more than usual',
      '- Support L3: 0 of 23 (0 %); in the project’s other releases 100 of 1000 (10 %): about as usual',
      '- 2 L3 bugs filed: Scope 1, Untriaged 1',
      '- Not among them: 1 closed as duplicate or deleted',
      '- More tickets than usual go up to Support L2.',
      '- 1 question to answer',
      '- 1 L3 bug to triage',
      '- 1 L3 bug to fix',
    ])
      expect(text).toContain(line);
  });

  test('of many items and questions the first are named and the others told, and what was not read to its end', () => {
    const ids = Array.from({ length: 12 }, (_, nth) => `question-${9_000 + nth}`);
    const tally = ids
      .slice(0, 6)
      .reduce(
        (sum, id) => recounted(sum, null, countOf(aSignal({ firstWave: true, percent: 5, ...said('answer', id) }))),
        emptyTally('10001', 'handoff-00000001'),
      );
    const questions = { some: ids.map((id) => ({ id, askedAt: moment(1), ended: null })) };
    const more = { questionText: (id: string) => `What of ${id}?`, cut: { bugs: true, questions: true } };
    const text = asPlainText(reportOf({ tally, questions, now: moment(5) }, more));
    expect(text.match(/A likely question that the current revision/g)).toHaveLength(5);
    expect(text).toContain('- 1 more item with fewer');
    expect(text.match(/- Open: /g)).toHaveLength(10);
    expect(text).toContain('- Of very many questions the newest 500 are counted.');
    expect(text).toContain('- Of very many bugs the newest 500 are counted.');
    expect(asPlainText(reportOf())).not.toMatch(/more item|newest 500/);
  });

  test.each([
    [2, 2, 0, ['One item has 2 of 4 tickets.']],
    [2, 3, 0, []],
    [1, 0, 0, []], // one ticket is no pattern
    [0, 6, 2, ['The handoff said nothing about 2 of 8 tickets.']],
    [0, 7, 2, []],
    [0, 1, 1, []],
  ])('what to watch: %i by one item, %i by others, %i not in the handoff: %j', (by, others, missing, lines) => {
    const counted = [
      ...Array.from({ length: by }, () => said('answer', ITEM)),
      ...Array.from({ length: others }, () => said('feature-request')),
      ...Array.from({ length: missing }, () => said('not-in-handoff')),
    ].reduce(
      (sum, one) => recounted(sum, null, countOf(aSignal({ firstWave: true, ...one }))),
      emptyTally('10001', 'handoff-00000001'),
    );
    const { parts } = reportOf({ tally: counted, now: moment(5) });
    const watch = parts.find(({ title }) => title === 'What to watch')?.lines ?? [];
    expect(watch.filter((line) => line.includes(' of '))).toEqual(lines);
  });

  test('too few tickets are not compared, and an item that is gone is named as such', () => {
    const text = asPlainText(reportOf({ tally: countsOf(3, said('limitation', 'gone-item-1')), now: moment(5) }));
    expect(text).toContain('Support L2: 3 of 3 (100 %); in the project’s other releases no ticket: too few tickets');
    expect(text).toContain('A limitation that the current revision doesn’t have any more: 3 tickets, at 5 %');
  });

  test('property: whatever people wrote stays on its line and within its direction, and Markdown says the same', () => {
    const words = fc.constantFrom(
      '# ',
      '- ',
      '\n\n',
      '*',
      '`',
      '<b>',
      '|',
      'עברית',
      '🎓',
      '\u202e',
      '\u2069',
      'a ',
      '1. ',
    );
    const some = fc.array(words, { minLength: 1, maxLength: 8 }).map((all) => `x${all.join('')}`);
    fc.assert(
      fc.property(some, some, some, (releaseName, limit, question) => {
        const document = aDocument({ limitations: { items: [aLimitation({ id: ITEM, limit })], noneBecause: '' } });
        const report = reportOf(
          {
            tally: countsOf(2, said('limitation', ITEM)),
            questions: { some: [{ id: 'question-9001', askedAt: moment(1), ended: null }] },
          },
          { releaseName, document, questionText: () => question },
        );
        const plain = asPlainText(report);
        const lines = [...report.intro, ...report.parts.flatMap((part) => part.lines)];
        for (const line of lines) expect(line).not.toContain('\n');
        expect(plain.match(/\u2068/g)?.length).toBe(plain.match(/\u2069/g)?.length);
        const headings = writeReport(report)
          .split('\n')
          .filter((line) => /^#+ /.test(line));
        expect(headings).toHaveLength(1 + report.parts.length);
      }),
    );
  });
});

describe('steps and revisions on the axis of tickets', () => {
  const saved = (revision: number, at: number, minor = false) => ({
    ...{ schema: 1 as const, handoffId: aHead().handoffId, at: moment(at), by: 'po', revision, detail: '' },
    what: minor ? ('saved-minor' as const) : ('saved' as const),
  });
  const step = anEnteredStep({ percent: 5, entered: { at: moment(-2), by: 'po' } });

  test('from the first step on, in their order; a roll-back is one too, a minor edit stands in the table only', () => {
    const back = {
      ...{ decision: 'roll-back' as const, reason: 'x', result: '', learned: '', revision: null },
      ...{ at: moment(-1), by: 'po' },
    };
    const view = {
      head: aHead({ ...handedOver(9), revision: 4, reachedSince: moment(-2) }),
      steps: [
        { ...step, ended: back },
        { ...aPlan(), entered: null, ended: null },
      ],
      history: [saved(4, 0), saved(3, -0.5, true), saved(2, -1.5), saved(1, -9)],
    };
    const { marks, days } = marksOf(view, 'UTC', undefined, moment(1));
    expect(marks.map(({ label, text }) => [label, text])).toEqual([
      ['5 %', 'Rollout: 5 %'],
      ['r2', 'Revision 2'],
      ['5 %: back', 'Rollout: 5 %, roll back'],
      [null, 'Revision 3, a minor edit'],
      ['r4', 'Revision 4'],
    ]);
    expect([days[0], days.at(-1)]).toEqual([day(-2), day(1)]);
  });

  test('each on its day in the zone of the project', () => {
    const late = { ...step, entered: { at: '2026-11-24T20:00:00Z', by: 'po' } };
    const view = { head: aHead(handedOver(9)), steps: [late], history: [saved(1, 0.5)] }; // 21:00 in UTC
    const daysIn = (zone: string) => marksOf(view, zone, undefined, moment(3)).marks.map(({ day: on }) => on);
    expect(daysIn('Asia/Kolkata')).toEqual(['2026-11-25', '2026-11-25']);
    expect(daysIn('UTC')).toEqual(['2026-11-24', '2026-11-24']);
  });

  test('a ticket of before begins the axis; a closed handoff ends it', () => {
    const view = {
      head: aHead({ ...handedOver(9), done: { at: moment(0), by: 'po' } }),
      steps: [step],
      history: [],
    };
    const { days } = marksOf(view, 'UTC', day(-5), moment(90));
    expect([days.toSorted()[0], days.toSorted().at(-1)]).toEqual([day(-5), day(0)]);
  });
});

describe('hits of an item', () => {
  test('with where the rollout stood', () => {
    expect(hitsText(1, [{ percent: null, count: 1 }], true)).toBe('1 ticket, before the rollout');
    expect(hitsText(1, [{ percent: null, count: 1 }], false)).toBe('1 ticket'); // released without a rollout
    expect(
      hitsText(
        14,
        [
          { percent: 5, count: 9 },
          { percent: 25, count: 5 },
        ],
        true,
      ),
    ).toBe('14 tickets, 9 at 5 %, 5 at 25 %');
  });

  test('by the list that its kind belongs to: the same id in another list is another item', () => {
    const document = aDocument({
      limitations: { items: [aLimitation({ id: ITEM, limit: 'A limit' })], noneBecause: '' },
      likelyQuestions: [aLikelyQuestion({ id: ITEM, question: 'A question' })],
    });
    expect(leadOf(document, { kind: 'limitation', itemId: ITEM })).toBe('A limit');
    expect(leadOf(document, { kind: 'answer', itemId: ITEM })).toBe('A question');
    expect(leadOf(document, { kind: 'happy-path', itemId: ITEM })).toBeNull();
  });

  test('what the report says of a kind is its count', () => {
    const tally = countsOf(2, said('answer', ITEM));
    expect(figuresOf(tally.firstWave).kinds).toEqual([{ kind: 'answer', count: 2 }]);
  });
});
