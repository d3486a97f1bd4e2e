import type { Head, Release } from '../../domain/head';
import { emptyHead, isOnRecord, movedTo, pointerFrom, recordsOf, waiting, type Seen } from '../../domain/release-life';
import type { Settings } from '../../domain/settings';
import { releaseForApp } from '../../jira/releases';
import { changeHeads, type HeadsDecision } from '../../storage/change-heads';
import { readHead, readSettings } from '../../storage/read';
import { momentOf, type Actor } from '../caller';
import { historyRecords } from '../handoff/change-facts';
import { followRelease, type ReleaseEvent } from './follow-release';
import { relocated } from './move-handoff';

/** A release was merged into another one of its project. `lastSeen`: what the event says of it, since Jira can't be asked any more. */
type MergeEvent = ReleaseEvent & {
  readonly into: string;
  readonly projectId: string;
  readonly lastSeen: Seen;
};

/** As many merges of merges are followed; more only a loop could have. */
const MOST_HOPS = 20;

/** Where handoffs of `releaseId` have their place now, and since when it leads there: it may itself have been merged away. */
const placeOf = async (releaseId: string, at: string): Promise<{ releaseId: string; at: string }> => {
  let place = { releaseId, at };
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const head = await readHead(place.releaseId);
    const next = head === null ? null : movedTo(head);
    if (head?.ended == null || next === null) return place;
    place = { releaseId: next, at: head.ended.at > place.at ? head.ended.at : place.at };
  }
  throw new Error(`merges of release ${releaseId} lead nowhere`);
};

type Place = { readonly releaseId: string; readonly at: string };

/** Whether a handoff that came here by a later merge must make room: else the order in which events come would decide. */
const cameLater = (holder: Head, origin: Head | null, at: string): origin is Head =>
  origin?.ended?.kind === 'merged' &&
  holder.movedFrom !== undefined &&
  holder.movedFrom.at > at &&
  holder.revision === holder.movedFrom.revision;

const lost = (head: Head, into: Place): Head => ({
  ...head,
  ended: { kind: 'merged', at: into.at, into: into.releaseId },
  releasedAnyway: null,
  mergedIn: [],
  movedFrom: undefined,
});
const named = (head: Head, at: string) => ({
  handoffId: head.handoffId,
  releaseId: head.releaseId,
  releaseName: head.releaseName,
  at,
});

/** What becomes of the handoffs of both releases. `old`: where the holder came from, if it was merged into this release itself. */
const decideMerge = (
  source: Head,
  holder: Head | null,
  old: Head | null,
  to: Place & { readonly release: Release | null },
  settings: Settings,
  actor: Actor,
  facts: number,
): HeadsDecision<'done'> => {
  const { releaseId, at, release } = to;
  const ended = { kind: 'merged', at, into: releaseId } as const;
  const updatedAt = momentOf(actor);
  const record = (head: Head, detail: string) =>
    historyRecords(actor, { ...head, facts: facts - 1 }, [{ what: 'merged', detail }]);
  const pointer = { ...pointerFrom(source, crypto.randomUUID(), ended), updatedAt };
  if (!isOnRecord(source)) return { write: [pointer], records: [], answer: 'done' };
  const into = `"${source.releaseName}" was merged into "${release?.name ?? holder?.releaseName ?? releaseId}"`;

  // Nothing was written, but something is on record, such as a waiver: it stays on record.
  if (source.revision === 0 && holder !== null) {
    const head = { ...holder, earlierRecords: recordsOf(holder.handoffId, holder, source), updatedAt };
    return { write: [head, pointer], records: record(head, into), answer: 'done' };
  }
  if (holder === null || holder.revision === 0) {
    const head = { ...relocated(source, { releaseId, release, before: holder }, at, settings), updatedAt };
    return { write: [head, pointer], records: record(head, into), answer: 'done' };
  }
  if (cameLater(holder, old, at)) {
    const moving = { ...relocated(source, { releaseId, release, before: holder }, at, settings), updatedAt };
    const back = { ...holder, releaseId: old.releaseId, releaseName: old.releaseName };
    const since = holder.movedFrom?.at ?? at;
    const mergedIn = waiting([...holder.mergedIn, ...source.mergedIn, named(back, since)], source.handoffId);
    const loser = { ...lost(back, { releaseId, at: since }), updatedAt };
    return { write: [{ ...moving, mergedIn }, pointer, loser], records: record(moving, into), answer: 'done' };
  }
  const mergedIn = waiting([...holder.mergedIn, ...source.mergedIn, named(source, at)], holder.handoffId);
  const head = { ...holder, mergedIn, updatedAt };
  const loser = { ...lost(source, to), updatedAt };
  const records = [...record(head, `${into}; which text stays is to be chosen`), ...record(loser, into)];
  return { write: [head, loser], records, answer: 'done' };
};

/**
 * After a merge the handoff follows: to the other release, if that has none; else both texts are kept until the PO chooses. The
 * merged release keeps a pointer, also where it had no handoff, so that events which come late find the way and lead to the
 * same end in any order.
 */
export const followMerge = async (event: MergeEvent, now: number): Promise<void> => {
  const { releaseId, projectId, lastSeen } = event;
  if ((await releaseForApp(releaseId)) !== null) return followRelease(releaseId, now);
  const settings = await readSettings(projectId);
  const to = await placeOf(event.into, event.at);
  if (to.releaseId === releaseId) return;
  const actor: Actor = { accountId: event.by, now };
  const origin = (await readHead(to.releaseId))?.movedFrom?.releaseId;
  const ids = [...new Set([releaseId, to.releaseId, origin ?? releaseId])];
  const nothing = { releaseId, projectId, projectKey: '', updatedAt: momentOf(actor) };
  const begin = (head: Head): Head => emptyHead(head, crypto.randomUUID());
  const outcome = await changeHeads<'done' | 'again'>(ids, begin, async (heads, facts) => {
    const stored = heads.get(releaseId) ?? null;
    if (stored !== null && movedTo(stored) !== null) return { stop: 'done' };
    const holder = heads.get(to.releaseId) ?? null;
    const hasMoved = holder !== null && (movedTo(holder) !== null || holder.movedFrom?.releaseId !== origin);
    if (hasMoved) return { stop: 'again' };
    const release = await releaseForApp(to.releaseId);
    const source: Head = { ...(stored ?? emptyHead({ ...nothing, ...lastSeen }, '')), ...lastSeen, ended: null };
    const old = origin === undefined ? null : (heads.get(origin) ?? null);
    return decideMerge(source, holder, old, { ...to, release }, settings, actor, facts);
  });
  if (outcome === 'again') return followMerge(event, now);
};
