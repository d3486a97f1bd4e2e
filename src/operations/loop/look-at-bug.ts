import type { AgendaOf } from '../../domain/agenda';
import type { Bug } from '../../domain/bug';
import { stageOf } from '../../domain/bug-end';
import { DAY } from '../../domain/day';
import { fixIn, furthest } from '../../domain/fix-versions';
import { sameContent } from '../../domain/document';
import type { Head } from '../../domain/head';
import { readingProjects } from '../../domain/settings';
import { bugForApp, type BugForApp } from '../../jira/bugs';
import { projectForApp } from '../../jira/projects';
import { readBug } from '../../storage/bug-record';
import { readHeadsAndSettings } from '../../storage/read';
import { readSteps } from '../../storage/read-handoff';
import { readTicketsOf, writeBug } from '../../storage/word-back';
import { adoptBug } from '../bug/adopt-bug';
import { isTooMuch, type HasTime } from '../run';
import { finishTriage, isShown } from '../bug/show-triage';
import { tellTicket, type NamedRelease } from './tell-ticket';

/**
 * In ms: so soon again where what was seen isn't sure. Each is looked at once a day anyway: Jira may not tell of everything, and tells an app that is
 * down of nothing.
 */
const LOOK_AGAIN = 10 * 60_000;
/** In ms: a bug of which nothing was new for so long is looked at when Jira tells of it, and by itself no more. */
const AT_REST = 90 * DAY;

/** Fix versions of one bug that are followed; with the bug itself they fit into one transaction. */
const MOST_FIXES = 20;

type Looked = {
  readonly bug: Bug;
  /** The release that the fix is in, where who came by the bug's own handoff may read of it. */
  readonly release: NamedRelease | null;
};

/** A rollout that hasn't begun may be planned: then nobody has the release yet, even if it is released. */
const fixOf = async (version: BugForApp['fixVersions'][number], head: Head | null) =>
  fixIn(version, head, head === null ? [] : await readSteps(head.handoffId));

/** As Jira and the rollouts of its releases have it now. */
const seen = async (bug: Bug, found: BugForApp, tickets: number): Promise<Looked> => {
  const fixVersions = found.fixVersions.slice(0, MOST_FIXES);
  const ids = fixVersions.map(({ id }) => id);
  const { heads, settingsOf } = await readHeadsAndSettings(ids, ids.length === 0 ? [] : [bug.productId]);
  const fix = furthest(await Promise.all(fixVersions.map((version) => fixOf(version, heads.get(version.id) ?? null))));
  const head = fix === null ? undefined : heads.get(fix.releaseId);
  const isToldOf = head != null && head.handedOver !== null && head.projectId === bug.productId;
  return {
    bug: {
      ...(bug.missing === undefined ? bug : { ...bug, missing: undefined }),
      ...{ bugKey: found.key, projectId: found.projectId, stage: stageOf(found), fix, tickets },
      fixVersions: ids,
      ...{ resolution: found.resolution, duplicateOf: found.duplicateOf },
    },
    release: isToldOf ? { name: head.releaseName, readers: readingProjects(settingsOf(bug.productId)) } : null,
  };
};

/**
 * Jira doesn't show it to the app. That it was deleted is believed where Jira's event said so, or where a second look, a while later, finds the
 * same while the project is there: a project in the trash or closed to the app says nothing of its bugs.
 */
const unseen = async (bug: Bug, now: number): Promise<Bug> => {
  if (bug.stage === 'gone') return bug;
  const { missing = { since: new Date(now).toISOString(), isDeleted: false } } = bug;
  if (missing.isDeleted) return { ...bug, missing, stage: 'gone' };
  if (bug.projectId !== '' && (await projectForApp(bug.projectId)) === null) return bug;
  const isSure = now - Date.parse(missing.since) >= LOOK_AGAIN / 2;
  return { ...bug, missing, ...(isSure && { stage: 'gone' as const }) };
};

/** Not shown since a moment ago. One whose project went meanwhile is looked at once a day, for as long as the project stays away. */
const isUnsure = ({ missing }: Bug, now: number): boolean =>
  missing !== undefined && !missing.isDeleted && now - Date.parse(missing.since) < 2 * LOOK_AGAIN;

/** All are tried before the first failure is told, so that one doesn't keep the others waiting. False: some are to be done yet. */
const doAll = async (works: readonly (() => Promise<boolean>)[], hasTime: HasTime): Promise<boolean> => {
  const failures: unknown[] = [];
  let isDone = true;
  for (const work of works) {
    if (!hasTime()) return false;
    try {
      if (!(await work())) isDone = false;
    } catch (error) {
      if (isTooMuch(error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return isDone;
};

/**
 * Looks at a bug in Jira, brings its record in line and tells each ticket that hangs on it what it wasn't told; what a
 * triage left undone is done. With up to 25 tickets 4 calls, one or two more where it has fix versions; one more for each 25 tickets; and those of
 * `tellTicket` for each ticket with news.
 * @returns true: all is done; false: there is more; or when to look again (ms since 1970)
 */
export const lookAtBug = async (
  { bugId, again }: AgendaOf<'bug'>,
  now: number,
  hasTime: HasTime,
): Promise<boolean | number> => {
  // Read before Jira is asked: two who look at once must not write an older answer over a newer one.
  const [stored, tickets] = await Promise.all([readBug(bugId), readTicketsOf(bugId)]);
  // Of before there were records of bugs, also where a triage began one; the next run finds what is on record by then.
  if ((stored === null || tickets.length === 0) && (await adoptBug(bugId))) return false;
  if (stored === null) return true;
  const { bug: known } = stored;
  const found = await bugForApp(bugId);
  const looked =
    found === null
      ? { bug: await unseen(known, now), release: null }
      : await seen(known, found, Math.max(tickets.length, 1));
  const isNew = !sameContent(known, looked.bug);
  const bug = isNew ? { ...looked.bug, lookedAt: new Date(now).toISOString() } : known;
  if (isNew && !(await writeBug(stored, bug, now))) return false;
  const isTriageShown = found === null || isShown(bug, found.property);
  const works = [
    ...(isTriageShown ? [] : [() => finishTriage(bugId).then(() => true)]),
    ...tickets.map((one) => async () => {
      // It may hang on the bug by a handoff of another product, and its project know nothing of this one.
      const release = one.escalation.handoffId === bug.handoffId ? looked.release : null;
      return (await tellTicket(one, bug, release, now)) === 'told';
    }),
  ];
  if (!(await doAll(works, hasTime))) return false;
  if (bug.stage === 'gone') return true;
  if ((isNew && again) || isUnsure(bug, now)) return now + LOOK_AGAIN;
  return now - Date.parse(bug.lookedAt) < AT_REST ? now + DAY : true;
};
