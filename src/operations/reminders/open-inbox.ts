import type { CallInput, CallOutput } from '../../api/calls';
import { ok, type Result } from '../../api/results';
import { isSettledFor, type Reminder } from '../../domain/reminder';
import { readingProjects } from '../../domain/settings';
import { isLive } from '../../domain/state';
import { browsedOf } from '../../jira/permissions';
import { listReminders, markSeen, readAbout } from '../../storage/reminders';
import type { Caller } from '../caller';

/** How many a person sees: what is older has been dealt with, or said again by what came later. */
const MOST = 50;

/**
 * A person's reminders, the newest first, with what became of them since: 3 calls, one more for each 25 releases and projects. Who may
 * not read a release any more finds nothing of it here.
 */
export const openInbox = async (caller: Caller): Promise<Result<CallOutput<'openInbox'>>> => {
  const reminders = await listReminders(caller.accountId, MOST);
  if (reminders.length === 0) return ok({ rows: [] });
  const { headOf, settingsOf, stepsOf } = await readAbout(reminders);
  const readers = (projectId: string) => readingProjects(settingsOf(projectId));
  const browsed = await browsedOf([
    ...new Set(reminders.flatMap(({ projectId }) => [projectId, ...readers(projectId)])),
  ]);
  const mayRead = ({ releaseId, projectId }: Reminder): boolean => {
    if (browsed.has(projectId)) return true;
    const head = headOf(releaseId);
    return head !== null && isLive(head) && readers(projectId).some((id) => browsed.has(id));
  };
  return ok({
    rows: reminders.filter(mayRead).map((reminder) => {
      const { releaseId, what, occurrence, at, day, count, seen, projectId, handoffId } = reminder;
      const head = headOf(releaseId);
      const facts = { head, steps: stepsOf(handoffId), settings: settingsOf(projectId), now: caller.now };
      return {
        ...{ releaseId, what, occurrence, at, day, count, seen },
        releaseName: head?.releaseName ?? reminder.releaseName,
        projectKey: head?.projectKey ?? reminder.projectKey,
        isDone: isSettledFor(reminder, facts),
      };
    }),
  });
};

/** The person has seen some of their reminders: theirs by the key, whatever they send. */
export const readReminders = async (
  { accountId }: Caller,
  { reminders }: CallInput<'readReminders'>,
): Promise<Result<Record<string, never>>> => {
  const unique = [...new Map(reminders.map((one) => [Object.values(one).join(' '), one])).values()];
  await markSeen(accountId, unique);
  return ok({});
};
