import type { ToL3 } from '../../domain/ladder';
import type { Settings } from '../../domain/settings';
import { myRoles } from '../../jira/roles';
import type { Caller } from '../caller';

type Named = Pick<Settings, 'escalators' | 'escalatorRoles'>;

/**
 * May the person go to Support L3 from a ticket that they see? The settings of the ticket's project name people and roles of it; where nobody is
 * named, everybody who sees the ticket may. One call where only a role can give it, else none.
 */
export const mayEscalate = async (
  { accountId }: Caller,
  { projectId }: { readonly projectId: string },
  { escalators, escalatorRoles }: Named,
): Promise<boolean> => {
  if (escalators.length + escalatorRoles.length === 0 || escalators.includes(accountId)) return true;
  if (escalatorRoles.length === 0) return false;
  const roles = await myRoles(projectId);
  return escalatorRoles.some((role) => roles.has(role));
};

/** The same with who may, for whom it is not. */
export const toL3From = async (
  caller: Caller,
  ticket: { readonly projectId: string },
  settings: Named,
): Promise<ToL3> =>
  (await mayEscalate(caller, ticket, settings))
    ? { may: true, people: [], byRole: false }
    : { may: false, people: settings.escalators, byRole: settings.escalatorRoles.length > 0 };
