import type { CallInput, CallOutput } from '../../api/calls';
import { ok, type Result } from '../../api/results';
import { readingProjects } from '../../domain/settings';
import { unlessRefused } from '../../jira/jira-error';
import { browsedOf } from '../../jira/permissions';
import { someWhoWorkIn } from '../../jira/people';
import { listReadings as listStored } from '../../storage/readings';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';
import { openToSign } from '../access/release-access';

/** Support projects whose people are looked up: each is a call. */
const MOST_TEAMS = 3;

/** Jira looks through so many people of the site and no more, and answers those among them who work in the project (OAS findAssignableUsers). */
const MOST_PEOPLE = 1_000;

/** Those to look up, of many the ones that the person sees. */
const teamsOf = async (projectIds: readonly string[]): Promise<readonly string[]> => {
  if (projectIds.length <= MOST_TEAMS) return projectIds;
  const seen = await browsedOf(projectIds);
  return projectIds.filter((id) => seen.has(id)).slice(0, MOST_TEAMS);
};

/** Null: Jira doesn't tell this person. */
const teamOf = (projectId: string): Promise<string[] | null> => unlessRefused(someWhoWorkIn(projectId, MOST_PEOPLE));

/** For CS Lead and writers, also for a CS Lead who reads through a support project. 9 calls at most, 4 in sequence. */
export const listReadings = async (
  caller: Caller,
  { releaseId }: CallInput<'listReadings'>,
): Promise<Result<CallOutput<'listReadings'>>> => {
  const opened = await openToSign(caller, releaseId, ({ write, sign }) => write || sign, NEEDS.readings);
  if (!opened.ok) return opened;
  const { head, settings } = opened.value;
  const mapped = readingProjects(settings);
  const [readings, teams] = await Promise.all([
    listStored(head.handoffId),
    teamsOf(mapped).then((projectIds) => Promise.all(projectIds.map(teamOf))),
  ]);
  return ok({
    revision: head.revision,
    readings: readings.map(({ accountId, revision, at }) => ({ accountId, revision, at })),
    team: [...new Set(teams.flatMap((people) => people ?? []))],
    unseenTeams: mapped.length - teams.filter((people) => people !== null).length,
  });
};
