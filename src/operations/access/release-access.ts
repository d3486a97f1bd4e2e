import type { Rights } from '../../api/panel-calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head, Release } from '../../domain/head';
import { isLive } from '../../domain/state';
import { isHidden } from '../../jira/jira-error';
import { browsesOneOf, myPermissions } from '../../jira/permissions';
import { getRelease } from '../../jira/releases';
import { readingProjects, type Settings } from '../../domain/settings';
import { readHead, readSettings } from '../../storage/read';
import type { Caller } from '../caller';
import { releaseSeenIn } from './release-seen-in';
import { peopleOf, rightsIn, rightsThroughMapping } from './rights';

export type OpenRelease = {
  readonly release: Release;
  readonly head: Head | null;
  readonly settings: Settings;
  readonly rights: Rights;
  /** The same over a newer head: a PO or CS Lead may have been named meanwhile. */
  readonly rightsAt: (head: Head) => Rights;
};

/**
 * A release read again from Jira as the person, its head, and what the person may do there: 4 calls, 2 in sequence; one more for roles.
 * @throws JiraError `not-found` when the person may not see the release
 */
export const openRelease = async (caller: Caller, releaseId: string): Promise<OpenRelease> => {
  const [release, head] = await Promise.all([getRelease(releaseId), readHead(releaseId)]);
  const [permissions, settings] = await Promise.all([
    myPermissions(release.projectId),
    readSettings(release.projectId),
  ]);
  const rightsFor = await rightsIn(release.projectId, permissions, settings, peopleOf(head, release, settings), caller);
  const rightsAt = (newest: Head | null) => rightsFor(peopleOf(newest, release, settings));
  return { release, head, settings, rights: rightsAt(head), rightsAt };
};

/** With a handoff. */
type OpenStarted = OpenRelease & { readonly head: Head };

/** The live handoff for who may not see its release but reads it through a mapped support project; null for others. */
const openMapped = async (caller: Caller, releaseId: string): Promise<OpenStarted | null> => {
  const head = await readHead(releaseId);
  if (head === null || !isLive(head)) return null;
  const settings = await readSettings(head.projectId);
  if (!(await browsesOneOf(readingProjects(settings)))) return null;
  const rightsAt = (newest: Head) => rightsThroughMapping(settings, newest, caller);
  return { release: releaseSeenIn(head), head, settings, rights: rightsAt(head), rightsAt };
};

/** As openRelease, for a call that changes a handoff that exists. */
export const openToChange = async (
  caller: Caller,
  releaseId: string,
  right: (rights: Rights) => boolean,
  needs: string,
): Promise<Result<OpenStarted>> => {
  const { head, ...rest } = await openRelease(caller, releaseId);
  if (!right(rest.rights)) return refuse('not-allowed', { needs });
  return head === null || head.revision === 0 ? refuse('not-found') : { ok: true, value: { ...rest, head } };
};

/** As openToChange, for what a CS Lead does who may not browse the product project: they read and sign in the support project. */
export const openToSign = async (...asked: Parameters<typeof openToChange>): Promise<Result<OpenStarted>> => {
  try {
    return await openToChange(...asked);
  } catch (error) {
    if (!isHidden(error)) throw error;
    const [caller, releaseId, right, needs] = asked;
    const mapped = await openMapped(caller, releaseId);
    if (mapped === null) throw error;
    return right(mapped.rights) ? ok(mapped) : refuse('not-allowed', { needs });
  }
};
