import type { Head, Release } from '../../domain/head';
import { emptyHead } from '../../domain/release-life';
import type { Settings } from '../../domain/settings';
import { getProject } from '../../jira/projects';
import { readHead } from '../../storage/read';
import { createHead } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
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
  const about = { releaseId: release.id, projectId: release.projectId, projectKey: project.key };
  const empty = emptyHead({ ...about, ...asSeen(release), updatedAt: momentOf(caller) }, crypto.randomUUID());
  const head: Head = { ...empty, po, csLead: settings.csLead };
  return (await createHead(head)) ? head : readHead(release.id);
};
