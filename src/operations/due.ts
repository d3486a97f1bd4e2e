import { newStamp } from '../storage/agenda';
import * as records from '../storage/records';
import type { StoredRecord } from '../storage/stored';

/**
 * What is written with each change of a signal: the next run of the loop counts it. Due at once, since the next word puts it off again: a
 * handoff that many speak of would never be counted. What an index misses then, the second look finds.
 */
export const signalsDue = (handoffId: string, now: number): StoredRecord =>
  records.agenda({ kind: 'signals', handoffId, again: false }, now, newStamp());

/** In ms: an index knows of a new record by then. */
const INDEX_SETTLES = 20_000;

/** What is written where something became of a bug by the app's own hand: the next run of the loop looks at it, and at its tickets by an index. */
export const bugDue = (bugId: string, now: number): StoredRecord =>
  records.agenda({ kind: 'bug', bugId, again: false }, now + INDEX_SETTLES, newStamp());
