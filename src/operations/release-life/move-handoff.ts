import type { Head, Release } from '../../domain/head';
import { recordsOf, releasedAnyway } from '../../domain/release-life';
import type { Settings } from '../../domain/settings';
import { asSeen } from '../handoff/change-facts';

/** Where a handoff moves to: the release as Jira has it (null: it is gone, too) and what was on record of it before. */
type Destination = {
  readonly releaseId: string;
  readonly release: Release | null;
  readonly before: Head | null;
};

/** A handoff moves as it is, with its own id and history; what speaks of the release in Jira stays behind. */
export const relocated = (
  handoff: Head,
  { releaseId, release, before }: Destination,
  at: string,
  settings: Settings,
): Head => {
  const head: Head = {
    ...handoff,
    releaseId,
    ...(before !== null && { releaseName: before.releaseName, releaseDate: before.releaseDate }),
    ...(release !== null && asSeen(release)),
    ended: release === null ? (before?.ended ?? { kind: 'deleted', at, replacedBy: null }) : null,
    relatedWork: null,
    waiver: before?.waiver ?? null,
    releaseTold: before?.releaseTold,
    earlierRecords: recordsOf(handoff.handoffId, handoff, before),
    movedFrom: { releaseId: handoff.releaseId, at, revision: handoff.revision },
  };
  return { ...head, releasedAnyway: releasedAnyway(head, settings) };
};
