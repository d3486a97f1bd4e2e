import type { Head } from '../../src/domain/head';
import { isSettled } from '../../src/domain/reminder';
import { remindersOf, type Known } from '../../src/domain/reminders';
import type { RolloutStep } from '../../src/domain/rollout';
import { aHead, aQuestion, aReadyHead, aWaiver, CS_LEAD, handedOver, PO, settingsWith } from '../fixtures/builders';

/** 2026-12-10 is a Thursday. */
const RELEASE = '2026-12-10';
const STEP = 'step-0001';
const aRolloutStep = (over: Partial<RolloutStep> = {}): RolloutStep => ({
  ...{
    id: STEP,
    audience: 'internal',
    who: '',
    percent: 0,
    plannedFor: null,
    exitCriteria: '',
    flag: { key: '', url: '' },
  },
  ...{ entered: null, ended: null },
  ...over,
});

const known = (head: Head | null, now: string, over: Partial<Known> = {}): Known => ({
  ...{ head, steps: [], settings: settingsWith(), now: Date.parse(now), questions: [], driver: null },
  ...{
    releaseDate: head?.releaseDate ?? RELEASE,
    released: head?.released ?? false,
    archived: head?.archived ?? false,
  },
  ...over,
});
const dueAt = (...asked: Parameters<typeof known>) =>
  remindersOf(known(...asked)).due.map(({ what, to }) => `${what} -> ${to.join(', ')}`);
const nextAt = (...asked: Parameters<typeof known>): string | null => {
  const { next } = remindersOf(known(...asked));
  return next === null ? null : new Date(next).toISOString();
};
const draft = (over: Partial<Head> = {}): Head => aHead({ releaseDate: RELEASE, ...over });
const both = `${PO}, ${CS_LEAD}`;

describe('before the release', () => {
  test('nothing is written: its driver is reminded two weeks before, else the CS Lead of the settings', () => {
    expect(dueAt(null, '2026-11-26T07:59:59Z', { driver: PO })).toEqual([]);
    expect(nextAt(null, '2026-11-01T00:00:00Z', { driver: PO })).toBe('2026-11-26T08:00:00.000Z');
    expect(dueAt(null, '2026-11-26T08:00:00Z', { driver: PO })).toEqual([`draft -> ${PO}`]);
    const settings = settingsWith({ csLead: CS_LEAD });
    expect(dueAt(null, '2026-11-26T08:00:00Z', { settings })).toEqual([`draft -> ${CS_LEAD}`]);
    expect(dueAt(null, '2026-11-26T08:00:00Z')).toEqual([]);
    expect(dueAt(draft(), '2026-11-26T08:00:00Z')).toEqual([]);
  });

  test('then of handing over, of the walkthrough, and on the last day of all that blocks; each takes its forerunner’s place', () => {
    expect(dueAt(null, '2026-12-03T08:00:00Z', { driver: PO })).toEqual([`due -> ${PO}`]);
    expect(dueAt(draft(), '2026-12-03T08:00:00Z')).toEqual([`due -> ${PO}`]);
    // Five days before is a Saturday.
    expect(dueAt(draft(handedOver()), '2026-12-04T08:00:00Z')).toEqual([`walkthrough -> ${both}`]);
    const last = remindersOf(known(draft(), '2026-12-09T08:00:00Z'));
    expect(last.due).toEqual([
      expect.objectContaining({ what: 'last-day', to: [PO, CS_LEAD], count: 3, occurrence: RELEASE }),
    ]);
    expect(dueAt(aReadyHead({ releaseDate: RELEASE }), '2026-12-09T08:00:00Z')).toEqual([]);
    expect(dueAt(draft(), '2026-12-10T23:59:00Z')).toEqual([`last-day -> ${both}`]);
    expect(dueAt(draft(), '2026-12-11T00:00:00Z')).toEqual([]);
    expect(nextAt(draft(), '2026-12-11T00:00:00Z')).toBeNull();
  });

  test('before two weeks of holidays all of them come on the last working morning, and none is lost', () => {
    const holidays = Array.from({ length: 16 }, (_, day) =>
      new Date(Date.UTC(2026, 10, 25 + day)).toISOString().slice(0, 10),
    );
    const settings = settingsWith({ holidays });
    expect(nextAt(null, '2026-11-20T00:00:00Z', { driver: PO, settings })).toBe('2026-11-24T08:00:00.000Z');
    expect(dueAt(null, '2026-11-24T08:00:00Z', { driver: PO, settings })).toEqual([
      ...['draft', 'due', 'walkthrough', 'last-day'].map((what) => `${what} -> ${PO}`),
    ]);
  });

  test('a waiver lets the last day pass, and it is looked at again when that is over', () => {
    const waiver = aWaiver({ expiresAt: '2026-12-09T15:00:00.000Z' });
    expect(dueAt(draft({ waiver }), '2026-12-09T08:00:00Z')).toEqual([]);
    expect(nextAt(draft({ waiver }), '2026-12-09T08:00:00Z')).toBe('2026-12-09T15:00:00.000Z');
    expect(dueAt(draft({ waiver }), '2026-12-09T15:00:00Z')).toEqual([`last-day -> ${both}`]);
  });

  test.each<[string, Partial<Head>]>([
    ['archived', { archived: true }],
    ['done', { done: { at: '2026-12-01T00:00:00.000Z', by: PO } }],
    ['gone', { ended: { kind: 'deleted', at: '2026-12-01T00:00:00.000Z', replacedBy: null } }],
  ])('nothing when it is %s', (_, over) => {
    const head = draft({
      ...over,
      openQuestions: 1,
      rollout: { percent: 1, at: '2026-12-01T00:00:00.000Z', stepId: STEP },
    });
    expect(remindersOf(known(head, '2026-12-09T08:00:00Z'))).toEqual({ due: [], next: null });
  });

  test('nothing of before when it is unscheduled or out', () => {
    expect(dueAt(draft({ releaseDate: null }), '2026-12-09T08:00:00Z')).toEqual([]);
    expect(dueAt(draft({ released: true }), '2026-12-09T08:00:00Z')).toEqual([]);
  });
});

