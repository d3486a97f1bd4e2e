import * as z from 'zod/mini';
import { DAY } from './day';
import { blockersOf, signOffIsCurrent } from './gate';
import type { Head } from './head';
import type { Settings } from './settings';

const COLOURS = ['grey', 'blue', 'yellow', 'red', 'green'] as const;

/** State of a handoff; product.md "States". `percent` belongs to rolling out only. */
export const stateSchema = z.object({
  name: z.enum([
    'not-started',
    'draft',
    'with-cs',
    'refused',
    'changed-since-signing',
    'signed',
    'rolling-out',
    'rolled-back',
    'done',
  ]),
  colour: z.enum(COLOURS),
  percent: z.nullable(z.int()),
});
export type HandoffState = z.infer<typeof stateSchema>;

const stateName = (head: Head): HandoffState['name'] => {
  if (head.done !== null) return 'done';
  if (head.handedOver === null) return 'draft';
  if (head.signOff?.kind === 'refused' && signOffIsCurrent(head)) return 'refused';
  if (head.rollout !== null) return head.rollout.stepId === null ? 'rolled-back' : 'rolling-out';
  if (head.signOff?.kind !== 'signed') return 'with-cs';
  return signOffIsCurrent(head) ? 'signed' : 'changed-since-signing';
};

/** The one state table: panel, list, gate message and Related-work title all read it. */
export const stateOf = (head: Head | null, settings: Settings, now: number): HandoffState => {
  if (head === null) return { name: 'not-started', colour: 'grey', percent: null };
  const name = stateName(head);
  const ready = (): 'green' | 'yellow' => (blockersOf(head, settings, now).length === 0 ? 'green' : 'yellow');
  const colours: Record<HandoffState['name'], () => HandoffState['colour']> = {
    'not-started': () => 'grey',
    draft: () => 'blue',
    'with-cs': () => 'yellow',
    refused: () => 'red',
    'changed-since-signing': () => 'yellow',
    signed: ready,
    'rolling-out': ready,
    'rolled-back': () => 'yellow',
    done: () => 'grey',
  };
  return { name, colour: colours[name](), percent: name === 'rolling-out' ? (head.rollout?.percent ?? null) : null };
};

/** Live: handed over, and its release neither done, archived nor gone. This is what agents see. */
export const isLive = (head: Head): boolean =>
  head.handedOver !== null && head.done === null && !head.archived && head.ended === null;

/** When the handoff is due, as long as it isn't handed over. */
export const dueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unscheduled') }),
  z.object({ kind: z.literal('due'), day: z.string(), inDays: z.int() }),
  z.object({ kind: z.literal('late'), day: z.string(), byDays: z.int() }),
]);
export type Due = z.infer<typeof dueSchema>;

/**
 * @param releaseDate `yyyy-mm-dd`, or null
 * @param today `yyyy-mm-dd` of the reader's calendar; day arithmetic is done on UTC midnights, so no DST change can shift it
 */
export const dueOf = (releaseDate: string | null, settings: Settings, today: string): Due => {
  if (releaseDate === null) return { kind: 'unscheduled' };
  const due = Date.parse(releaseDate) - settings.dueDays * DAY;
  const day = new Date(due).toISOString().slice(0, 10);
  const inDays = Math.round((due - Date.parse(today)) / DAY);
  return inDays >= 0 ? { kind: 'due', day, inDays } : { kind: 'late', day, byDays: -inDays };
};

/** Whole days from a day to the release date; negative when the release date is past. */
export const daysBeforeRelease = (releaseDate: string | null, day: string): number | null =>
  releaseDate === null ? null : Math.round((Date.parse(releaseDate) - Date.parse(day)) / DAY);
