import { DAY } from '../../../src/domain/day';

/** A moment (ISO, UTC) in the reader's own language and time zone. */
export const momentText = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Today in the reader's calendar, `yyyy-mm-dd`. */
export const today = (): string => {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

/** Calendar days between two moments in the reader's own time zone; a day that a clock change makes shorter or longer is one too. */
const daysBetween = (from: Date, to: Date): number => {
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return (midnight(to) - midnight(from)) / DAY;
};

/** How long ago something happened, in days of the reader's calendar. */
export const agoText = (iso: string, now: Date): string => {
  const days = daysBetween(new Date(iso), now);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
};

/** What a `datetime-local` field holds, as a moment; empty when it holds none. */
export const momentOf = (local: string): string => {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
};

/** A moment as a `datetime-local` field holds it: the reader's time, to the minute. */
export const localMoment = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
