import type { Head } from '../../domain/head';
import { findReleaseByName } from '../../jira/projects';
import type { As } from '../../jira/request';

/** The release that an L3 bug names as affected: the handoff's own, or the target project's one of the same name; else none. */
export const affectsVersionOf = (as: As, head: Head, targetProjectId: string): Promise<string | null> | string =>
  head.projectId === targetProjectId ? head.releaseId : findReleaseByName(as, targetProjectId, head.releaseName);
