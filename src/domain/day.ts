import type { Settings } from './settings';

/** In ms. A day of 24 hours: calendar days are counted on UTC midnights, so that no DST change can shift them. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A zone that this runtime doesn't know (any more) mustn't stop anything. */
const formatIn = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  } catch {
    return new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', dateStyle: 'short' });
  }
};

/** The day, `yyyy-mm-dd`, that it is in a project at a moment (ms). The Canadian short form is the ISO one. */
export const dayIn = ({ timeZone }: Pick<Settings, 'timeZone'>, at: number): string => formatIn(timeZone).format(at);
