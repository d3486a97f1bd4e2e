import * as z from 'zod/mini';
import { DAY } from './day';
import { standingOf } from './gate';
import type { Head, Session } from './head';
import { accountIdSchema, daySchema, momentSchema, ownIdSchema, projectIdSchema, releaseIdSchema } from './ids';
import type { RolloutStep } from './rollout';
import type { Settings } from './settings';

/** What people are reminded of. */
const REMINDER_KINDS = [
  'draft', // nothing is written yet
  'due', // not handed over
  'walkthrough', // not held
  'session', // it is today
  'last-day', // the gate isn't open on the last day
  'step', // a rollout step is planned for now
  'verify', // the rollout has moved and nobody has looked at the handoff since
  'first-wave', // the first tickets are in
  'questions', // open for long
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Those that speak of the time before the release: over once it is out, or its date is another one. */
const BEFORE: readonly ReminderKind[] = ['draft', 'due', 'walkthrough', 'last-day'];

/** What makes a reminder one of its kind; each is given to a person once. */
export const reminderIdSchema = z.object({
  releaseId: releaseIdSchema,
  what: z.enum(REMINDER_KINDS),
  /** Of several of a kind: the release date, the walkthrough, the step, the day of the questions. */
  occurrence: z.string().check(z.regex(/^[a-zA-Z0-9.-]{1,100}$/)),
});
export type ReminderId = z.infer<typeof reminderIdSchema>;

export const reminderSchema = z.extend(reminderIdSchema, {
  schema: z.literal(1),
  accountId: accountIdSchema,
  projectId: projectIdSchema,
  /** Null where nothing was written. */
  handoffId: z.nullable(ownIdSchema),
  /** As last seen; of a release without a handoff the app may not know its project's key. */
  projectKey: z.string(),
  releaseName: z.string(),
  /** When it was given. */
  at: momentSchema,
  /** The day that it speaks of, where it does. */
  day: z.nullable(daySchema),
  /** How many blockers or questions. */
  count: z.int(),
  seen: z.boolean(),
});
export type Reminder = z.infer<typeof reminderSchema>;

/** A planned walkthrough on its day; planned anew for another day it is another one. */
export const sessionOccurrence = ({ id, at }: Session): string => `${id}.${at.slice(0, 10)}`;

/** A step planned for its day; planned anew for another day it is another one. */
export const stepOccurrence = ({ id, plannedFor }: Pick<RolloutStep, 'id' | 'plannedFor'>): string =>
  `${id}.${plannedFor ?? ''}`;

/** Where the rollout moved on a day: a step that it comes back to is told anew. */
export const moveOccurrence = ({ stepId, at }: NonNullable<Head['rollout']>): string =>
  `${stepId ?? 'none'}.${at.slice(0, 10)}`;

/** The facts by which a reminder is over. */
export type Facts = {
  readonly head: Head | null;
  readonly steps: readonly RolloutStep[];
  readonly settings: Settings;
  /** ms since 1970 */
  readonly now: number;
};

/**
 * The steps that are still to be entered, with nothing decided that keeps the rollout where it is. After a roll-back those that are planned
 * for a later day: the next try.
 */
export const awaitedSteps = (steps: readonly RolloutStep[]): readonly RolloutStep[] => {
  const last = steps.findLastIndex(({ entered }) => entered !== null);
  const ended = steps[last]?.ended;
  const planned = steps.slice(last + 1);
  if (ended?.decision === 'roll-back')
    return planned.filter(({ plannedFor }) => plannedFor !== null && plannedFor > ended.at.slice(0, 10));
  return (ended?.decision ?? 'advance') === 'advance' ? planned : [];
};

/** Whom a release's own facts name; who owes a question, or is told of a planned walkthrough, they don't say. */
const isNamed = ({ what, accountId }: Reminder, { po, csLead }: Head, settings: Settings): boolean =>
  what === 'questions' || what === 'session' || [po, csLead, settings.csLead].includes(accountId);

const isOver = ({ what, occurrence }: Pick<ReminderId, 'what' | 'occurrence'>, head: Head): boolean =>
  head.ended !== null ||
  head.archived ||
  head.done !== null ||
  (BEFORE.includes(what) && (head.released || head.releaseDate !== occurrence));

/**
 * Has the thing been done, or is there nothing more to do? One rule for who gives reminders, for Jira's notification and for the inbox.
 * @param given when it was given or is to be, in ms
 */
export const isSettled = (
  reminder: Pick<ReminderId, 'what' | 'occurrence'>,
  given: number,
  { head, steps, settings, now }: Facts,
): boolean => {
  const { what, occurrence } = reminder;
  // A day later than anywhere on Earth: whoever knows the project's time zone says it to the hour.
  if (BEFORE.includes(what) && now > Date.parse(occurrence) + 2 * DAY) return true;
  if (head === null) return false;
  if (isOver(reminder, head)) return true;
  const verifiedAt = head.verified === null ? -Infinity : Date.parse(head.verified.at);
  switch (what) {
    case 'draft':
      return head.revision > 0;
    case 'due':
      return head.handedOver !== null;
    case 'walkthrough':
      return head.walkthrough !== null;
    case 'session': {
      const { session } = head;
      if (session?.started !== null || sessionOccurrence(session) !== occurrence) return true;
      return now > Date.parse(session.at) + DAY; // not held: the walkthrough itself is owed again
    }
    case 'last-day':
      return standingOf(head, settings, now).open;
    case 'step':
      return !awaitedSteps(steps).some((step) => stepOccurrence(step) === occurrence);
    case 'verify':
      if (head.rollout === null || moveOccurrence(head.rollout) !== occurrence) return true;
      return verifiedAt >= Date.parse(head.rollout.at);
    case 'first-wave':
      return verifiedAt >= given || (!head.released && (head.rollout === null || head.rollout.stepId === null));
    case 'questions':
      return head.openQuestions === 0 || (head.openSince !== null && head.openSince.slice(0, 10) > occurrence);
  }
};

/** The same of one that was given; over too for who is no longer the one to do it. */
export const isSettledFor = (reminder: Reminder, facts: Facts): boolean =>
  (facts.head !== null && !isNamed(reminder, facts.head, facts.settings)) ||
  isSettled(reminder, Date.parse(reminder.at), facts);
