import fc from 'fast-check';
import {
  dayAfter,
  morningAfterWorkdays,
  morningBy,
  morningFrom,
  morningOf,
  startOf,
  type Calendar,
} from '../../src/domain/calendar';
import { dayIn } from '../../src/domain/day';

const MON_TO_FRI = [1, 2, 3, 4, 5];
const SUN_TO_THU = [7, 1, 2, 3, 4];
const calendarOf = (timeZone: string, over: Partial<Calendar> = {}): Calendar => ({
  ...{ timeZone, workdays: MON_TO_FRI, holidays: [] },
  ...over,
});
const at = (ms: number): string => new Date(ms).toISOString();
const ms = (iso: string): number => Date.parse(iso);

const BERLIN = calendarOf('Europe/Berlin');
const NEW_YORK = calendarOf('America/New_York');
const JERUSALEM = calendarOf('Asia/Jerusalem', { workdays: SUN_TO_THU });
const UTC = calendarOf('UTC');

describe('a morning is eight o’clock of the project', () => {
  test.each([
    ['Berlin, before and after the clocks go forward', BERLIN, '2026-03-27', '2026-03-27T07:00:00.000Z'],
    ['', BERLIN, '2026-03-30', '2026-03-30T06:00:00.000Z'],
    ['Berlin, back', BERLIN, '2026-10-23', '2026-10-23T06:00:00.000Z'],
    ['', BERLIN, '2026-10-26', '2026-10-26T07:00:00.000Z'],
    ['Berlin, on the very days', BERLIN, '2026-03-29', '2026-03-29T06:00:00.000Z'],
    ['', BERLIN, '2026-10-25', '2026-10-25T07:00:00.000Z'],
    ['New York, forward', NEW_YORK, '2026-03-06', '2026-03-06T13:00:00.000Z'],
    ['', NEW_YORK, '2026-03-09', '2026-03-09T12:00:00.000Z'],
    ['New York, back', NEW_YORK, '2026-10-30', '2026-10-30T12:00:00.000Z'],
    ['', NEW_YORK, '2026-11-02', '2026-11-02T13:00:00.000Z'],
    ['Jerusalem, forward on a Friday', JERUSALEM, '2026-03-26', '2026-03-26T06:00:00.000Z'],
    ['', JERUSALEM, '2026-03-29', '2026-03-29T05:00:00.000Z'],
    ['Jerusalem, back', JERUSALEM, '2026-10-22', '2026-10-22T05:00:00.000Z'],
    ['', JERUSALEM, '2026-10-25', '2026-10-25T06:00:00.000Z'],
    ['a zone that nobody knows', calendarOf('Mars/Olympus'), '2026-03-30', '2026-03-30T08:00:00.000Z'],
    ['no zone', calendarOf(''), '2026-03-30', '2026-03-30T08:00:00.000Z'],
  ])('%s %#', (_, calendar, day, morning) => {
    expect(at(morningOf(calendar, day))).toBe(morning);
  });

  test('days begin and are named in the project’s zone', () => {
    expect(dayIn(NEW_YORK, ms('2027-01-01T04:59:59Z'))).toBe('2026-12-31');
    expect(dayIn(NEW_YORK, ms('2027-01-01T05:00:00Z'))).toBe('2027-01-01');
    expect(dayIn(calendarOf('Pacific/Kiritimati'), ms('2026-12-31T10:00:00Z'))).toBe('2027-01-01');
    expect(at(startOf(JERUSALEM, '2027-01-01'))).toBe('2026-12-31T22:00:00.000Z');
    // Where midnight itself is left out, the day begins at one o'clock; and half an hour is a change too.
    expect(at(startOf(calendarOf('Africa/Cairo'), '2026-04-24'))).toBe('2026-04-23T22:00:00.000Z');
    expect(at(startOf(calendarOf('America/Santiago'), '2026-09-06'))).toBe('2026-09-06T04:00:00.000Z');
    expect(dayIn(calendarOf('America/Santiago'), ms('2026-09-06T03:59:59Z'))).toBe('2026-09-05');
    expect(at(morningOf(calendarOf('Australia/Lord_Howe'), '2026-10-04'))).toBe('2026-10-03T21:00:00.000Z');
    expect(at(morningOf(calendarOf('Australia/Lord_Howe'), '2026-04-05'))).toBe('2026-04-04T21:30:00.000Z');
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29');
  });
});

