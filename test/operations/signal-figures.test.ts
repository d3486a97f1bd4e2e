import fc from 'fast-check';
import { CHAIN_LEVELS, type ChainLevel } from '../../src/domain/bug';
import { firstWaveOf } from '../../src/domain/first-wave';
import { reachedSince } from '../../src/domain/reached-since';
import { figuresOf, levelsOf, othersOf, seriesOf } from '../../src/domain/report';
import { aForm, anId, aPlan } from '../fixtures/builders';
import { figuresFrom, type Ticket } from '../fixtures/figures';
import { PANEL } from '../fixtures/filing';
import { startWorld, type World } from '../fixtures/signals';
import { valueOf, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/**
 * Every figure that the page of a release shows, beside what a person with a notebook counted while it happened: nothing of what the app stored
 * goes into the notebook.
 */

const HOUR = 3_600_000;
/** Half past five before UTC, all the year. */
const ZONE = { timeZone: 'Asia/Kolkata', ahead: 5.5 * HOUR };
const today = (): string => new Date(Date.now() + ZONE.ahead).toISOString().slice(0, 10);
const AGENTS = ['agent', 'agent2', 'cslead'] as const satisfies readonly Who[];

const of = { ticket: fc.nat(2), handoff: fc.nat(1) };
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ what: fc.constant('say' as const), ...of, who: fc.constantFrom(...AGENTS), word: fc.nat(5) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), ...of, who: fc.constantFrom(...AGENTS) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('to-l2' as const), ...of }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('file' as const), ...of }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('triage' as const), level: fc.constantFrom(...CHAIN_LEVELS) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('answer' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('roll' as const), handoff: of.handoff }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('take-out' as const), handoff: of.handoff }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), hours: fc.constantFrom(1, 5, 11, 30, 72) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('loop' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** One ticket by one handoff. */
type Noted = {
  readonly word: Pick<Ticket, 'kind' | 'itemId'> | null;
  readonly saidAt: string;
  readonly tier: Ticket['tier'];
  readonly day: string;
  readonly percent: number | null;
  readonly isOfFirstWave: boolean;
};
const counts = (noted: Noted | undefined): noted is Noted =>
  noted !== undefined && (noted.word !== null || noted.tier > 1);

const notebook = (world: World) => {
  const { site, handoffs, tickets, items, document } = world;
  const rollouts = handoffs.map((): { percent: number | null; reachedAt: number | null } => ({
    ...{ percent: null, reachedAt: null },
  }));
  const isTakenOut = handoffs.map(() => false);
  const noted = new Map<string, Noted>();
  const bugs: { handoff: number; id: string; at: number; level: ChainLevel | null }[] = [];
  const questions: { handoff: number; id: string; at: number; isAnswered: boolean }[] = [];

  const come = (handoff: number): Noted => {
    const { percent, reachedAt } = rollouts[handoff] ?? { percent: null, reachedAt: null };
    const isOfFirstWave = reachedAt !== null && Date.now() - reachedAt < 72 * HOUR;
    return { word: null, saidAt: '', tier: 1, day: today(), percent, isOfFirstWave };
  };
  const note = (of: { ticket: number; handoff: number }, over: Partial<Noted>): void => {
    const key = `${of.handoff}:${of.ticket}`;
    const before = noted.get(key);
    noted.set(key, { ...(counts(before) ? before : come(of.handoff)), ...over });
  };
  const place = (of: { ticket: number; handoff: number }) => {
    const { releaseId = '', handoffId = '' } = handoffs[of.handoff] ?? {};
    return { issueId: tickets[of.ticket]?.id ?? '', projectId: site.sup.id, releaseId, handoffId };
  };

  const say = async (one: Act & { what: 'say' }): Promise<void> => {
    const { kind, itemId } = items[one.word] ?? {
      ...{ kind: (['working-as-intended', 'feature-request', 'not-in-handoff'] as const)[one.word - 3] },
      itemId: null,
    };
    if (kind === undefined) return;
    const question =
      kind === 'not-in-handoff' ? { id: anId(), text: 'And on tablets?', place: null, revision: 1 } : null;
    const input = { ...place(one), kind, itemId, revision: 1, question };
    const answer = await site.call(one.who, 'sendSignal', input);
    // Only what the PO took out can't be said any more.
    expect(answer.ok).toBe(!(isTakenOut[one.handoff] === true && one.word === 1));
    if (!answer.ok) return;
    note(one, { word: { kind, itemId }, saidAt: answer.value.signal?.said?.at ?? '' });
    if (question !== null) questions.push({ handoff: one.handoff, id: question.id, at: Date.now(), isAnswered: false });
  };

  const doIt = async (one: Act): Promise<void> => {
    switch (one.what) {
      case 'say':
        return say(one);
      case 'undo': {
        const before = noted.get(`${one.handoff}:${one.ticket}`);
        if (before === undefined || before.word === null) return;
        valueOf(await site.call(one.who, 'undoSignal', { ...place(one), saidAt: before.saidAt }));
        noted.set(`${one.handoff}:${one.ticket}`, { ...before, word: null });
        return;
      }
      case 'to-l2': {
        const { issueId, projectId, releaseId } = place(one);
        const at = { issueId, projectId, releaseId };
        valueOf(await site.call('agent', 'saveLookUp', { ...at, text: 'The history shows it', seen: '' }));
        valueOf(await site.call('agent', 'passToL2', at));
        const { tier = 1 } = noted.get(`${one.handoff}:${one.ticket}`) ?? {};
        note(one, { tier: tier === 3 ? 3 : 2 });
        return;
      }
      case 'file': {
        const filed = await site.does('agent', 'fileBug', {
          ...{ ...place(one), escalationId: anId(), form: aForm(), panelUrl: PANEL, productId: site.exam.id },
          ...{ targetId: site.exam.id, knownBugs: site.stored('escalation').map((e) => (e as { id: string }).id) },
        });
        const { body } = await site.rest('admin', 'GET', `/rest/api/3/issue/${filed.bugKey}`);
        note(one, { tier: 3 });
        bugs.push({ handoff: one.handoff, id: (body as { id: string }).id, at: Date.now(), level: null });
        return;
      }
      case 'triage': {
        const bug = bugs.find(({ level }) => level === null);
        if (bug === undefined) return;
        await site.does('admin', 'triageBug', {
          ...{ issueId: bug.id, level: one.level, cause: 'scenario-gap', expected: null },
        });
        bug.level = one.level;
        return;
      }
      case 'answer': {
        const question = questions.find(({ isAnswered }) => !isAnswered);
        if (question === undefined) return;
        await site.does('po', 'answerQuestion', {
          ...{ releaseId: handoffs[question.handoff]?.releaseId ?? '', questionId: question.id },
          answer: { kind: 'answered', section: 'limitations' },
        });
        question.isAnswered = true;
        return;
      }
      case 'roll': {
        const { percent, reachedAt } = rollouts[one.handoff] ?? { percent: null, reachedAt: null };
        const next = [0, 1, 5, 25, 50].find((more) => more > (percent ?? -1));
        if (next === undefined) return;
        const { releaseId = '' } = handoffs[one.handoff] ?? {};
        const plan = aPlan(next === 0 ? { audience: 'internal', percent: 0 } : { percent: next });
        await site.does('po', 'saveSteps', { releaseId, steps: [plan] });
        await site.does('po', 'enterStep', { releaseId, stepId: plan.id });
        rollouts[one.handoff] = { percent: next, reachedAt: reachedAt ?? (next === 0 ? null : Date.now()) };
        return;
      }
      case 'take-out': {
        if (isTakenOut[one.handoff] === true) return;
        const { releaseId = '' } = handoffs[one.handoff] ?? {};
        const likelyQuestions = document.likelyQuestions.filter(({ id }) => id !== items[1]?.itemId);
        valueOf(await site.save('po', releaseId, { expectedRevision: 1, document: { ...document, likelyQuestions } }));
        isTakenOut[one.handoff] = true;
        return;
      }
      case 'time':
        jest.setSystemTime(Date.now() + one.hours * HOUR);
        return;
      case 'loop':
        await site.runLoop();
    }
  };

  const ticketsOf = (handoff: number): (Ticket & Noted)[] =>
    [...noted].flatMap(([key, one]) =>
      key.startsWith(`${handoff}:`) && counts(one)
        ? [{ ...one, ...(one.word ?? { kind: 'escalated', itemId: null }) }]
        : [],
    );
  return {
    doIt,
    ticketsOf,
    reachedAt: (handoff: number) => rollouts[handoff]?.reachedAt ?? null,
    bugsOf: (handoff: number) => bugs.filter((bug) => bug.handoff === handoff),
    questionsOf: (handoff: number) => questions.filter((question) => question.handoff === handoff),
  };
};

beforeEach(() => {
  stopClock();
  muteLog();
});

test('property: all that the page shows is what was counted by hand, day by day, step by step, and of the first 72 hours', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40, size: 'max' }), async (acts) => {
      stopClock();
      const world = await startWorld();
      const { site, handoffs } = world;
      valueOf(await site.settle({ timeZone: ZONE.timeZone }));
      const book = notebook(world);
      for (const one of acts) {
        jest.setSystemTime(Date.now() + 1_500);
        await book.doIt(one);
      }
      for (let run = 0; run < 2; run += 1) {
        jest.setSystemTime(Date.now() + HOUR);
        await site.runLoop();
      }
      for (const [nth, { releaseId }] of handoffs.entries()) {
        const told = await site.does('cslead', 'readSignals', { releaseId, throughProjectId: null });
        const [tickets, others] = [book.ticketsOf(nth), book.ticketsOf(1 - nth)];
        const figures = figuresFrom(tickets);
        expect(told.uncounted).toEqual({ count: 0, more: false });
        expect(figuresOf(told.tally.all)).toEqual(figures);
        const beside = figuresFrom(others);
        expect(othersOf(told.project, told.tally.all)).toEqual({ l2: beside.l2, l3: beside.l3 });

        const bars = seriesOf(told.tally.days, []).buckets.filter((bar) => bar.tickets > 0);
        const days = [...new Set(tickets.map(({ day }) => day))].sort();
        if (days.length > 0) expect(seriesOf(told.tally.days, []).size).toBe(1);
        expect(bars.map(({ from, tickets: many }) => [from, many])).toEqual(
          days.map((day) => [day, tickets.filter((one) => one.day === day).length]),
        );
        for (const { from, kinds } of bars)
          for (const [kind, many] of Object.entries(kinds))
            expect(many).toBe(tickets.filter((one) => one.day === from && one.kind === kind).length);

        const bugs = book.bugsOf(nth);
        const leveled = (some: typeof bugs) => levelsOf(some.map(({ level }) => ({ stage: 'open', level })));
        expect(levelsOf(told.bugs.some)).toEqual(leveled(bugs));

        const reachedAt = book.reachedAt(nth);
        const { head } = valueOf(await site.open('cslead', releaseId));
        const wave = firstWaveOf(head === null ? null : reachedSince(head), told);
        expect(wave === null).toBe(reachedAt === null);
        if (wave === null || reachedAt === null) continue;
        const isIn = ({ at }: { at: number }) => at >= reachedAt && at < reachedAt + 72 * HOUR;
        expect(wave.from).toBe(new Date(reachedAt).toISOString());
        expect(wave.figures).toEqual(figuresFrom(tickets.filter(({ isOfFirstWave }) => isOfFirstWave)));
        expect([wave.ratios.l2.others, wave.ratios.l3.others]).toEqual([beside.l2, beside.l3]);
        expect(wave.bugs).toEqual(leveled(bugs.filter(isIn)));
        const asked = book.questionsOf(nth).filter(isIn);
        const answered = asked.filter(({ isAnswered }) => isAnswered).length;
        expect([wave.questions.asked, wave.questions.answered, wave.questions.open.length]).toEqual([
          ...[asked.length, answered, asked.length - answered],
        ]);
      }
    }),
    { numRuns: 30 },
  );
}, 240_000);
