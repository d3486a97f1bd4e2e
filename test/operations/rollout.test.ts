import fc from 'fast-check';
import type { CallInput } from '../../src/api/calls';
import { DECISIONS, MOST_STEPS, reachOf, stepNow, type Decision, type StepPlan } from '../../src/domain/rollout';
import { anId, aPlan, DAY, moment, NOW } from '../fixtures/builders';
import { refusalOf, startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { rollTo, stepsOn } from '../fixtures/steps';
import { muteLog, stopClock } from '../fixtures/time';

let site: Site;
let releaseId: string;
let told = 0;
beforeEach(async () => {
  stopClock();
  muteLog();
  site = await startSite();
  valueOf(await site.settle());
  releaseId = await site.handedOverRelease();
  told = 0;
});
/** Every action is a moment of its own. */
const later = (ms = 2_000) => jest.setSystemTime(NOW + (told += ms));

const { view, headNow, edit } = stepsOn(
  () => site,
  () => releaseId,
);
const saveAs = (who: Who, steps: StepPlan[], seen?: StepPlan[]) =>
  site.call(who, 'saveSteps', { releaseId, steps, ...(seen !== undefined && { seen }) });
const plan = async (...steps: StepPlan[]) => valueOf(await saveAs('po', steps));
const enter = (stepId: string, who: Who = 'po') => site.call(who, 'enterStep', { releaseId, stepId });
const end = (stepId: string, over: Partial<CallInput<'endStep'>> = {}, who: Who = 'po') =>
  site.call(who, 'endStep', {
    ...{ releaseId, stepId, decision: 'advance', reason: 'As planned', result: '', learned: '', revision: null },
    ...over,
  });
const verify = (revision = 1, who: Who = 'po') => site.call(who, 'verifyHandoff', { releaseId, revision });
const stepsNow = async () => (await view()).steps;

describe('plans', () => {
  test('are added, changed and taken back; they stand by their percent, and leave no trace but themselves', async () => {
    const [all, five, pilot] = [aPlan({ percent: 100 }), aPlan(), aPlan({ audience: 'pilot', percent: 0, who: 'אב' })];
    const before = await view();
    later();
    await plan(all, five);
    await plan(pilot);
    const wider = { ...five, percent: 10, plannedFor: '2026-12-01' };
    valueOf(await saveAs('po', [wider], [five]));
    expect((await stepsNow()).map(({ id, percent, who }) => [id, percent, who])).toEqual([
      [pilot.id, 0, 'אב'],
      [five.id, 10, ''],
      [all.id, 100, ''],
    ]);
    valueOf(await site.call('po', 'removeStep', { releaseId, stepId: all.id }));
    valueOf(await site.call('po', 'removeStep', { releaseId, stepId: all.id }));
    const after = await view();
    expect(after.steps).toHaveLength(2);
    expect([after.history, after.behind]).toEqual([before.history, false]);
    expect(after.head).toEqual({ ...before.head, facts: after.head?.facts });
  });

  test('saving one again changes nothing; there can be so many and no more', async () => {
    const steps = Array.from({ length: MOST_STEPS }, () => aPlan());
    await plan(...steps);
    const before = structuredClone(site.records());
    await plan(...steps);
    expect(site.records()).toEqual(before);
    expect(refusalOf(await saveAs('po', [aPlan()]))).toMatchObject({
      code: 'bad-input',
      fields: [{ path: ['steps'], problem: 'too-many' }],
    });
    expect(site.records()).toEqual(before);
  });

  test.each([
    ['javascript:alert(1)', 'bad-input'],
    ['flags.example.com', 'bad-input'],
    [' https://flags.example.com/x ', 'ok'],
    ['', 'ok'],
  ])('a flag at "%s": %s', async (url, outcome) => {
    const answer = await saveAs('po', [aPlan({ flag: { key: 'k', url } })]);
    expect(answer.ok ? 'ok' : answer.code).toBe(outcome);
  });

  test("somebody's change since it was seen is not overwritten", async () => {
    const step = aPlan();
    await plan(step);
    const [mine, theirs] = [
      { ...step, exitCriteria: 'Mine' },
      { ...step, exitCriteria: 'Theirs' },
    ];
    const answers = await Promise.all([saveAs('po', [mine], [step]), saveAs('rm', [theirs], [step])]);
    expect(answers.map((one) => (one.ok ? 'ok' : one.code)).sort()).toEqual(['ok', 'step-changed']);
    const [kept] = await stepsNow();
    const lost = kept?.exitCriteria === 'Mine' ? theirs : mine;
    valueOf(await saveAs('po', [lost], [kept ?? step]));
    expect((await stepsNow())[0]?.exitCriteria).toBe(lost.exitCriteria);
    // A plan that was taken back meanwhile doesn't come back by itself either.
    valueOf(await site.call('po', 'removeStep', { releaseId, stepId: step.id }));
    expect(refusalOf(await saveAs('po', [mine], [lost])).code).toBe('step-changed');
  });
});

describe('entering', () => {
  test('needs exit criteria, written beforehand, and a handoff that CS has', async () => {
    const step = aPlan({ exitCriteria: '  ' });
    await plan(step);
    expect(refusalOf(await enter(step.id)).code).toBe('criteria-first');
    expect(refusalOf(await enter(anId())).code).toBe('not-found');
    const draft = await site.newRelease();
    valueOf(await site.save('po', draft));
    expect((await site.call('po', 'saveSteps', { releaseId: draft, steps: [aPlan({ id: step.id })] })).ok).toBe(true);
    expect(refusalOf(await site.call('po', 'enterStep', { releaseId: draft, stepId: step.id })).code).toBe(
      'not-handed-over',
    );
    expect(await headNow()).toMatchObject({ rollout: null });
  });

  test('is on record once, with its plan as it stood', async () => {
    const step = aPlan();
    await plan(step);
    later();
    valueOf(await enter(step.id));
    const before = structuredClone(site.records());
    later();
    valueOf(await enter(step.id, 'rm'));
    valueOf(await saveAs('po', [step]));
    expect(site.records()).toEqual(before);
    const { head, steps, history, state } = await view();
    expect(head?.rollout).toEqual({ percent: 5, at: moment(2_000 / DAY), stepId: step.id });
    expect(steps[0]).toMatchObject({ entered: { by: 'po', at: moment(2_000 / DAY) }, ended: null });
    expect(history[0]).toMatchObject({ what: 'rollout', detail: '5 %', by: 'po' });
    expect(state).toMatchObject({ name: 'rolling-out', percent: 5 });
    const changed = { ...step, exitCriteria: 'Written afterwards' };
    expect(refusalOf(await saveAs('po', [changed], [step])).code).toBe('step-entered');
    expect(refusalOf(await site.call('po', 'removeStep', { releaseId, stepId: step.id })).code).toBe('step-entered');
  });

  test('two people enter two steps at once, others plan and the PO saves: none of it is lost', async () => {
    const [one, five] = [aPlan({ percent: 1 }), aPlan({ percent: 5 })];
    await plan(one, five);
    const more = [aPlan({ percent: 50 }), aPlan({ percent: 100 })];
    const answers = await Promise.all([
      enter(one.id),
      enter(five.id, 'rm'),
      ...more.map((step, nth) => saveAs(nth === 0 ? 'rm' : 'steward', [step])),
      edit(1),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    const { head, steps, history } = await view();
    expect(steps.map(({ entered }) => entered !== null)).toEqual([true, true, false, false]);
    expect(steps.slice(2).map(({ id }) => id)).toEqual(more.map(({ id }) => id));
    expect(head).toMatchObject({ revision: 2, rollout: { stepId: steps[1]?.id, percent: steps[1]?.percent } });
    expect(history.filter(({ what }) => what === 'rollout')).toHaveLength(2);
  });
});

describe('ending', () => {
  test('says what was decided, why, and what was learned; said anew, both stay on record', async () => {
    const stepId = await rollTo(site, 'po', releaseId, 5);
    later();
    const held = { decision: 'hold', reason: 'One bug', result: 'Two of three hold', revision: 1 } as const;
    valueOf(await end(stepId, held));
    const before = structuredClone(site.records());
    valueOf(await end(stepId, held, 'rm'));
    expect(site.records()).toEqual(before);
    const seen = (await stepsNow())[0]?.ended?.at ?? '';
    later();
    expect(refusalOf(await end(stepId)).code).toBe('step-changed');
    valueOf(await end(stepId, { seen, learned: 'Teachers look\nfor it elsewhere' }, 'rm'));
    const { steps, history, head } = await view();
    expect(steps[0]?.ended).toMatchObject({
      decision: 'advance',
      by: 'rm',
      learned: 'Teachers look\nfor it elsewhere',
    });
    expect(history.filter(({ what }) => what === 'step-ended').map(({ detail }) => detail)).toEqual([
      '5 %: Advance, because As planned\nLearned: Teachers look\nfor it elsewhere',
      '5 %: Hold, because One bug\nResult: Two of three hold\nRevision 1 came of it',
    ]);
    expect(head?.rollout?.percent).toBe(5);
  });

  test('only of a step that was entered, with a reason, and with a revision that exists', async () => {
    const step = aPlan();
    await plan(step);
    expect(refusalOf(await end(step.id)).code).toBe('not-found');
    valueOf(await enter(step.id));
    expect(refusalOf(await end(step.id, { reason: ' ' })).code).toBe('bad-input');
    expect(refusalOf(await end(step.id, { revision: 2 })).code).toBe('outdated');
  });

  test('rolled back to where it stood before; with nothing left, nobody has it, and no percent claims otherwise', async () => {
    const one = await rollTo(site, 'po', releaseId, 1);
    const five = await rollTo(site, 'po', releaseId, 5);
    later();
    valueOf(await end(five, { decision: 'roll-back' }));
    expect(await headNow()).toMatchObject({ rollout: { percent: 1, stepId: one, at: moment(2_000 / DAY) } });
    valueOf(await end(one, { decision: 'roll-back' }));
    expect((await view()).state).toEqual({ name: 'rolled-back', colour: 'yellow', percent: null });
    expect(refusalOf(await site.call('po', 'closeHandoff', { releaseId })).code).toBe('not-complete');
    const seen = (await stepsNow()).find(({ id }) => id === one)?.ended?.at ?? '';
    later();
    valueOf(await end(one, { decision: 'hold', reason: 'It was the wrong button', seen }));
    expect(await headNow()).toMatchObject({ rollout: { percent: 1, stepId: one } });
  });

  test('property: the percent is always that of the last step that is entered and not rolled back; complete only at 100', async () => {
    type Act = { kind: 'enter'; of: number } | { kind: 'end'; of: number; decision: Decision };
    const of = fc.nat(4);
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.record({ kind: fc.constant('enter' as const), of }),
      fc.record({ kind: fc.constant('end' as const), of, decision: fc.constantFrom(...DECISIONS) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0, 1, 5, 50, 100), { minLength: 5, maxLength: 5 }),
        fc.array(act, { maxLength: 12 }),
        async (percents, acts) => {
          later(20_000); // Jira takes so many calls in a while and no more
          releaseId = await site.handedOverRelease();
          const plans = percents.map((percent) => aPlan({ percent }));
          await plan(...plans);
          /** Ids in the order of entering, and which of them are rolled back. */
          const model = { entered: [] as string[], back: new Set<string>() };
          for (const { of: nth, ...one } of acts) {
            later();
            const id = plans[nth]?.id ?? '';
            if (one.kind === 'enter') {
              valueOf(await enter(id));
              if (!model.entered.includes(id)) model.entered.push(id);
              continue;
            }
            const seen = (await stepsNow()).find((step) => step.id === id)?.ended?.at;
            const answer = await end(id, { decision: one.decision, ...(seen !== undefined && { seen }) });
            expect(answer.ok).toBe(model.entered.includes(id));
            if (answer.ok && one.decision === 'roll-back') model.back.add(id);
            else model.back.delete(id);
          }
          const { head, steps } = await view();
          const standing = model.entered.findLast((id) => !model.back.has(id));
          const percent = plans.find(({ id }) => id === standing)?.percent ?? 0;
          const expected = model.entered.length === 0 ? null : { percent, stepId: standing ?? null };
          expect(head?.rollout && { percent: head.rollout.percent, stepId: head.rollout.stepId }).toEqual(expected);
          expect(reachOf(steps, '') && { ...reachOf(steps, ''), at: undefined }).toEqual(
            expected && { ...expected, at: undefined },
          );
          expect(stepNow(steps)?.id).toBe(standing);
          const closed = await site.call('po', 'closeHandoff', { releaseId });
          expect(closed.ok ? 'ok' : closed.code).toBe(percent === 100 ? 'ok' : 'not-complete');
        },
      ),
      { numRuns: 25 },
    );
  });

  test('closed at 100 %, and then it rests', async () => {
    expect(refusalOf(await site.call('po', 'closeHandoff', { releaseId })).code).toBe('not-complete');
    await rollTo(site, 'po', releaseId, 99);
    expect(refusalOf(await site.call('po', 'closeHandoff', { releaseId })).code).toBe('not-complete');
    const stepId = await rollTo(site, 'po', releaseId, 100);
    valueOf(await site.call('po', 'closeHandoff', { releaseId }));
    expect((await view()).state.name).toBe('done');
    for (const answer of [await saveAs('po', [aPlan()]), await enter(stepId), await end(stepId)])
      expect(refusalOf(answer).code).toBe('handoff-closed');
    expect((await headNow()).rollout?.percent).toBe(100);
  });
});

test('what it costs: a plan 6 calls, a step entered 6, a look again 5', async () => {
  const step = aPlan();
  const costOf = async (work: () => Promise<unknown>) => (await site.countCalls(work)).remote.length;
  expect(await costOf(() => plan(step))).toBe(6);
  expect(await costOf(() => enter(step.id))).toBe(6);
  later();
  expect(await costOf(() => edit(1))).toBe(5);
  later();
  valueOf(await end(step.id, { decision: 'roll-back' }));
  expect(await costOf(() => verify(2))).toBe(5);
});

test('through a support project one sees whom a step reaches, when, and how it stands, and nothing that people wrote of it', async () => {
  const flag = { key: 'EXAM-1', url: 'https://flags.example.com/EXAM-1' };
  const step = aPlan({ audience: 'pilot', who: 'Gymnasium Nord', percent: 2, flag });
  await plan(step);
  valueOf(await enter(step.id));
  valueOf(await end(step.id, { decision: 'hold', reason: 'EXAM-2', result: 'EXAM-3', learned: 'EXAM-4', revision: 1 }));
  const { steps, head } = valueOf(await site.open('agent2', releaseId, site.sup.id));
  expect(steps).toEqual([
    {
      ...{ ...step, exitCriteria: '', flag: { key: '', url: '' }, entered: { at: moment(), by: 'po' } },
      ended: { decision: 'hold', reason: '', result: '', learned: '', revision: 1, at: moment(), by: 'po' },
    },
  ]);
  expect(head).toMatchObject({ rollout: { percent: 2 }, verified: { issues: null } });
});
