import type { Head } from '../../domain/head';
import { emptyHead, isPointer, standingWhen, wasHere, type Told } from '../../domain/release-life';
import { blockerText } from '../../domain/wording';
import { projectForApp } from '../../jira/projects';
import { releaseForApp } from '../../jira/releases';
import { readHead, readSettings } from '../../storage/read';
import { createHead, createHistory } from '../../storage/write';
import { momentOf } from '../caller';
import { asSeen } from '../handoff/change-facts';
import { followRelease, jiraItself } from '../release-life/follow-release';
import { usesApp } from '../uses-app';

/** That a release went out without any handoff goes on record too. Null where there is nothing to record it on. */
const startToRecord = async (releaseId: string, now: number): Promise<Head | null> => {
  const release = await releaseForApp(releaseId);
  if (release === null || !(await usesApp(release.projectId))) return null;
  const [project, settings] = await Promise.all([projectForApp(release.projectId), readSettings(release.projectId)]);
  if (project === null) return null;
  const about = { releaseId, projectId: project.id, projectKey: project.key, updatedAt: momentOf(jiraItself(now)) };
  const empty = emptyHead({ ...about, ...asSeen(release) }, crypto.randomUUID());
  const head: Head = { ...empty, po: release.driver, csLead: settings.csLead };
  return (await createHead(head)) ? head : readHead(releaseId);
};

/**
 * Somebody released it in Jira. That the gate was closed then goes on record for good, also where Jira tells of it late: after it was
 * un-released, released again or deleted. The record's key is the moment, so that an event that comes twice leaves one.
 */
export const recordRelease = async (releaseId: string, told: Told, now: number): Promise<void> => {
  const head = (await readHead(releaseId)) ?? (await startToRecord(releaseId, now));
  if (head === null) return;
  const { open, blockers } = standingWhen(head, await readSettings(head.projectId), told.at);
  if (!open && !isPointer(head) && wasHere(head, told.at))
    await createHistory({
      ...{ schema: 1, handoffId: head.handoffId, revision: head.revision, at: told.at, by: told.by },
      ...{ what: 'released-anyway', detail: blockers.map(blockerText).join('; ') },
    });
  await followRelease(releaseId, now, told);
};
