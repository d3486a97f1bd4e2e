import type { Settings } from './settings';

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
