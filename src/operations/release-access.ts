import type { Rights } from '../api/panel-calls';
import { ok, refuse, type Result } from '../api/results';
import type { Head, Release } from '../domain/head';
import { isLive } from '../domain/state';
import { isHidden } from '../jira/jira-error';
import { browsesOneOf, myPermissions } from '../jira/permissions';
import { getRelease } from '../jira/releases';
import { readingProjects, type Settings } from '../domain/settings';
import { readHead, readSettings } from '../storage/read';
import type { Caller } from './caller';
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
<<<<<<< HEAD
=======

export const NEEDS = {
  jira: ({ as, permission }: Asked): string =>
    as === 'user'
      ? `Jira itself said no: it asks for the permission "${permission}" here, which you seem to lack. A Jira admin can grant it.`
      : `Jira said no to the app, which works on your behalf here: it asks for the permission "${permission}". A Jira admin can grant it to the app CS Handoff.`,
  write:
    'To write a handoff you need the permission "Write CS handoffs" in its project, or be its PO; where its settings let them, whoever may edit issues there writes too. A Jira admin can grant both, and a project admin can name you, or a role that you have, in the settings of CS Handoff.',
  record:
    'To record a walkthrough you need the permission "Write CS handoffs" or "Sign off CS handoffs" in its project, or be the PO or CS Lead of the handoff. A Jira admin can grant them, and a project admin can name you, or a role that you have, in the settings of CS Handoff.',
  ask: 'To ask in the panel, or to say who answers, you need the permission "Write CS handoffs" or "Sign off CS handoffs" in its project, or be the PO or CS Lead of the handoff; on a ticket every agent asks. A Jira admin can grant them, and a project admin can name you, or a role that you have, in the settings of CS Handoff.',
  readings:
    'To see who has read a handoff you need the permission "Write CS handoffs" or "Sign off CS handoffs" in its project, or be its PO or CS Lead. A Jira admin can grant them, and a project admin can name you, or a role that you have, in the settings of CS Handoff.',
  sign: 'To sign you need to be the CS Lead of the handoff or hold the permission "Sign off CS handoffs" in its project. Its PO can name you as CS Lead, a Jira admin can grant the permission, and a project admin can name you, or a role that you have, in the settings of CS Handoff.',
  waive:
    'To waive the gate you need the permission "Waive the CS handoff gate" in its project, and not to be its PO. A Jira admin can grant it, and a project admin can name you, or a role that you have, in the settings of CS Handoff.',
  administer: 'This needs the permission "Administer projects" in the product project. A Jira admin can grant it.',
  withdraw: (preparedBy: string, waitsFor: string): string =>
    `Only ${preparedBy}, who prepared it, ${waitsFor}, whom it waits for, and who holds the permission "Administer projects" in the project of the ticket or of the handoff can take it back: ask one of them. A Jira admin can grant the permission.`,
  jiraAdmin: 'This needs the global permission "Administer Jira". Another Jira admin can grant it.',
  file: 'To file an L3 bug you need the permission "Create issues" in the project it goes to. A project admin can grant it.',
  escalate:
    'Who may go to Support L3 from here is named in the settings of CS Handoff of the ticket’s project, by person or by role, and you are not. Ask somebody who is to go on from this ticket; an admin of that project can name you.',
  filer:
    'Nobody is named to file prepared bugs, and to file one yourself you need the permission "Create issues" in the project it goes to. A project admin can name a filer in the settings of CS Handoff, and an admin of the other project can grant the permission.',
} as const;
>>>>>>> 039f9cc (Who may go to Support L3 is asked in one place, by the settings of the ticket's project)
