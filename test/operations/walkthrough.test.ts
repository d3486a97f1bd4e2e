import type { CallInput } from '../../src/api/calls';
import { DAY, NOW, anId, day, moment } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { questionsOf, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
});

const { view, held, headNow, codes, walk, answerTo, edit } = stepsOn(
  () => site,
  () => releaseId,
);
const later = (days: number) => jest.setSystemTime(NOW + days * DAY);

describe('hand over', () => {
  test('the first moment stays on record', async () => {
    later(1);
    valueOf(await site.call('po', 'handOver', { releaseId, revision: 1 }));
    expect((await headNow()).handedOver).toEqual({ at: moment(), by: 'po', revision: 1, daysBefore: 10 });
    expect((await view()).history.map(({ what }) => what)).toEqual(['handed-over', 'saved']);
  });

  test.each([
    ['in time', { releaseDate: day(8) }, 8],
    ['on release day', { releaseDate: day(0) }, 0],
    ['after it', { releaseDate: day(-1) }, -1],
    ['without a date', { releaseDate: undefined }, null],
  ])('%s', async (_, over, daysBefore) => {
    releaseId = await site.handedOverRelease(over);
    expect((await headNow()).handedOver?.daysBefore).toBe(daysBefore);
  });

  test.each<[string, Who, number, Parameters<Site['documentFor']>[0], string]>([
    ['a section is missing', 'po', 1, { whatsNew: ' ' }, 'not-complete'],
    ['somebody saved meanwhile', 'po', 2, {}, 'outdated'],
    ['a reader', 'cslead', 1, {}, 'not-allowed'],
    ['an outsider', 'outsider', 1, {}, 'not-found'],
  ])('refused: %s', async (_, who, revision, over, code) => {
    releaseId = await site.newRelease();
    valueOf(await site.save('po', releaseId, { document: site.documentFor(over) }));
    expect(refusalOf(await site.call(who, 'handOver', { releaseId, revision })).code).toBe(code);
    expect((await headNow()).handedOver).toBeNull();
  });

  test('nothing to hand over before anything is written', async () => {
    releaseId = await site.newRelease();
    expect(refusalOf(await site.call('po', 'handOver', { releaseId, revision: 0 })).code).toBe('not-found');
  });
});