describe('a planned walkthrough', () => {
  const session = {
    id: 'session-1',
    at: '2026-12-07T13:00:00.000Z',
    people: [CS_LEAD, 'account-agent'],
    by: PO,
    started: null,
  };
  test('stands for a held one until its hour, and its people are told in the morning', () => {
    const head = draft({ ...handedOver(), session });
    expect(dueAt(head, '2026-12-04T08:00:00Z')).toEqual([]);
    expect(nextAt(head, '2026-12-04T08:00:00Z')).toBe('2026-12-07T08:00:00.000Z');
    expect(dueAt(head, '2026-12-07T08:00:00Z')).toEqual([`session -> ${CS_LEAD}, account-agent, ${PO}`]);
    expect(dueAt(head, '2026-12-07T13:00:00Z')).toEqual([]);
    expect(dueAt(head, '2026-12-08T08:00:00Z')).toEqual([`walkthrough -> ${both}`]);
    const told = { what: 'session', occurrence: 'session-1.2026-12-07' } as const;
    expect(isSettled(told, 0, known(head, '2026-12-07T14:00:00Z'))).toBe(false); // it may begin late
    expect(isSettled(told, 0, known(head, '2026-12-08T14:00:00Z'))).toBe(true);
  });

  test('before eight in the morning: the working day before; begun: nobody', () => {
    const early = draft({ ...handedOver(), session: { ...session, at: '2026-12-07T07:30:00.000Z' } });
    expect(dueAt(early, '2026-12-04T08:00:00Z')).toEqual([`session -> ${CS_LEAD}, account-agent, ${PO}`]);
    const started = { at: '2026-12-07T12:58:00.000Z', by: PO, revision: 1 };
    expect(dueAt(draft({ ...handedOver(), session: { ...session, started } }), '2026-12-07T12:59:00Z')).toEqual([
      `walkthrough -> ${both}`,
    ]);
  });
});

