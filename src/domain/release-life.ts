import { standingOf, type Standing } from './gate';
import type { End, Head, MergedIn } from './head';
import type { Settings } from './settings';

/** What Jira says of a release. */
export type Seen = Pick<Head, 'releaseName' | 'releaseDate' | 'archived' | 'released'>;

/** How the release that the handoff knew differs from what Jira says of it now, in words for the record. */
export const changesOf = (known: Seen, seen: Seen): string[] => [
  ...(known.releaseName === seen.releaseName ? [] : [`"${known.releaseName}" is now "${seen.releaseName}"`]),
  ...(known.releaseDate === seen.releaseDate
    ? []
    : [`its date ${known.releaseDate ?? '(none)'} is now ${seen.releaseDate ?? '(none)'}`]),
  ...(known.archived === seen.archived ? [] : [seen.archived ? 'archived' : 'back from the archive']),
  ...(known.released === seen.released ? [] : [seen.released ? 'released' : 'no longer released']),
];

/** Jira's word that somebody released it. */
export type Told = NonNullable<Head['releaseTold']>;

/** As the handoff was at a moment, as far as it says since when: what people did later doesn't make up for it. */
const asOf = (head: Head, at: string): Head => {
  const ifThen = <T extends { readonly at: string }>(fact: T | null): T | null =>
    fact === null || fact.at > at ? null : fact;
  return { ...head, handedOver: ifThen(head.handedOver), signOff: ifThen(head.signOff), waiver: ifThen(head.waiver) };
};

/** How its gate stood when somebody released it. Jira doesn't wait for apps, so the content is judged as it is when the app hears of it. */
export const standingWhen = (head: Head, settings: Settings, at: string): Standing =>
  standingOf(asOf(head, at), settings, Date.parse(at));

/** Was the handoff this release's when somebody released it? It may have come by a merge or a restore. */
export const wasHere = ({ movedFrom }: Head, at: string): boolean => movedFrom === undefined || movedFrom.at <= at;

/** What the panel shows of a release that Jira has as released although its gate was closed; null where there is nothing to show. */
export const releasedAnyway = (head: Head, settings: Settings): Head['releasedAnyway'] => {
  const told = head.releaseTold;
  if (told === undefined || !head.released || !wasHere(head, told.at)) return null;
  const { open, blockers } = standingWhen(head, settings, told.at);
  return open ? null : { ...told, blockers: [...blockers], told: false };
};

/** Which release a head is of. */
type About = Seen & Pick<Head, 'releaseId' | 'projectId' | 'projectKey' | 'updatedAt'>;

/** A head as before the first save: nothing written, nothing decided. */
export const emptyHead = (about: About, handoffId: string): Head => ({
  schema: 1,
  handoffId,
  releaseId: about.releaseId,
  projectId: about.projectId,
  projectKey: about.projectKey,
  releaseName: about.releaseName,
  releaseDate: about.releaseDate,
  archived: about.archived,
  released: about.released,
  updatedAt: about.updatedAt,
  ...{ po: null, csLead: null, revision: 0, materialRevision: 0, facts: 0, missing: [], authors: [] },
  ...{ handedOver: null, walkthrough: null, signOff: null, openQuestions: 0, rollout: null, done: null },
  ...{ labelFrozen: false, waiver: null, releasedAnyway: null, relatedWork: null, ended: null, mergedIn: [] },
  ...{
    formerPos: [],
    earlierRecords: [],
    session: null,
    openSince: null,
    verified: null,
    bugsSince: 0,
    reachedSince: null,
  },
});

/** From a release that is gone to where its handoff is now. No text belongs to the pointer's own id. */
export const pointerFrom = (about: About, handoffId: string, ended: End): Head => ({
  ...emptyHead(about, handoffId),
  ended,
});

/** Where the handoff of a release that is gone has its place now; null where it has it still. */
export const movedTo = ({ ended }: Head): string | null =>
  ended === null || ended.kind === 'deleted' ? null : ended.into;

/** Something a person did is on record: not only what Jira told, which may come after the handoff moved or not at all. */
export const isOnRecord = ({ revision, waiver }: Head): boolean => revision > 0 || waiver !== null;

/** The ids under which more is on record of several handoffs that became one; the same in whatever order they did. */
export const recordsOf = (own: string, ...heads: readonly (Head | null)[]): string[] => {
  const ids = heads.flatMap((head) =>
    head === null || !isOnRecord(head) ? [] : [head.handoffId, ...head.earlierRecords],
  );
  return [...new Set(ids)].filter((id) => id !== own).sort();
};

/** Nothing but the way to where the handoff is now; one whose text was not chosen after a merge is still a handoff. */
export const isPointer = (head: Head): boolean => movedTo(head) !== null && head.revision === 0;

/** Of handoffs waiting for a choice each is named once, the earliest first. */
export const waiting = (all: readonly MergedIn[], except: string): MergedIn[] =>
  [...new Map(all.map((one) => [one.handoffId, one])).values()]
    .filter(({ handoffId }) => handoffId !== except)
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.releaseId.localeCompare(b.releaseId));
