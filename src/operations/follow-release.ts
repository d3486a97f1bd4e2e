import type { Head } from '../domain/head';
import { changesOf, emptyHead, releasedAnyway, type Seen, type Told } from '../domain/release-life';
import { blockerText } from '../domain/wording';
import { projectForApp } from '../jira/projects';
import { releaseForApp } from '../jira/releases';
import { readHead, readSettings, readSettingsForChange } from '../storage/read';
import { changeHead, createHead } from '../storage/write';
import { momentOf, type Actor } from './caller';
import { asSeen, historyRecords } from './change-facts';

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
 * order; nothing is written where nothing changed. A release without a handoff costs one read, unless it was released.
 * @param told where somebody released it: that the gate was closed then goes on record
 */
export const followRelease = async (releaseId: string, now: number, told?: Told): Promise<void> => {
  const known = (await readHead(releaseId)) ?? (told === undefined ? null : await startToRecord(releaseId, now));
  if (known === null) return;
  await changeHead<null>(releaseId, known, async (head) => {
    // Asked at every try, after the head was read: who wrote the head meanwhile may have seen a newer state of Jira.
    const release = head === null || isPointer(head) ? null : await releaseForApp(releaseId);
    if (head === null || release === null) return { stop: null };
    const news = isNewer(told, head.releaseTold);
    const seen: Head = { ...head, ...asSeen(release), ended: null, ...(news && { releaseTold: told }) };
    const closed = news ? releasedAnyway(seen, await readSettings(head.projectId)) : null;
    const kept = release.released ? head.releasedAnyway : null;
    const next: Head = { ...seen, releasedAnyway: news ? closed : kept };
    const changes = [...(head.ended === null ? [] : ['it is in Jira again']), ...changesOf(head, seen)];
    if (changes.length === 0 && !news && next.releasedAnyway === head.releasedAnyway) return { stop: null };
    const entries = [
      ...(changes.length === 0 ? [] : [{ what: 'release-changed' as const, detail: changes.join('; ') }]),
      ...(closed === null
        ? []
        : [{ what: 'released-anyway' as const, detail: closed.blockers.map(blockerText).join('; '), by: closed.by }]),
    ];
    // The head's moment stays where nothing goes on record: who reads compares the two.
    if (entries.length === 0) return { write: { head: next, records: [] }, answer: null };
    const actor = jiraItself(now);
    const updated = { ...next, updatedAt: momentOf(actor) };
    const history = historyRecords(actor, updated, entries);
    return { write: { head: updated, records: history }, answer: null };
  });
};

/**
 * That a release went out without any handoff goes on record too, in projects that have settings of ours: others don't use the
 * app, and nothing is written for them.
 */
const startToRecord = async (releaseId: string, now: number): Promise<Head | null> => {
  const release = await releaseForApp(releaseId);
  if (release === null) return null;
  const known = (await readSettingsForChange([release.projectId])).get(release.projectId);
  const project = known === undefined || known.counter === 0 ? null : await projectForApp(release.projectId);
  if (known === undefined || project === null) return null;
  const about = { releaseId, projectId: project.id, projectKey: project.key, updatedAt: momentOf(jiraItself(now)) };
  const empty = emptyHead({ ...about, ...asSeen(release) }, crypto.randomUUID());
  const head: Head = { ...empty, po: release.driver, csLead: known.settings.csLead };
  return (await createHead(head)) ? head : readHead(releaseId);
};

/** Merged away or moved by an admin: its handoff has another place now. */
const isPointer = ({ ended }: Head): boolean => ended !== null && ended.kind !== 'deleted';

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
