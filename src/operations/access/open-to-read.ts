import { ok, refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { readingProjects, type Settings } from '../../domain/settings';
import { isLive } from '../../domain/state';
import { unlessHidden } from '../../jira/jira-error';
import { myPermissions } from '../../jira/permissions';
import { getRelease } from '../../jira/releases';
import { readHead, readSettings } from '../../storage/read';

/** A handoff that the person may read. */
type OpenedToRead = {
  readonly head: Head;
  /** Not null: they read it through a support project, and these are the settings of the product's. */
  readonly mapped: Settings | null;
};

const browses = async (projectId: string): Promise<boolean> => (await myPermissions(projectId)).has('BROWSE_PROJECTS');

/**
 * What openHandoff shows may be read by the same people: who sees the release in Jira; once it is gone, who browses its project; and
 * who browses a support project that reads it, as long as the handoff is live. 2 calls side by side; 2 more for the last two.
 * @param throughProjectId the support project in whose page it is read
 */
export const openToRead = async (releaseId: string, throughProjectId: string | null): Promise<Result<OpenedToRead>> => {
  const [seen, head] = await Promise.all([unlessHidden(getRelease(releaseId)), readHead(releaseId)]);
  if (head === null || head.revision === 0) return refuse('not-found');
  if (seen !== null) return ok({ head, mapped: null });
  if (head.ended !== null) return (await browses(head.projectId)) ? ok({ head, mapped: null }) : refuse('not-found');
  if (throughProjectId === null || !isLive(head)) return refuse('not-found');
  const [settings, maySee] = await Promise.all([readSettings(head.projectId), browses(throughProjectId)]);
  return maySee && readingProjects(settings).includes(throughProjectId)
    ? ok({ head, mapped: settings })
    : refuse('not-found');
};
