import { dayAfter, morningAfterWorkdays, morningBy, morningFrom, morningOf, startOf } from './calendar';
import { DAY, dayIn } from './day';
import { standingOf } from './gate';
import type { Head } from './head';
import type { Question } from './question';
import { FIRST_WAVE } from './reached-since';
import {
  awaitedSteps,
  isSettled,
  moveOccurrence,
  sessionOccurrence,
  stepOccurrence,
  type Facts,
  type ReminderKind,
} from './reminder';
import type { Settings } from './settings';
import { isInForce } from './waiver';

/** What is known of a release as its reminders are looked at. */
export type Known = Facts & {
  readonly releaseDate: string | null;
  readonly released: boolean;
  readonly archived: boolean;
  /** The release's driver in Jira: the PO of what isn't written yet. */
  readonly driver: string | null;
  /** The open ones; needed only from `questionsDue` on. */
  readonly questions: readonly Question[];
};

/** A reminder that holds now, and to whom it goes. */
export type Due = {
  readonly what: ReminderKind;
  readonly occurrence: string;
  readonly to: readonly string[];
  readonly day: string | null;
  readonly count: number;
};

/** From `at` on, as long as nothing that comes later has taken its place. In ms. */
type Planned = Due & { readonly at: number; readonly until: number };

/** Before the release, in days; draft and due count from the project's `dueDays`. */
const DRAFT_EARLIER = 7;
const WALKTHROUGH_DAYS = 5;
/** After it: so long from the end of the first wave of tickets on, until nobody needs to be told of it any more. In ms. */
const WAVE_IS_OVER = 30 * DAY;
/** Working days that a question may be open before somebody is reminded. */
const QUESTION_WORKDAYS = 2;

const people = (...ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id): id is string => id !== null)),
];

const peopleOf = ({ head, driver, settings }: Known): { po: string | null; csLead: string | null } =>
  head === null ? { po: driver, csLead: settings.csLead } : { po: head.po, csLead: head.csLead };

const beforeRelease = (known: Known): Planned[] => {
  const { releaseDate, released, settings, head, now } = known;
  if (releaseDate === null || released) return [];
  const { po, csLead } = peopleOf(known);
  const end = startOf(settings, dayAfter(releaseDate, 1));
  const at = (days: number): number => morningBy(settings, dayAfter(releaseDate, -days));
  const [draft, due, lastDay] = [at(settings.dueDays + DRAFT_EARLIER), at(settings.dueDays), at(1)];
  // Holidays may bring several onto one morning: they come together then, and none takes another's place.
  const untilAfter = (own: number, later: number): number => (later > own ? Math.min(later, end) : end);
  // A walkthrough that is planned is as good as held until its hour has gone by.
  const session = head?.session;
  const awaited = session?.started !== null ? 0 : morningFrom(settings, Date.parse(session.at) + 1);
  const walkthrough = Math.max(at(WALKTHROUGH_DAYS), awaited);
  const one = (what: ReminderKind, from: number, until: number, ...to: (string | null)[]): Planned => ({
    ...{ what, occurrence: releaseDate, day: releaseDate, count: 0, at: from, until, to: people(...to) },
  });
  return [
    one('draft', draft, untilAfter(draft, due), po ?? csLead ?? settings.csLead),
    one('due', due, untilAfter(due, lastDay), po ?? csLead),
    one('walkthrough', walkthrough, untilAfter(walkthrough, lastDay), po, csLead),
    { ...one('last-day', lastDay, end, po, csLead), count: standingOf(head, settings, now).blockers.length },
  ];
};

const sessionOf = ({ settings, head }: Known): Planned[] => {
  const session = head?.session;
  if (session?.started !== null) return [];
  const begins = Date.parse(session.at);
  const day = dayIn(settings, begins);
  const morning = morningOf(settings, day);
  const at = morning < begins ? morning : morningBy(settings, dayAfter(day, -1));
  const to = people(...session.people, session.by);
  return [{ what: 'session', occurrence: sessionOccurrence(session), to, day, count: 0, at, until: begins }];
};

/** Since when customers have it: released in Jira, else from the first step on that isn't the own company's; null: none has it (any more). */
const outSince = ({ head, steps, released }: Known): string | null => {
  const told = released ? head?.releaseTold?.at : undefined;
  if (told !== undefined) return told;
  const entered = steps.filter((step) => step.entered !== null);
  // A record of before there were steps says only since when it was out.
  if (entered.length === 0) return head?.rollout?.at ?? null;
  if (head?.rollout?.stepId === null) return null;
  return (
    entered.flatMap(({ audience, entered: at }) => (audience === 'internal' ? [] : (at?.at ?? []))).sort()[0] ?? null
  );
};

