import type { CallInput, CallOutput } from '../../api/calls';
import type { ReleaseRow } from '../../api/panel-calls';
import { ok, type Result } from '../../api/results';
import { blockersOf } from '../../domain/gate';
import type { Head, Release } from '../../domain/head';
import type { Settings } from '../../domain/settings';
import { stalenessOf } from '../../domain/staleness';
import { dueOf, stateOf } from '../../domain/state';
import { listReleases as listJiraReleases } from '../../jira/releases';
import { listLiveHeads, readHeadsAndSettings, readSettings } from '../../storage/read';
import type { Caller } from '../caller';
import { releaseSeenIn } from '../access/release-seen-in';

const rowOf = (release: Release, stored: Head | null, settings: Settings, now: number, today: string): ReleaseRow => {
  const head = stored !== null && stored.revision > 0 ? stored : null;
  return {
    release,
    projectKey: head?.projectKey ?? '',
    state: stateOf(head, settings, now),
    due: head?.handedOver == null && !release.released ? dueOf(release.releaseDate, settings, today) : null,
    blockers: blockersOf(head, settings, now).length,
    staleness: stalenessOf(head, release.issues, now),
    wentAnyway: release.released && stored?.releasedAnyway != null,
    po: head?.po ?? release.driver,
    csLead: head?.csLead ?? settings.csLead,
  };
};

/** 50 releases cost 4 calls, 2 in sequence; a support project one more per mapped product project, and one for their settings. */
export const listReleases = async (
  caller: Caller,
  { projectId, status, startAt, today }: CallInput<'listReleases'>,
): Promise<Result<CallOutput<'listReleases'>>> => {
  const [page, settings] = await Promise.all([
    listJiraReleases(projectId, status, startAt),
    readSettings(projectId), // harmless before Jira has said that the person may browse: it goes no further then
  ]);
  const [{ heads, settingsOf }, ...mapped] = await Promise.all([
    readHeadsAndSettings(
      page.releases.map(({ id }) => id),
      settings.productProjects,
    ),
    ...settings.productProjects.map(listLiveHeads),
  ]);
  return ok({
    rows: page.releases.map((release) => rowOf(release, heads.get(release.id) ?? null, settings, caller.now, today)),
    mapped: mapped
      .flat()
      .map((head) => rowOf(releaseSeenIn(head), head, settingsOf(head.projectId), caller.now, today)),
    nextStartAt: page.isLast ? null : startAt + page.releases.length,
    total: page.total,
  });
};
