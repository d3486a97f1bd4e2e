import fc from 'fast-check';
import type { Head } from '../../src/domain/head';
import { daysBeforeRelease, dueOf, isLive, stateOf, type Due, type HandoffState } from '../../src/domain/state';
import { defaultSettings } from '../../src/domain/settings';
import { stateText } from '../../src/domain/wording';
import { CS_LEAD, NOW, PO, aHead, aReadyHead, handedOver, moment, refused, settingsWith } from '../fixtures/builders';

const rolledOut = (percent: number): Partial<Head> => ({ rollout: { percent, at: moment() } });
const done: Partial<Head> = { ...rolledOut(100), done: { at: moment(), by: PO } };
const changed: Partial<Head> = { revision: 2, materialRevision: 2 };

test.each<[string, Head | null, HandoffState['name'], HandoffState['colour'], string]>([
  ['no handoff', null, 'not-started', 'grey', 'Not started'],
  ['written', aHead(), 'draft', 'blue', 'Draft'],
  [
    'walked through before it was handed over',
    aReadyHead({ handedOver: null, signOff: null }),
    'draft',
    'blue',
    'Draft',
  ],
  ['handed over', aHead(handedOver()), 'with-cs', 'yellow', 'With CS'],
  ['refused', aHead({ ...handedOver(), ...refused() }), 'refused', 'red', 'Refused'],
  ['refused, then edited', aHead({ ...handedOver(), ...refused(), ...changed }), 'with-cs', 'yellow', 'With CS'],
  ['refused, then a minor edit', aHead({ ...handedOver(), ...refused(), revision: 2 }), 'refused', 'red', 'Refused'],
  ['signed, then changed', aReadyHead(changed), 'changed-since-signing', 'yellow', 'Changed since signing'],
  ['signed and ready', aReadyHead(), 'signed', 'green', 'Signed'],
  ['signed, then a minor edit', aReadyHead({ revision: 2 }), 'signed', 'green', 'Signed'],
  ['signed, a question open', aReadyHead({ openQuestions: 1 }), 'signed', 'yellow', 'Signed'],
  ['signed, too few days', aReadyHead(handedOver(1)), 'signed', 'yellow', 'Signed'],
  ['rolling out, ready', aReadyHead(rolledOut(5)), 'rolling-out', 'green', 'Rolling out (5 %)'],
  ['rolling out at 0', aReadyHead(rolledOut(0)), 'rolling-out', 'green', 'Rolling out (0 %)'],
  ['rolling out at 100, not closed', aReadyHead(rolledOut(100)), 'rolling-out', 'green', 'Rolling out (100 %)'],
  ['rolling out, changed', aReadyHead({ ...rolledOut(5), ...changed }), 'rolling-out', 'yellow', 'Rolling out (5 %)'],
  ['rolling out, refused', aReadyHead({ ...rolledOut(5), ...refused() }), 'refused', 'red', 'Refused'],
  [
    'every step rolled back',
    aReadyHead({ rollout: { percent: 0, at: moment(), stepId: null } }),
    'rolled-back',
    'yellow',
    'Rolled back',
  ],
  ['done', aReadyHead(done), 'done', 'grey', 'Done'],
  ['done, with an open question', aReadyHead({ ...done, openQuestions: 1 }), 'done', 'grey', 'Done'],
])('%s', (_, head, name, colour, text) => {
  const state = stateOf(head, defaultSettings, NOW);
  expect([state.name, state.colour, stateText(state)]).toEqual([name, colour, text]);
});

test.each<[string, Head, boolean]>([
  ['draft', aHead(), false],
  ['handed over', aHead(handedOver()), true],
  ['refused', aHead({ ...handedOver(), ...refused() }), true],
  ['signed', aReadyHead(), true],
  ['rolling out', aReadyHead(rolledOut(50)), true],
  ['done', aReadyHead(done), false],
  ['its release archived', aReadyHead({ archived: true }), false],
])('live? %s', (_, head, live) => {
  expect(isLive(head)).toBe(live);
});

test.each<[string, string | null, string, Due]>([
  ['unscheduled', null, '2026-11-24', { kind: 'unscheduled' }],
  ['in a day', '2026-12-02', '2026-11-24', { kind: 'due', day: '2026-11-25', inDays: 1 }],
  ['today', '2026-12-01', '2026-11-24', { kind: 'due', day: '2026-11-24', inDays: 0 }],
  ['late by a day', '2026-11-30', '2026-11-24', { kind: 'late', day: '2026-11-23', byDays: 1 }],
  ['release day itself', '2026-11-24', '2026-11-24', { kind: 'late', day: '2026-11-17', byDays: 7 }],
  ['across the end of summer time', '2026-10-28', '2026-10-20', { kind: 'due', day: '2026-10-21', inDays: 1 }],
  ['across the start of summer time', '2027-04-01', '2027-03-20', { kind: 'due', day: '2027-03-25', inDays: 5 }],
  ['across the end of a month', '2027-03-03', '2027-02-20', { kind: 'due', day: '2027-02-24', inDays: 4 }],
  ['across a leap day', '2028-03-03', '2028-02-25', { kind: 'due', day: '2028-02-25', inDays: 0 }],
  ['across a year', '2027-01-03', '2026-12-24', { kind: 'due', day: '2026-12-27', inDays: 3 }],
])('due: %s', (_, releaseDate, today, due) => {
  expect(dueOf(releaseDate, defaultSettings, today)).toEqual(due);
});

test('property: due days are calendar days, whatever the time zone of the machine', () => {
  const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(
      date,
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: -400, max: 400 }),
      (release, dueDays, away) => {
        const releaseDate = release.toISOString().slice(0, 10);
        const today = new Date(Date.parse(releaseDate) - (dueDays + away) * 86_400_000).toISOString().slice(0, 10);
        const due = dueOf(releaseDate, settingsWith({ dueDays }), today);
        expect(due).toMatchObject(away >= 0 ? { kind: 'due', inDays: away } : { kind: 'late', byDays: -away });
        expect(daysBeforeRelease(releaseDate, today)).toBe(dueDays + away);
      },
    ),
  );
});

test('days before an unscheduled release are unknown', () => {
  expect(daysBeforeRelease(null, '2026-11-24')).toBeNull();
});

test('the state does not depend on who is named', () => {
  const { colour } = stateOf(aReadyHead({ po: null, csLead: null }), defaultSettings, NOW);
  expect(colour).toBe(stateOf(aReadyHead({ csLead: CS_LEAD }), defaultSettings, NOW).colour);
});
