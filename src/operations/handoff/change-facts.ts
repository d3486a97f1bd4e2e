import { refuse, type Result } from '../../api/results';
import type { Head, Release } from '../../domain/head';
import type { HistoryEntry } from '../../domain/history';
import type { Seen } from '../../domain/release-life';
import * as records from '../../storage/records';
import type { StoredRecord } from '../../storage/stored';
import { changeHead } from '../../storage/write';
import { momentOf, type Actor, type Caller } from '../caller';

type Told = Pick<HistoryEntry, 'what' | 'detail' | 'named' | 'held'>;

/** A change of facts: what becomes of the head, what goes on record, and the other records that belong to it. */
export type FactChange = {
  readonly head: Partial<Head>;
  readonly history: readonly Told[];
  readonly records?: readonly StoredRecord[];
};

/** Names and dates of the release as just read from Jira. */
export const asSeen = (release: Release): Seen => ({
  releaseName: release.name,
  releaseDate: release.releaseDate,
  archived: release.archived,
  released: release.released,
});

/** What goes on record: of the actor, where an entry doesn't name another. */
export const historyRecords = (
  caller: Actor,
  head: Head,
  entries: readonly (Told & Partial<Pick<HistoryEntry, 'by'>>)[],
): StoredRecord[] =>
  entries.map((entry, nth) =>
    records.history(
      {
        schema: 1,
        handoffId: head.handoffId,
        at: momentOf(caller),
        by: caller.accountId,
        revision: head.revision,
        ...entry,
      },
      head.facts + 1,
      nth,
    ),
  );

/**
 * Changes facts of a handoff without touching its content. `decide` sees the newest head at every try and answers a change,
 * `'nothing'` where it is done already, or a refusal.
 */
export const changeFacts = (
  caller: Caller,
  known: { release: Release; head: Head },
  decide: (head: Head) => Promise<FactChange | 'nothing' | Result<never>> | FactChange | 'nothing' | Result<never>,
): Promise<Result<Record<string, never>>> =>
  changeHead<Result<Record<string, never>>>(known.release.id, known.head, async (head) => {
    if (head?.ended !== null) return { stop: refuse('not-found') };
    const change = await decide(head);
    if (change === 'nothing') return { stop: { ok: true, value: {} } };
    if ('ok' in change) return { stop: change };
    // After a lost race the release may have changed in Jira since it was read, and the event of that may have won.
    const seen = head === known.head ? asSeen(known.release) : {};
    // The lists are looked through for a trace of this moment; what changes only other records leaves none.
    const hasTrace = change.history.length > 0 || Object.keys(change.head).length > 0;
    const updatedAt = hasTrace ? momentOf(caller) : head.updatedAt;
    const next = { ...head, ...seen, ...change.head, updatedAt };
    return {
      write: { head: next, records: [...historyRecords(caller, next, change.history), ...(change.records ?? [])] },
      answer: { ok: true, value: {} },
    };
  });
