import type { CallInput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head, Release } from '../../domain/head';
import { relatedWorkIsDue, type RelatedWork } from '../../domain/related-work';
import { stateOf } from '../../domain/state';
import { isInForce } from '../../domain/waiver';
import { stateTitle } from '../../domain/wording';
import { isPlainNo, JiraError } from '../../jira/jira-error';
import { changeRelatedWork, createRelatedWork, findRelatedWork } from '../../jira/related-work';
import { appPath, siteAddress } from '../../jira/site';
import { changeHead } from '../../storage/write';
import { panelAddress } from '../addresses';
import { momentOf, type Caller } from '../caller';
import { openRelease } from '../access/release-access';

type Line = { readonly title: string; readonly url: string };

/** The page's own address, if it is the panel of this release, in this app, on this site: it is shown to others. */
const ownAddress = async (claimed: string, releaseId: string): Promise<string | null> => {
  const address = panelAddress(claimed);
  if (address?.endsWith(`${appPath()}/release/${releaseId}`) !== true) return null;
  return address.startsWith(`${await siteAddress()}/`) ? address : null;
};

/** The line's id: changed where it is known, found again where it was made before or deleted, else made. */
const write = async (releaseId: string, id: string | null, line: Line): Promise<string> => {
  if (id !== null) {
    try {
      await changeRelatedWork(releaseId, id, line);
      return id;
    } catch (error) {
      if (!(error instanceof JiraError) || error.kind !== 'not-found') throw error;
    }
  }
  const found = await findRelatedWork(releaseId, line.url);
  if (found === null) return createRelatedWork(releaseId, line);
  await changeRelatedWork(releaseId, found, line);
  return found;
};

const stateAfter = (error: JiraError, release: Release): RelatedWork['state'] => {
  if (release.archived) return 'archived';
  return error.kind === 'forbidden' || error.kind === 'not-found' ? 'not-allowed' : 'refused';
};

/** Keeps what is known of the line, if `decide` still wants to; no trace in the history, for it says nothing of the handoff. */
const keep = (known: Head, decide: (newest: Head) => RelatedWork | null): Promise<boolean> =>
  changeHead(known.releaseId, known, (newest) => {
    const relatedWork = newest === null ? null : decide(newest);
    if (newest === null || relatedWork === null) return { stop: false };
    return { write: { head: { ...newest, relatedWork }, records: [] }, answer: true };
  });

/**
 * Brings the handoff's line on the release's page in Jira up to date: one line per release, its title following the state. The panel
 * asks for it when the view says that it is due, so that no save waits for it. Who takes it first writes it; where Jira says
 * no, that is remembered and not asked again.
 */
export const showOnRelease = async (
  caller: Caller,
  { releaseId, panelUrl }: CallInput<'showOnRelease'>,
): Promise<Result<Record<string, never>>> => {
  const { release, head, settings } = await openRelease(caller, releaseId);
  if (head === null || head.revision === 0) return refuse('not-found');
  const waiver = isInForce(head.waiver, caller.now) ? head.waiver : null;
  const title = stateTitle(stateOf(head, settings, caller.now), waiver);
  const isDue = ({ relatedWork }: Head) => relatedWorkIsDue(relatedWork, title, release.archived, caller.now);
  if (!isDue(head)) return ok({});
  const url = await ownAddress(panelUrl, releaseId);
  if (url === null) return refuse('bad-input', { fields: [{ path: ['panelUrl'], problem: 'not-valid' }] });

  const writing: RelatedWork = { id: head.relatedWork?.id ?? null, title, at: momentOf(caller), state: 'writing' };
  if (!(await keep(head, (newest) => (isDue(newest) ? writing : null)))) return ok({});
  const isMine = ({ relatedWork }: Head) => relatedWork?.at === writing.at && relatedWork.title === title;
  const taken = { ...head, relatedWork: writing, facts: head.facts + 1 }; // as it was just written, if nobody came in between
  const ended = (end: Partial<RelatedWork>) =>
    keep(taken, (newest) => (isMine(newest) ? { ...writing, ...end } : null));
  try {
    await ended({ id: await write(releaseId, writing.id, { title, url }), state: 'shown' });
  } catch (error) {
    // What may pass is left at `writing`: somebody takes it up a minute later.
    if (!isPlainNo(error)) throw error;
    console.warn('related work not written', error);
    await ended({ state: stateAfter(error, release) });
  }
  return ok({});
};
