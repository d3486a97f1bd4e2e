import type { Head, Release } from '../domain/head';
import type { Settings } from '../domain/settings';
import { getProject } from '../jira/projects';
import { readHead } from '../storage/read';
import { createHead } from '../storage/write';
import { momentOf, type Caller } from './caller';
import { asSeen } from './change-facts';

/**
 * The handoff of a release gets its id and its default people. At revision 0 it counts as not started: nothing is written yet, but
 * its gate can be waived.
 * @returns the head as it stands, also when another call was faster
 */
export const startHandoff = async (
  caller: Caller,
  release: Release,
  settings: Settings,
  po: string | null,
): Promise<Head | null> => {
  const project = await getProject(release.projectId);
  const head: Head = {
    schema: 1,
    handoffId: crypto.randomUUID(),
    releaseId: release.id,
    projectId: release.projectId,
    projectKey: project.key,
    ...asSeen(release),
    po,
    csLead: settings.csLead,
    revision: 0,
    materialRevision: 0,
    facts: 0,
    missing: [],
    authors: [],
    handedOver: null,
    walkthrough: null,
    signOff: null,
    openQuestions: 0,
    rollout: null,
    done: null,
    labelFrozen: false,
    updatedAt: momentOf(caller),
    waiver: null,
    releasedAnyway: null,
    relatedWork: null,
    ended: null,
    mergedIn: [],
    formerPos: [],
    earlierRecords: [],
  };
  return (await createHead(head)) ? head : readHead(release.id);
};
