import type { AgendaOf } from '../domain/agenda';
import type { Release } from '../domain/head';
import { isPlainNo } from '../jira/jira-error';
import { unreleasedForApp } from '../jira/releases';
import { moveEntry, notOnAgenda, putOnAgenda, releasesInPhase, type EntryOf } from '../storage/agenda';

/** Pages of 50 releases that one run goes through in one project; the next run goes on from there. */
const PAGES = 4;
const DAY = 86_400_000;

/** Only what has a date that isn't past is reminded of before anybody wrote something. */
const isAhead = ({ releaseDate }: Release, now: number): boolean =>
  releaseDate !== null && Date.parse(releaseDate) + 2 * DAY > now;

const asEntries = (projectId: string, releaseIds: readonly string[]): AgendaOf<'release'>[] =>
  releaseIds.map((releaseId) => ({ kind: 'release', releaseId, projectId }));

/**
 * Puts the releases of a project on the agenda: after its first mapping or handoff those that aren't on it; after its calendar changed
 * all of them, with the handoffs under way.
 */
export const surveyProject = async (entry: EntryOf<'project'>, now: number): Promise<void> => {
  const { projectId, again } = entry.body;
  let { startAt } = entry.body;
  for (let pages = 0; ; pages += 1) {
    if (pages === PAGES) {
      await moveEntry(entry, { at: entry.at, body: { ...entry.body, startAt } });
      return;
    }
    const page = await pageOf(projectId, startAt);
    const ahead = asEntries(
      projectId,
      page.releases.filter((release) => isAhead(release, now)).map(({ id }) => id),
    );
    await putOnAgenda(again ? ahead : await notOnAgenda(ahead), now);
    startAt += page.releases.length;
    if (page.isLast || page.releases.length === 0) break;
  }
  if (again)
    for (const phase of ['live', 'draft'] as const)
      await putOnAgenda(asEntries(projectId, await releasesInPhase(projectId, phase)), now);
  await moveEntry(entry, null);
};

/** Nothing of a project that isn't there (any more), or not for the app. */
const pageOf = async (projectId: string, startAt: number): Promise<{ releases: Release[]; isLast: boolean }> => {
  try {
    return await unreleasedForApp(projectId, startAt);
  } catch (error) {
    if (isPlainNo(error)) return { releases: [], isLast: true };
    throw error;
  }
};
