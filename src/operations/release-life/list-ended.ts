import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { myPermissions } from '../../jira/permissions';
import { listHeads } from '../../storage/read';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';

/** Handoffs of releases that Jira has no more: 2 calls. An index read, so that one that has just ended may be missing for a moment. */
export const listEnded = async (
  _caller: Caller,
  { projectId }: CallInput<'listEnded'>,
): Promise<Result<CallOutput<'listEnded'>>> => {
  const permissions = await myPermissions(projectId);
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  const heads = await listHeads(projectId, 'ended');
  return ok({
    rows: heads.flatMap(({ releaseId, releaseName, ended, po, updatedAt }) =>
      ended === null ? [] : [{ releaseId, releaseName, ended, po, updatedAt }],
    ),
  });
};
