import { putOnAgenda } from '../../storage/agenda';

/**
 * Something became of releases in Jira. The loop looks for the bugs whose fix may be in them: a release has as many as it has, and the event's
 * function little time. 1 call; none for no release.
 */
export const followFix = (releaseIds: readonly string[], now: number): Promise<void> =>
  putOnAgenda(
    releaseIds.map((releaseId) => ({ kind: 'fix', releaseId, again: false }) as const),
    now,
  );