describe('during the rollout', () => {
  const entered = { by: PO, at: '2026-12-11T09:00:00.000Z' };
  const out = (over: Partial<Head> = {}): Head => aReadyHead({ releaseDate: RELEASE, released: true, ...over });

  test('each planned step, until it is entered or the rollout is held', () => {
    const steps = [
      aRolloutStep({ plannedFor: '2026-12-13' }),
      aRolloutStep({ id: 'step-0002', plannedFor: '2026-12-15' }),
    ];
    expect(nextAt(out(), '2026-12-10T00:00:00Z', { steps })).toBe('2026-12-11T08:00:00.000Z'); // planned for a Sunday
    expect(dueAt(out(), '2026-12-11T08:00:00Z', { steps })).toEqual([`step -> ${PO}`]);
    const gone = [aRolloutStep({ plannedFor: '2026-12-13', entered }), ...steps.slice(1)];
    expect(dueAt(out(), '2026-12-13T08:00:00Z', { steps: gone })).toEqual([]);
    expect(dueAt(out(), '2026-12-15T08:00:00Z', { steps: gone })).toContain(`step -> ${PO}`);
    const end = { ...entered, decision: 'pause' as const, reason: 'x', result: '', learned: '', revision: null };
    const paused = [aRolloutStep({ entered, ended: end }), ...steps.slice(1)];
    expect(dueAt(out(), '2026-12-15T08:00:00Z', { steps: paused })).not.toContain(`step -> ${PO}`);
    const back = (plannedFor: string) => [
      aRolloutStep({ entered, ended: { ...end, decision: 'roll-back' } }),
      aRolloutStep({ id: 'step-0002', plannedFor }),
    ];
    const next = { steps: back('2026-12-15') };
    expect(dueAt(out(), '2026-12-15T08:00:00Z', next)).toContain(`step -> ${PO}`);
    expect(dueAt(out(), '2026-12-15T08:00:00Z', { steps: back('2026-12-10') })).not.toContain(`step -> ${PO}`);
  });

  test('an entered step whose handoff nobody looked at again by the next working morning', () => {
    const rollout = { percent: 1, at: entered.at, stepId: STEP };
    expect(dueAt(out({ rollout }), '2026-12-11T12:00:00Z')).toEqual([]);
    expect(dueAt(out({ rollout }), '2026-12-14T08:00:00Z')).toEqual([`verify -> ${PO}`]);
    const verified = { at: entered.at, by: PO, revision: 1, issues: null };
    expect(dueAt(out({ rollout, verified }), '2026-12-14T08:00:00Z')).toEqual([]);
  });

  test('back at a step that it was told of, or at none: told anew', () => {
    const of = (stepId: string | null, at: string): string | undefined => {
      const rollout = { percent: stepId === null ? 0 : 1, at, stepId };
      const { due } = remindersOf(known(out({ rollout }), '2026-12-21T08:00:00Z'));
      return due.find(({ what }) => what === 'verify')?.occurrence;
    };
    const told = [of(STEP, entered.at), of(STEP, '2026-12-15T10:00:00.000Z'), of(null, '2026-12-16T10:00:00.000Z')];
    expect(new Set(told).size).toBe(3);
    expect(told).not.toContain(undefined);
    const rollout = { percent: 0, at: '2026-12-16T10:00:00.000Z', stepId: null };
    const isOver = (occurrence = '') =>
      isSettled({ what: 'verify', occurrence }, 0, known(out({ rollout }), '2026-12-21T08:00:00Z'));
    expect(told.map(isOver)).toEqual([true, true, false]);
  });

  test('72 hours after the release, moved to the next working morning', () => {
    const releaseTold = { at: '2026-12-10T09:00:00.000Z', by: PO };
    expect(dueAt(out({ releaseTold }), '2026-12-13T12:00:00Z')).toEqual([]);
    expect(dueAt(out({ releaseTold }), '2026-12-14T08:00:00Z')).toEqual([`first-wave -> ${both}`]);
    const verified = { at: '2026-12-14T08:30:00.000Z', by: PO, revision: 2, issues: null };
    expect(dueAt(out({ releaseTold, verified }), '2026-12-14T09:00:00Z')).toEqual([]);
    expect(dueAt(out({ releaseTold }), '2027-01-20T09:00:00Z')).toEqual([]); // nobody needs that any more
    const steps = [aRolloutStep({ audience: 'pilot', entered })];
    const rollout = { percent: 1, at: entered.at, stepId: STEP };
    expect(dueAt(out({ released: false, rollout }), '2026-12-15T08:00:00Z', { steps })).toEqual([
      `verify -> ${PO}`,
      `first-wave -> ${both}`,
    ]);
  });

  test('the own company is no first wave, nor is a rollout that was taken back', () => {
    const inside = [aRolloutStep({ entered })];
    const there = out({ released: false, rollout: { percent: 0, at: entered.at, stepId: STEP } });
    expect(dueAt(there, '2026-12-15T08:00:00Z', { steps: inside })).not.toContain(`first-wave -> ${both}`);
    const back = out({ released: false, rollout: { percent: 0, at: entered.at, stepId: null } });
    const pilot = [aRolloutStep({ audience: 'pilot', entered })];
    expect(dueAt(back, '2026-12-15T08:00:00Z', { steps: pilot })).toEqual([`verify -> ${PO}`]);
    const told = { what: 'first-wave', occurrence: '2026-12-10' } as const;
    const isOver = (head: Head) => isSettled(told, 0, known(head, '2026-12-15T08:00:00Z'));
    expect(isOver(out())).toBe(false);
    expect(isOver(there)).toBe(false);
    expect(isOver(back)).toBe(true);
    expect(isOver(out({ released: false }))).toBe(true); // no longer released
  });

  test('a step that is planned anew is another one', () => {
    const of = (plannedFor: string) => ({ steps: [aRolloutStep({ plannedFor })] });
    const [first] = remindersOf(known(out(), '2026-12-11T08:00:00Z', of('2026-12-11'))).due;
    const [second] = remindersOf(known(out(), '2026-12-15T08:00:00Z', of('2026-12-15'))).due;
    expect(second?.occurrence).not.toBe(first?.occurrence);
    const told = { what: 'step', occurrence: first?.occurrence ?? '' } as const;
    expect(isSettled(told, 0, known(out(), '2026-12-11T09:00:00Z', of('2026-12-11')))).toBe(false);
    expect(isSettled(told, 0, known(out(), '2026-12-11T09:00:00Z', of('2026-12-15')))).toBe(true);
  });
});

