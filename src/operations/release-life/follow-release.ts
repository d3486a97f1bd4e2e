import type { Head } from '../../domain/head';
import { changesOf, movedTo, releasedAnyway, type Seen, type Told } from '../../domain/release-life';
import { releaseForApp } from '../../jira/releases';
import { readHead, readSettings } from '../../storage/read';
import { changeHead } from '../../storage/write';
import { momentOf, type Actor } from '../caller';
import { asSeen, historyRecords } from '../handoff/change-facts';

/** An event of Jira about one release. It only says where to look: Jira is asked for the rest. */
export type ReleaseEvent = {
  readonly releaseId: string;
  /** When it happened, by Jira's clock. */
  readonly at: string;
  readonly by: string | null;
};

/** Nobody: what the app finds in Jira may come of another act than the one it was told of. */
export const jiraItself = (now: number): Actor => ({ accountId: null, now });

const isNewer = (told: Told | undefined, known: Head['releaseTold']): told is Told =>
  told !== undefined && (known === undefined || told.at > known.at);

/**
 * Brings a handoff's head in line with its release in Jira. Since Jira is asked each time, events may come late, twice and in any
 * order; nothing is written where nothing changed. A release without a handoff costs one read.
 * @param told where somebody released it: the panel shows it if the gate was closed then
 * @param unwritten what is done about a release that has no handoff
 */
export const followRelease = async (
  releaseId: string,
  now: number,
  told?: Told,
  unwritten?: () => Promise<void>,
): Promise<void> => {
  const known = await readHead(releaseId);
  if (known === null) return unwritten?.();
  await changeHead<null>(releaseId, known, async (head) => {
    if (head === null || movedTo(head) !== null) return { stop: null };
    // Asked at every try, after the head was read: who wrote the head meanwhile may have seen a newer state of Jira.
    const release = await releaseForApp(releaseId);
    const news = isNewer(told, head.releaseTold);
    const heard: Head = news ? { ...head, releaseTold: told, reachedSince: head.reachedSince ?? told.at } : head;
    const seen: Head = release === null ? heard : { ...heard, ...asSeen(release), ended: null };
    const shown = news ? releasedAnyway(seen, await readSettings(head.projectId)) : head.releasedAnyway;
    const next: Head = { ...seen, releasedAnyway: seen.released && seen.ended === null ? shown : null };
    const changes = [...(head.ended === seen.ended ? [] : ['it is in Jira again']), ...changesOf(head, seen)];
    if (changes.length > 0) {
      const actor = jiraItself(now);
      const updated = { ...next, updatedAt: momentOf(actor) };
      const records = historyRecords(actor, updated, [{ what: 'release-changed', detail: changes.join('; ') }]);
      return { write: { head: updated, records }, answer: null };
    }
    // The head's moment stays where nothing goes on record: who reads compares the two.
    const isSame = !news && next.releasedAnyway === head.releasedAnyway;
    return isSame ? { stop: null } : { write: { head: next, records: [] }, answer: null };
  });
};

/**
 * A release was deleted in Jira: its handoff stays, readable and for an admin to restore.
 * @param lastSeen what the event says of it, since Jira can't be asked any more
 */
export const followDeletion = async (
  { releaseId, at, by }: ReleaseEvent,
  lastSeen: Seen,
  replacedBy: string | null,
  now: number,
): Promise<void> => {
  const known = await readHead(releaseId);
  if (known === null) return;
  if ((await releaseForApp(releaseId)) !== null) return followRelease(releaseId, now);
  await changeHead<null>(releaseId, known, (head) => {
    if (head?.ended !== null) return { stop: null };
    const next: Head = {
      ...head,
      ...lastSeen,
      ended: { kind: 'deleted', at, replacedBy },
      releasedAnyway: null, // says something of a release that is there
      updatedAt: new Date(now).toISOString(),
    };
    const records = historyRecords({ accountId: by, now }, next, [
      { what: 'release-deleted', detail: next.releaseName },
    ]);
    return { write: { head: next, records }, answer: null };
  });
};
