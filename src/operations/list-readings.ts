import type { CallInput, CallOutput } from '../api/calls';
import { ok, type Result } from '../api/results';
import { readingProjects } from '../domain/settings';
import { isPlainNo } from '../jira/jira-error';
import { someWhoWorkIn } from '../jira/people';
import { listReadings as listStored } from '../storage/readings';
import type { Caller } from './caller';
import { NEEDS, openToSign } from './release-access';

/** Support projects whose people are looked up: each is a call. */
const MOST_TEAMS = 3;

/** Jira looks through so many people of the site and no more, and answers those among them who work in the project (OAS findAssignableUsers). */
const MOST_PEOPLE = 1_000;

/** Null: Jira doesn't tell this person. */
const teamOf = async (projectId: string): Promise<string[] | null> => {
  try {
    return await someWhoWorkIn(projectId, MOST_PEOPLE);
  } catch (error) {
    if (isPlainNo(error)) return null;
    throw error;
  }
};

/** For CS Lead and writers, also for a CS Lead who reads through a support project. 8 calls at most, 3 in sequence. */
export const listReadings = async (
  caller: Caller,
  { releaseId }: CallInput<'listReadings'>,
): Promise<Result<CallOutput<'listReadings'>>> => {
  const opened = await openToSign(caller, releaseId, ({ write, sign }) => write || sign, NEEDS.readings);
  if (!opened.ok) return opened;
  const { head, settings } = opened.value;
  const [readings, ...teams] = await Promise.all([
    listStored(head.handoffId),
    ...readingProjects(settings).slice(0, MOST_TEAMS).map(teamOf),
  ]);
  return ok({
    revision: head.revision,
    readings: readings.map(({ accountId, revision, at }) => ({ accountId, revision, at })),
    team: [...new Set(teams.flatMap((people) => people ?? []))],
    unseenTeams:
      teams.filter((people) => people === null).length + Math.max(0, readingProjects(settings).length - MOST_TEAMS),
  });
};
