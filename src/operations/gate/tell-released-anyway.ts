import { releasedAnywayText } from '../../domain/wording';
import { newestIssueOfRelease, notifyPeople } from '../../jira/notify';
import { readHead } from '../../storage/read';
import { changeHead } from '../../storage/write';

/** Notes whether they were told. False where that is noted already, or the release is no longer one to tell of. */
const note = async (releaseId: string, at: string, told: boolean): Promise<boolean> =>
  changeHead(releaseId, await readHead(releaseId), (head) => {
    const went = head?.releasedAnyway;
    if (head == null || went?.at !== at || went.told === told) return { stop: false };
    return { write: { head: { ...head, releasedAnyway: { ...went, told } }, records: [] }, answer: true };
  });

/**
 * Tells PO and CS Lead that their release went out with its gate closed, by Jira's notification on an issue of the release. Noted
 * before it is sent, so that an event that comes twice tells it once; taken back where Jira failed, so that a retry tells it, even
 * if only Jira's answer was lost.
 * Whoever released it knows, and a release without issues has only the panel.
 */
export const tellReleasedAnyway = async (releaseId: string): Promise<void> => {
  const head = await readHead(releaseId);
  const went = head?.releasedAnyway;
  if (head == null || went == null || went.told) return;
  const whom = [...new Set([head.po, head.csLead])].filter((who): who is string => who !== null && who !== went.by);
  const issueId = whom.length === 0 ? null : await newestIssueOfRelease(releaseId);
  if (issueId === null || !(await note(releaseId, went.at, true))) return;
  try {
    await notifyPeople(issueId, whom, releasedAnywayText(head.releaseName, head.projectKey, went.blockers));
  } catch (error) {
    await note(releaseId, went.at, false);
    throw error;
  }
};
