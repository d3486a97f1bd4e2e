import type { CallInput } from '../api/calls';
import { refuse, type Result } from '../api/results';
import { permissionsOf } from '../jira/permissions';
import type { Caller } from './caller';
import { changeFacts } from './change-facts';
import { NEEDS, openToChange } from './release-access';

/** Where each of them reads the handoff: the PO in its project, the CS Lead at least in a support project that is mapped to it. */
const canRead = async (who: string, projectIds: readonly string[]): Promise<boolean> => {
  const holds = await permissionsOf(who, ['BROWSE_PROJECTS'], projectIds);
  return projectIds.some((id) => holds('BROWSE_PROJECTS', id));
};

/** Names the PO and the CS Lead, so that a blocker can say who owes it. */
export const setPeople = async (
  caller: Caller,
  { releaseId, po, csLead }: CallInput<'setPeople'>,
): Promise<Result<Record<string, never>>> => {
  const known = await openToChange(caller, releaseId, ({ write }) => write, NEEDS.write);
  if (!known.ok) return known;
  const { head: seen, settings } = known.value;
  const product = [seen.projectId];
  const named = await Promise.all([
    po === null || po === seen.po || canRead(po, product),
    csLead === null || csLead === seen.csLead || canRead(csLead, [...product, ...settings.supportProjects]),
  ]);
  if (named.includes(false)) return refuse('named-cannot-read');
  return changeFacts(caller, known.value, (head) =>
    head.po === po && head.csLead === csLead
      ? 'nothing'
      : { head: { po, csLead }, history: [{ what: 'people', detail: '' }] },
  );
};