describe('walkthrough and questions', () => {
  test('each question counts once, the walkthrough is on record', async () => {
    valueOf(await walk('cslead', { questions: questionsOf(3) }));
    expect(await headNow()).toMatchObject({
      openQuestions: 3,
      walkthrough: { at: moment(), people: ['po', 'cslead'], revision: 1, recordedBy: 'cslead' },
    });
    const { questions, history } = await view();
    expect(questions.map(({ text, askedBy, ended }) => [text, askedBy, ended])).toHaveLength(3);
    expect(history[0]).toMatchObject({ what: 'walkthrough', detail: '3 questions' });
  });

  test('while lists lag behind a change the view says so: of a question, of an answer, of a fact', async () => {
    site.state.kvs.indexLagMs = 500;
    let now = NOW + DAY;
    const behind = async (): Promise<boolean> => {
      jest.setSystemTime((now += 500));
      return (await view()).behind;
    };
    jest.setSystemTime(now);
    expect((await view()).behind).toBe(false);
    valueOf(await walk('cslead', { questions: questionsOf(1) }));
    expect([(await view()).behind, await behind()]).toEqual([true, false]);
    const questionId = (await view()).questions[0]?.id ?? '';
    valueOf(await answerTo(questionId));
    expect([(await view()).behind, await behind()]).toEqual([true, false]);
    await site.does('po', 'setPeople', { releaseId, po: 'po', csLead: null });
    expect([(await view()).behind, await behind()]).toEqual([true, false]);
  });

  test('the same call again adds nothing', async () => {
    const input = held({ questions: questionsOf(2) });
    for (let times = 0; times < 3; times += 1) valueOf(await site.call('cslead', 'recordWalkthrough', input));
    expect((await headNow()).openQuestions).toBe(2);
    expect((await view()).history.filter(({ what }) => what === 'walkthrough')).toHaveLength(1);
  });

  test.each(['drop-after', 'drop-before'] as const)(
    'a lost reply (%s) and the same call again: counted once',
    async (action) => {
      const input = held({ questions: questionsOf(2) });
      site.faults.add([{ match: { kind: 'kvs', path: 'transaction' }, times: 1, action }]);
      expect(refusalOf(await site.call('cslead', 'recordWalkthrough', input)).code).toBe('storage-unavailable');
      valueOf(await site.call('cslead', 'recordWalkthrough', input));
      expect((await headNow()).openQuestions).toBe(2);
      expect((await view()).questions).toHaveLength(2);
    },
  );

  test('another call adds only the questions that are new', async () => {
    const [first, second] = questionsOf(2);
    if (first === undefined || second === undefined) throw new Error('no questions');
    valueOf(await walk('cslead', { questions: [first] }));
    valueOf(await walk('po', { questions: [first, second] }));
    expect((await headNow()).openQuestions).toBe(2);
    expect((await headNow()).walkthrough?.recordedBy).toBe('po');
  });

  test('10 at once, during a save: nothing is lost', async () => {
    const inputs = Array.from({ length: 10 }, (_, nth) => held({ at: moment(-nth), questions: questionsOf(2) }));
    const [saved, ...recorded] = await Promise.all([
      edit(1),
      ...inputs.map((input) => site.call('cslead', 'recordWalkthrough', input)),
    ]);
    expect(valueOf(saved).outcome).toBe('saved');
    // Who lost every race was told so, nothing of theirs is written, and the same call again goes through.
    for (const [nth, answer] of recorded.entries())
      if (!answer.ok) {
        expect(answer.code).toBe('busy');
        valueOf(await site.call('cslead', 'recordWalkthrough', inputs[nth] ?? held()));
      }
    const { head, questions, document } = await view();
    expect(head).toMatchObject({ openQuestions: 20, revision: 2 });
    expect(questions).toHaveLength(20);
    expect(document.whatsNew).toBe('after 1');
  });

  test.each<[string, Who, Partial<CallInput<'recordWalkthrough'>>, string]>([
    ['a revision to come', 'cslead', { revision: 2 }, 'outdated'],
    ['a moment to come', 'cslead', { at: moment(1) }, 'outdated'],
    ['nobody was there', 'cslead', { people: [] }, 'bad-input'],
    [
      'one question twice',
      'cslead',
      { questions: [1, 2].map(() => ({ id: 'one-and-the-same', text: 'x' })) },
      'bad-input',
    ],
    ['an empty question', 'cslead', { questions: [{ id: anId(), text: ' ' }] }, 'bad-input'],
    ['16 questions', 'cslead', { questions: questionsOf(16) }, 'bad-input'],
    ['a reader who is not CS Lead', 'agent', {}, 'not-allowed'],
    ['an outsider', 'outsider', {}, 'not-found'],
  ])('refused: %s', async (_, who, over, code) => {
    expect(refusalOf(await walk(who, over)).code).toBe(code);
    expect(await headNow()).toMatchObject({ walkthrough: null, openQuestions: 0 });
  });

  test('15 questions are taken', async () => {
    valueOf(await walk('cslead', { questions: questionsOf(15) }));
    expect((await headNow()).openQuestions).toBe(15);
  });

  test('an answer counts once, also when two give it at once, and the first one stays', async () => {
    const [asked, other] = questionsOf(2);
    if (asked === undefined || other === undefined) throw new Error('no questions');
    valueOf(await walk('cslead', { questions: [asked, other] }));
    await Promise.all([answerTo(asked.id), answerTo(asked.id, 'rm')]);
    valueOf(await answerTo(asked.id));
    expect((await headNow()).openQuestions).toBe(1);
    const { questions } = await view();
    const ended = questions.find(({ id }) => id === asked.id)?.ended;
    expect(ended).toMatchObject({ revision: 1, answer: { kind: 'answered' } });
    valueOf(
      await site.call('po', 'answerQuestion', {
        releaseId,
        questionId: asked.id,
        answer: { kind: 'gap', reference: 'EXAM-1' },
      }),
    );
    expect((await view()).questions.find(({ id }) => id === asked.id)?.ended).toEqual(ended);
  });

  test('a gap in the release brief ends a question too', async () => {
    const questions = questionsOf(1);
    valueOf(await walk('cslead', { questions }));
    expect(await codes()).toContain('open-questions');
    valueOf(
      await site.call('po', 'answerQuestion', {
        releaseId,
        questionId: questions[0]?.id ?? '',
        answer: { kind: 'gap', reference: 'EXAM-7' },
      }),
    );
    expect(await codes()).not.toContain('open-questions');
  });

  test.each([
    ['EXAM-7', true],
    ['exam-7', true],
    ['https://plans.example/gap', true],
    ['in the plan', false],
    ['EXAM', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('where a gap is taken up can be followed: %j', async (reference, isTaken) => {
    const questions = questionsOf(1);
    valueOf(await walk('cslead', { questions }));
    const answer = { kind: 'gap', reference } as const;
    const result = await site.call('po', 'answerQuestion', { releaseId, questionId: questions[0]?.id ?? '', answer });
    const told = { ok: false, code: 'bad-input', fields: [{ path: ['answer', 'reference'], problem: 'not-valid' }] };
    expect(result).toEqual(isTaken ? { ok: true, value: {} } : told);
  });

  test.each<[string, Who, string]>([
    ['not by who asked', 'cslead', 'not-allowed'],
    ['no such question', 'po', 'not-found'],
  ])('answering is refused: %s', async (_, who, code) => {
    valueOf(await walk('cslead', { questions: questionsOf(1) }));
    expect(refusalOf(await answerTo('no-such-question', who)).code).toBe(code);
  });

  test("another handoff's question is not this one's", async () => {
    const [asked] = questionsOf(1);
    if (asked === undefined) throw new Error('no question');
    valueOf(await walk('cslead', { questions: [asked] }));
    releaseId = await site.handedOverRelease();
    expect(refusalOf(await answerTo(asked.id)).code).toBe('not-found');
  });
});
