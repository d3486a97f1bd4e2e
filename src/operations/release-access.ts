import type { Rights } from '../api/calls';
import { refuse, type Result } from '../api/results';
import type { Head, Release } from '../domain/head';
import type { Permission } from '../jira/permissions';
import { myPermissions } from '../jira/permissions';
import { getRelease } from '../jira/releases';
import { readHead } from '../storage/read';
import type { Caller } from './caller';

export const NO_RIGHTS: Rights = { write: false, sign: false, administer: false };

/** Who writes: the handoff's PO, and whoever may edit the product project's issues. Who signs: its CS Lead. Admins may write. */
export const rightsOf = (permissions: ReadonlySet<Permission>, head: Head | null, caller: Caller): Rights => {
  const administer = permissions.has('ADMINISTER_PROJECTS');
  return {
    administer,
    write: administer || permissions.has('EDIT_ISSUES') || head?.po === caller.accountId,
    sign: head?.csLead === caller.accountId,
  };
};

export type OpenRelease = { readonly release: Release; readonly head: Head | null; readonly rights: Rights };

/**
 * A release read again from Jira as the person, its head, and what the person may do there: 3 calls, 2 in sequence.
 * @throws JiraError `not-found` when the person may not see the release
 */
export const openRelease = async (caller: Caller, releaseId: string): Promise<OpenRelease> => {
  const [release, head] = await Promise.all([getRelease(releaseId), readHead(releaseId)]);
  return { release, head, rights: rightsOf(await myPermissions(release.projectId), head, caller) };
};

/** As openRelease, for a call that changes a handoff that exists. */
export const openToChange = async (
  caller: Caller,
  releaseId: string,
  right: (rights: Rights) => boolean,
  needs: string,
): Promise<Result<{ release: Release; head: Head }>> => {
  const { release, head, rights } = await openRelease(caller, releaseId);
  if (!right(rights)) return refuse('not-allowed', { needs });
  return head === null || head.revision === 0 ? refuse('not-found') : { ok: true, value: { release, head } };
};

export const NEEDS = {
  write:
    'To write a handoff you need the permission "Edit issues" in its project, or be its PO. A project admin can grant it.',
  record: 'Only who writes the handoff, or its CS Lead, can do this. A project admin can grant "Edit issues".',
  administer: 'This needs the permission "Administer projects" in the product project. A Jira admin can grant it.',
  file: 'To file an L3 bug you need the permission "Create issues" in the project it goes to. A project admin can grant it.',
} as const;