describe('on or before a day', () => {
  test('a weekend is Friday’s, in a week from Sunday to Thursday it is Thursday’s', () => {
    expect(at(morningBy(UTC, '2026-11-29'))).toBe('2026-11-27T08:00:00.000Z');
    expect(at(morningBy({ ...JERUSALEM, timeZone: 'UTC' }, '2026-11-28'))).toBe('2026-11-26T08:00:00.000Z');
    expect(at(morningBy({ ...JERUSALEM, timeZone: 'UTC' }, '2026-11-29'))).toBe('2026-11-29T08:00:00.000Z');
  });

  test('two weeks of holidays, over the end of the year: all of it comes on the last working day before', () => {
    const holidays = Array.from({ length: 15 }, (_, nth) => dayAfter('2026-12-21', nth));
    const calendar = calendarOf('Europe/Berlin', { holidays });
    for (const day of ['2026-12-19', '2026-12-21', '2026-12-24', '2027-01-01', '2027-01-04'])
      expect(at(morningBy(calendar, day))).toBe('2026-12-18T07:00:00.000Z');
    expect(at(morningBy(calendar, '2027-01-05'))).toBe('2027-01-05T07:00:00.000Z');
    expect(at(morningFrom(calendar, ms('2026-12-18T07:00:01Z')))).toBe('2027-01-05T07:00:00.000Z');
  });
});

describe('from a moment on', () => {
  test('the morning itself is in time, a moment later it is the next working day’s', () => {
    expect(at(morningFrom(UTC, ms('2026-11-27T08:00:00Z')))).toBe('2026-11-27T08:00:00.000Z');
    expect(at(morningFrom(UTC, ms('2026-11-27T08:00:01Z')))).toBe('2026-11-30T08:00:00.000Z');
    expect(at(morningFrom({ ...UTC, holidays: ['2026-11-30'] }, ms('2026-11-28T00:00:00Z')))).toBe(
      '2026-12-01T08:00:00.000Z',
    );
  });

  test('two working days are over on the third morning, unless they began before work', () => {
    expect(at(morningAfterWorkdays(UTC, ms('2026-11-23T15:00:00Z'), 2))).toBe('2026-11-26T08:00:00.000Z');
    expect(at(morningAfterWorkdays(UTC, ms('2026-11-23T07:00:00Z'), 2))).toBe('2026-11-25T08:00:00.000Z');
    expect(at(morningAfterWorkdays(UTC, ms('2026-11-27T15:00:00Z'), 2))).toBe('2026-12-02T08:00:00.000Z');
  });
});

const anyDay = fc.integer({ min: 0, max: 1_500 }).map((days) => dayAfter('2026-01-01', days));
const anyCalendar = fc.record({
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Jerusalem', 'Pacific/Apia', 'Asia/Kathmandu'),
  workdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  holidays: fc.array(anyDay, { maxLength: 100 }),
});

test('in any calendar a morning is eight o’clock on a day when people work, and on the right side', () => {
  const isWorked = ({ workdays, holidays }: Calendar, day: string): boolean =>
    workdays.includes(new Date(day).getUTCDay() || 7) && !holidays.includes(day);
  const hourIn = ({ timeZone }: Calendar, morning: number): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(morning);
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.nat(86_399_999), (calendar, day, within) => {
      const before = morningBy(calendar, day);
      expect(dayIn(calendar, before) <= day).toBe(true);
      const moment = startOf(calendar, day) + within;
      const after = morningFrom(calendar, moment);
      expect(after).toBeGreaterThanOrEqual(moment);
      for (const morning of [before, after, morningAfterWorkdays(calendar, moment, 2)]) {
        expect(isWorked(calendar, dayIn(calendar, morning))).toBe(true);
        expect(hourIn(calendar, morning)).toBe('08:00');
      }
    }),
  );
});