describe('questions', () => {
  const head = (over: Partial<Head> = {}): Head =>
    aReadyHead({ releaseDate: null, openQuestions: 2, openSince: '2026-11-23T10:00:00.000Z', ...over });

  test('open for more than two working days, to who owes them, those of a day together', () => {
    expect(nextAt(head(), '2026-11-23T10:00:00Z')).toBe('2026-11-26T08:00:00.000Z');
    const questions = [
      aQuestion({ askedAt: '2026-11-23T10:00:00.000Z' }),
      aQuestion({ askedAt: '2026-11-23T20:00:00.000Z' }),
      aQuestion({ askedAt: '2026-11-23T11:00:00.000Z', owner: 'account-dev' }),
      aQuestion({ askedAt: '2026-11-25T11:00:00.000Z' }),
    ];
    const { due, next } = remindersOf(known(head(), '2026-11-26T08:00:00Z', { questions }));
    expect(due.map(({ to, count, occurrence }) => ({ to, count, occurrence }))).toEqual([
      { to: [PO], count: 2, occurrence: '2026-11-23' },
      { to: ['account-dev'], count: 1, occurrence: '2026-11-23' },
    ]);
    expect(new Date(next ?? 0).toISOString()).toBe('2026-11-30T08:00:00.000Z');
  });

  test('asked on a Friday: the Wednesday after', () => {
    expect(nextAt(head({ openSince: '2026-11-27T16:00:00.000Z' }), '2026-11-27T17:00:00Z')).toBe(
      '2026-12-02T08:00:00.000Z',
    );
  });
});
