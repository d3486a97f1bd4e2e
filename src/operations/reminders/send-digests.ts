import { dayAfter, morningFrom, startOf } from '../../domain/calendar';
import { dayIn } from '../../domain/day';
import { isSettledFor, type Reminder } from '../../domain/reminder';
import { digestText } from '../../domain/reminder-words';
import { JiraError, unlessRefused } from '../../jira/jira-error';
import { newestIssueOfRelease, notifyPeople } from '../../jira/notify';
import { permissionsOf, seesIssue } from '../../jira/permissions';
import { moveEntry, type EntryOf } from '../../storage/agenda';
import * as keys from '../../storage/keys';
import type { Digest } from '../../storage/stored';
import { listReminders, putDigest, readAbout, readDigests, type KnownOfReminders } from '../../storage/reminders';
import { noteFailure } from '../note-failure';

/** Somebody with reminders that Jira may not have told them of. `news`: given by this run; an index may not know them yet. */
export type Waiting = { readonly person: EntryOf<'person'>; readonly news: readonly Reminder[] };

type StoredDigest = NonNullable<Awaited<ReturnType<typeof putDigest>>>;

/** How far back a digest looks, and how many keys are remembered as told. */
const MOST = 50;
/** Releases on whose issues a place to tell somebody is looked for. */
const MOST_PLACES = 5;
/** No day that any digest is of. */
const NEVER = '1970-01-01';

const keyOf = (reminder: Reminder): string => keys.reminder(reminder.accountId, reminder);

/** The release's newest issue, asked once in a run; search may lag, and then there is none. */
type IssueOf = (releaseId: string) => Promise<string | null>;
export const issuesOfRun = (): IssueOf => {
  const asked = new Map<string, Promise<string | null>>();
  return (releaseId) => {
    const issue = asked.get(releaseId) ?? newestIssueOfRelease(releaseId);
    asked.set(releaseId, issue);
    return issue;
  };
};

/** Where to tell them: an issue of one of the releases, if the person sees it. */
const placeFor = async (
  accountId: string,
  reminders: readonly Reminder[],
  issueOf: IssueOf,
): Promise<string | null> => {
  const releases = [...new Set(reminders.map(({ releaseId }) => releaseId))].slice(0, MOST_PLACES);
  for (const releaseId of releases) {
    const issueId = await issueOf(releaseId);
    if (issueId !== null && (await seesIssue(accountId, issueId))) return issueId;
  }
  return null;
};

/** The projects that somebody may browse; none for an account that Jira doesn't know any more. */
const browsable = async (accountId: string, projectIds: readonly string[]): Promise<(projectId: string) => boolean> => {
  const holds = await unlessRefused(permissionsOf(accountId, ['BROWSE_PROJECTS'], projectIds));
  return (projectId) => holds?.('BROWSE_PROJECTS', projectId) === true;
};

/** What is still to be told: not done meanwhile, not seen in the inbox, where the project's settings let it, and of what they may see. */
const toTell = async (
  accountId: string,
  reminders: readonly Reminder[],
  told: readonly string[],
  { headOf, settingsOf, stepsOf }: KnownOfReminders,
  now: number,
): Promise<Reminder[]> => {
  const open = reminders.filter((reminder) => {
    const { releaseId, projectId, handoffId } = reminder;
    const settings = settingsOf(projectId);
    const facts = { head: headOf(releaseId), steps: stepsOf(handoffId), settings, now };
    const isNews = !reminder.seen && !told.includes(keyOf(reminder));
    return isNews && settings.notify && !isSettledFor(reminder, facts);
  });
  if (open.length === 0) return [];
  const sees = await browsable(accountId, [...new Set(open.map(({ projectId }) => projectId))]);
  return open.filter(({ projectId }) => sees(projectId));
};

/** What somebody was told before, with more that waits. */
const waitingFor = (accountId: string, before: StoredDigest | undefined): Digest => ({
  ...(before?.body ?? { schema: 1, accountId, day: NEVER, told: [] }),
  waiting: true,
});

/**
 * Sends what was claimed. Jira has no mark by which a second notification would be known as the same: what it took too many requests for
 * wasn't sent and is given back; whatever else went wrong may have been sent, and counts as sent.
 */
const send = async (
  before: StoredDigest | undefined,
  claimed: StoredDigest,
  issueId: string,
  reminders: readonly Reminder[],
  now: number,
): Promise<void> => {
  const { accountId } = claimed.body;
  try {
    await notifyPeople(issueId, [accountId], digestText(reminders));
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'rate-limited') {
      await putDigest(claimed, waitingFor(accountId, before));
      throw error;
    }
    console.warn('a digest may not have been sent', error);
    await noteFailure(error, 'reminders', now);
  }
};

/** Somebody with all that they may have to be told, and what they were told last. */
type ToldBefore = {
  readonly waiting: Waiting;
  readonly before: StoredDigest | undefined;
  readonly all: readonly Reminder[];
};

const withEarlier = async (waiting: Waiting, before: StoredDigest | undefined): Promise<ToldBefore> => {
  const { person, news } = waiting;
  const isEarlier = news.length === 0 || before?.body.waiting === true;
  const listed = isEarlier ? await listReminders(person.body.accountId, MOST) : [];
  const all = [...new Map([...listed, ...news].map((reminder) => [keyOf(reminder), reminder])).values()];
  return { waiting, before, all };
};

type Telling = ToldBefore & { readonly known: KnownOfReminders };

/**
 * What telling some people needs to know: two calls for all of them where nothing waits from earlier, and one for each of whom something does.
 */
export const readTelling = async (all: readonly Waiting[]): Promise<Telling[]> => {
  const digests = await readDigests(all.map(({ person }) => person.body.accountId));
  const people = await Promise.all(
    all.map((waiting) => withEarlier(waiting, digests.get(waiting.person.body.accountId))),
  );
  const known = await readAbout(people.flatMap(({ all: reminders }) => reminders));
  return people.map((person) => ({ ...person, known }));
};

/**
 * Tells one person: on a working day from its morning on, at most once a day of the project that their first reminder is of. What somebody does
 * in the night or on a holiday may make a reminder due; it is told when people work.
 */
export const sendDigest = async (
  { waiting: { person }, before, all, known }: Telling,
  issueOf: IssueOf,
  now: number,
): Promise<void> => {
  const { accountId } = person.body;
  const told = before?.body.told ?? [];
  const reminders = await toTell(accountId, all, told, known, now);
  const [first] = reminders;
  if (first === undefined) {
    await moveEntry(person, null);
    return;
  }
  const calendar = known.settingsOf(first.projectId);
  const day = dayIn(calendar, now);
  // The last one may have been of a later day: projects have their own zones.
  const earliest = before !== undefined && before.body.day >= day ? dayAfter(before.body.day, 1) : day;
  const at = morningFrom(calendar, startOf(calendar, earliest));
  if (at > now) {
    if (before?.body.waiting === true || (await putDigest(before, waitingFor(accountId, before))) !== null)
      await moveEntry(person, { at });
    return;
  }
  const issueId = await placeFor(accountId, reminders, issueOf);
  if (issueId !== null) {
    const telling = [...told, ...reminders.map(keyOf)].slice(-2 * MOST);
    const claimed = await putDigest(before, { schema: 1, accountId, day, told: telling, waiting: false });
    if (claimed === null) return; // another run is at it: the next one sees what came of it
    await send(before, claimed, issueId, reminders, now);
  }
  await moveEntry(person, null);
};
