import { TZDate } from '@date-fns/tz';
import { DAY, dayIn } from './day';
import type { Settings } from './settings';

/** When people of a project work. */
export type Calendar = Pick<Settings, 'timeZone' | 'workdays' | 'holidays'>;

/** Reminders come at this hour of the project's own day: read before the work begins, and not at night. */
const MORNING = 8;
/** At most 100 holidays, and one working day a week at least: a working day is never further than that. */
const FURTHEST = 7 * 101;

/** A zone that this runtime doesn't know (any more) mustn't stop the reminders. */
const zoneOf = ({ timeZone }: Calendar): string =>
  Number.isNaN(new TZDate(0, timeZone).getTime()) || timeZone === '' ? 'UTC' : timeZone;

/** Days are counted on UTC midnights, so that no DST change can shift them. `yyyy-mm-dd` in and out. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

const isWorkday = ({ workdays, holidays }: Calendar, day: string): boolean =>
  workdays.includes(new Date(day).getUTCDay() || 7) && !holidays.includes(day);

/** The nearest working day from `day` on, `day` itself if it is one. */
const workdayFrom = (calendar: Calendar, day: string, step: 1 | -1): string => {
  for (let far = 0; far <= FURTHEST; far += 1) {
    const at = dayAfter(day, far * step);
    if (isWorkday(calendar, at)) return at;
  }
  return day;
};

const atHour = (calendar: Calendar, day: string, hour: number): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new TZDate(year, month - 1, date, hour, 0, 0, 0, zoneOf(calendar)).getTime();
};

/** When a day begins in the project, in ms. */
export const startOf = (calendar: Calendar, day: string): number => atHour(calendar, day, 0);

export const morningOf = (calendar: Calendar, day: string): number => atHour(calendar, day, MORNING);

/** The morning of the last working day on or before `day`: never on a day nobody works, and never too late. */
export const morningBy = (calendar: Calendar, day: string): number =>
  morningOf(calendar, workdayFrom(calendar, day, -1));

/** The first morning of a working day at or after a moment. */
export const morningFrom = (calendar: Calendar, at: number): number => {
  const day = dayIn(calendar, at);
  const first = morningOf(calendar, workdayFrom(calendar, day, 1));
  return first >= at ? first : morningOf(calendar, workdayFrom(calendar, dayAfter(day, 1), 1));
};

/** The first morning on which so many working days have gone by since a moment, to the hour. */
export const morningAfterWorkdays = (calendar: Calendar, at: number, workdays: number): number => {
  const began = dayIn(calendar, at);
  let day = began;
  for (let gone = 0; gone < workdays; gone += 1) day = workdayFrom(calendar, dayAfter(day, 1), 1);
  const isFull = morningOf(calendar, began) >= at;
  return morningOf(calendar, isFull ? day : workdayFrom(calendar, dayAfter(day, 1), 1));
};