const duringRollout = (known: Known): Planned[] => {
  const { settings, head, steps } = known;
  if (head === null) return [];
  const owed = people(head.po ?? head.csLead);
  const planned = awaitedSteps(steps).flatMap((step): Planned[] => {
    const { plannedFor } = step;
    if (plannedFor === null) return [];
    const at = morningBy(settings, plannedFor);
    return [
      { what: 'step', occurrence: stepOccurrence(step), to: owed, day: plannedFor, count: 0, at, until: Infinity },
    ];
  });
  const { rollout } = head;
  if (rollout?.stepId !== undefined) {
    const at = morningFrom(settings, Date.parse(rollout.at) + 1);
    planned.push({
      what: 'verify',
      occurrence: moveOccurrence(rollout),
      to: owed,
      day: null,
      count: 0,
      at,
      until: Infinity,
    });
  }
  const out = outSince(known);
  if (out === null) return planned;
  const at = morningFrom(settings, Date.parse(out) + FIRST_WAVE);
  const wave = { what: 'first-wave', occurrence: out.slice(0, 10), day: out.slice(0, 10), count: 0 } as const;
  return [...planned, { ...wave, to: people(head.po, head.csLead), at, until: at + WAVE_IS_OVER }];
};

/**
 * When somebody is to be reminded of the questions of a day. They are taken by the UTC day on which they were asked, from its end on:
 * so those of a day come together, and once, also if the project's calendar changes meanwhile.
 */
const questionsMorning = (settings: Settings, askedAt: string): number =>
  morningAfterWorkdays(
    settings,
    startOf({ ...settings, timeZone: 'UTC' }, dayAfter(askedAt.slice(0, 10), 1)) - 1,
    QUESTION_WORKDAYS,
  );

/** From when on the open questions have to be looked at, in ms; null: none is open. */
export const questionsDue = (head: Head | null, settings: Settings): number | null => {
  if (head === null || head.openQuestions === 0 || head.ended !== null || head.archived || head.done !== null)
    return null;
  return head.openSince === null ? 0 : questionsMorning(settings, head.openSince);
};

const ofQuestions = ({ settings, head, questions }: Known): Planned[] => {
  if (head === null) return [];
  const groups = new Map<string, { day: string; owner: string; count: number }>();
  for (const { askedAt, owner: named, ended } of questions) {
    const owner = named ?? head.po ?? head.csLead;
    if (ended !== null || owner === null) continue;
    const day = askedAt.slice(0, 10);
    groups.set(`${day} ${owner}`, { day, owner, count: (groups.get(`${day} ${owner}`)?.count ?? 0) + 1 });
  }
  return [...groups.values()].map(({ day, owner, count }) => ({
    ...{ what: 'questions', occurrence: day, day, to: [owner], count },
    ...{ at: questionsMorning(settings, day), until: Infinity },
  }));
};

/**
 * The reminders of a release that hold now, and when there is something to look at again if nobody changes anything meanwhile. Without
 * a memory: who was told already is not its business.
 * @returns `next` in ms; null: nothing is to come
 */
export const remindersOf = (known: Known): { readonly due: readonly Due[]; readonly next: number | null } => {
  const { head, settings, now, archived } = known;
  if (archived || head?.archived === true || (head !== null && (head.ended !== null || head.done !== null)))
    return { due: [], next: null };
  const before = beforeRelease(known);
  const planned = [...before, ...sessionOf(known), ...duringRollout(known), ...ofQuestions(known)].filter(
    ({ until, at }) => now < until && at < until,
  );
  const due = planned.filter((one) => one.at <= now && one.to.length > 0 && !isSettled(one, one.at, known));
  const end = before.at(-1)?.until ?? 0;
  const moments = [
    // A waiver ends by itself, and with it what it let pass: the last day is looked at however the gate stands now.
    ...planned.filter((one) => one.what === 'last-day' || !isSettled(one, one.at, known)).map(({ at }) => at),
    ...(head !== null && isInForce(head.waiver, now) && Date.parse(head.waiver.expiresAt) < end
      ? [Date.parse(head.waiver.expiresAt)]
      : []),
    questionsDue(head, settings) ?? 0,
  ].filter((at) => at > now);
  return { due, next: moments.length === 0 ? null : Math.min(...moments) };
};
