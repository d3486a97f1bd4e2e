import type { AgendaOf } from '../../domain/agenda';
import { DAY } from '../../domain/day';
import type { Release } from '../../domain/head';
import { unlessRefused } from '../../jira/jira-error';
import { unreleasedForApp } from '../../jira/releases';
import { moveEntry, notOnAgenda, putOnAgenda, releasesInPhase, type EntryOf } from '../../storage/agenda';
import { usesApp } from '../uses-app';

type Survey = AgendaOf<'project'>;

/**
 * Pages of 50 or 100 releases of each stage that one run goes through in one project: together fewer than the storage takes in a minute
 * (4,000 writes, Forge docs: limits-kvs-ce). The next run goes on from there.
 */
const PAGES = 10;

/** Only what has a date that isn't past is reminded of before anybody wrote something. */
const isAhead = ({ releaseDate }: Release, now: number): boolean =>
  releaseDate !== null && Date.parse(releaseDate) + 2 * DAY > now;

const asEntries = ({ projectId }: Survey, releaseIds: readonly string[]): AgendaOf<'release'>[] =>
  releaseIds.map((releaseId) => ({ kind: 'release', releaseId, projectId }));

/** Nothing of a project that isn't there (any more), or not for the app. */
const pageOf = async (projectId: string, startAt: number): Promise<{ releases: Release[]; isLast: boolean }> =>
  (await unlessRefused(unreleasedForApp(projectId, startAt))) ?? { releases: [], isLast: true };

/** How far it has come; null: it is done. */
type Progress = Survey | null;

const ofJira = async (survey: Survey, now: number): Promise<Progress> => {
  let { startAt } = survey;
  for (let pages = 0; pages < PAGES; pages += 1) {
    const { releases, isLast } = await pageOf(survey.projectId, startAt);
    const ahead = releases.filter((release) => isAhead(release, now)).map(({ id }) => id);
    const entries = asEntries(survey, ahead);
    await putOnAgenda(survey.again ? entries : await notOnAgenda(entries), now);
    startAt += releases.length;
    if (isLast || releases.length === 0) return survey.again ? { ...survey, stage: 'live' } : null;
  }
  return { ...survey, startAt };
};

const ofHandoffs = async (survey: Survey, phase: 'live' | 'draft', now: number): Promise<Progress> => {
  const after: Progress = phase === 'live' ? { ...survey, stage: 'draft', since: '1970-01-01' } : null;
  let { since } = survey;
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES; pages += 1) {
    const page = await releasesInPhase(survey.projectId, phase, survey.since, cursor);
    await putOnAgenda(asEntries(survey, page.releaseIds), now);
    since = page.lastDate ?? since;
    cursor = page.cursor;
    if (cursor === undefined) return after;
  }
  // So many of one date that a run can't get past it: the rest is looked at when it is due by what held before.
  return since === survey.since ? after : { ...survey, since };
};

/**
 * Puts the releases of a project on the agenda: after its first handoff those that aren't on it; after its calendar changed all of them,
 * with the handoffs under way.
 */
export const surveyProject = async (entry: EntryOf<'project'>, now: number): Promise<void> => {
  let survey = entry.body;
  // The first handoff, after which all of them are looked for, may not be in the index yet; settings are changed where nobody uses the app.
  if (survey.again && !(await usesApp(survey.projectId))) {
    await moveEntry(entry, null);
    return;
  }
  for (;;) {
    const { stage } = survey;
    const progress = stage === 'unreleased' ? await ofJira(survey, now) : await ofHandoffs(survey, stage, now);
    if (progress === null || progress.stage === stage) {
      await moveEntry(entry, progress === null ? null : { at: entry.at, body: progress });
      return;
    }
    survey = progress;
  }
};
