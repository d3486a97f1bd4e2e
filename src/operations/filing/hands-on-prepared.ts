import type { Prepared } from '../../domain/prepared';
import type { Part } from '../../domain/waiting';
import type { Ticket } from '../../jira/issues';
import { myPermissions } from '../../jira/permissions';
import { readHead, readSettings } from '../../storage/read';
import type { Caller } from '../caller';

/** Whom a prepared bug waits for by now. */
type Now = { readonly filer: string; readonly productId: string | null };

/** Whoever is named to file today, also where somebody else was when it was prepared: who left must not leave it waiting. 2 calls. */
export const waitsFor = async ({ releaseId, forAccount }: Prepared): Promise<Now> => {
  const head = await readHead(releaseId);
  if (head === null) return { filer: forAccount, productId: null };
  const { filer } = await readSettings(head.projectId);
  return { filer: filer ?? forAccount, productId: head.projectId };
};

const administersOneOf = async (projectIds: readonly string[]): Promise<boolean> => {
  const held = await Promise.all([...new Set(projectIds)].map(myPermissions));
  return held.some((permissions) => permissions.has('ADMINISTER_PROJECTS'));
};

/** What a person who sees the ticket may do with the bug that waits on it. 2 calls at most, for who has no part in it by name. */
export const partIn = async (
  { accountId }: Caller,
  { projectId }: Ticket,
  { by, forAccount }: Prepared,
  { filer, productId }: Now,
): Promise<Part> => {
  if (accountId === filer || accountId === forAccount) return 'files';
  if (accountId === by) return 'takes-back';
  const projects = productId === null ? [projectId] : [projectId, productId];
  return (await administersOneOf(projects)) ? 'administers' : 'none';
};
