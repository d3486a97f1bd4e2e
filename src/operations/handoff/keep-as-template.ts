import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { readRevision } from '../../storage/read-handoff';
import { writeTemplate } from '../../storage/write';
import { momentOf, type Caller } from '../caller';
import * as NEEDS from '../needs';
import { openToChange } from '../access/release-access';

/** What new handoffs of the project may begin with, as its admin chose it last. */
export const keepAsTemplate = async (
  caller: Caller,
  { releaseId, revision }: CallInput<'keepAsTemplate'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ administer }) => administer, NEEDS.administer);
  if (!known.ok) return known;
  const { handoffId, projectId } = known.value.head;
  const stored = await readRevision(handoffId, revision);
  if (stored === null) return refuse('not-found');
  const { document } = stored;
  await writeTemplate(projectId, { schema: 1, handoffId, document, by: caller.accountId, at: momentOf(caller) });
  return ok({});
};
