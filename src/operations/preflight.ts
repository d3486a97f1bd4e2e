import type { CallInput, CallOutput } from '../api/calls';
import { ok, refuse, type Result } from '../api/results';
import { findingsOf } from '../domain/preflight';
import type { Settings } from '../domain/settings';
import { JiraError } from '../jira/jira-error';
import { linkTypeNames } from '../jira/link-types';
import { someWhoWorkIn } from '../jira/people';
import { myPermissions, permissionsOf } from '../jira/permissions';
import { getTarget, seenProjects } from '../jira/projects';
import { readSettings } from '../storage/read';
import type { Caller } from './caller';
import { NEEDS } from './release-access';

/** Each person that is looked at costs one call: at most so many agents, and so many of those named in the settings. */
const MOST_AGENTS = 8;
const MOST_NAMED = 12;

const issueTypesOf = async ({ l3Target }: Settings): Promise<ReadonlySet<string> | null> => {
  if (l3Target === null) return null;
  try {
    const { issueTypes } = await getTarget(l3Target.project.id);
    return new Set(issueTypes.map(({ id }) => id));
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'not-found' || error.kind === 'forbidden')) return null;
    throw error;
  }
};

/** A few from each of the mapped support projects, so that no single one stands for all. */
const someAgents = async (projectIds: readonly string[]): Promise<string[]> => {
  if (projectIds.length === 0) return [];
  const each = Math.ceil(MOST_AGENTS / projectIds.length);
  const found = await Promise.all(projectIds.map((id) => someWhoWorkIn(id, each)));
  return [...new Set(found.flat())].slice(0, MOST_AGENTS);
};

/**
 * What in a project's settings can't work as Jira is now. Projects, issue types and people are asked as the admin; only what these
 * people hold is asked as the app, and told as advice on what to grant.
 */
export const preflight = async (
  _caller: Caller,
  { projectId }: CallInput<'preflight'>,
): Promise<Result<CallOutput<'preflight'>>> => {
  const [permissions, settings] = await Promise.all([myPermissions(projectId), readSettings(projectId)]);
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  const targetId = settings.l3Target?.project.id;
  const projects = await seenProjects([
    ...new Set([...settings.supportProjects, ...(targetId === undefined ? [] : [targetId])]),
  ]);
  const seen = new Set(projects.map(({ id }) => id));
  const [issueTypes, there, linkTypes, agents, app] = await Promise.all([
    issueTypesOf(settings),
    targetId === undefined || !seen.has(targetId) ? null : readSettings(targetId),
    linkTypeNames(),
    someAgents(settings.supportProjects.filter((id) => seen.has(id))),
    settings.appMayFile ? permissionsOf(null, ['CREATE_ISSUES'], [projectId]) : null,
  ]);
  const named = [settings.filer, ...settings.signers, ...settings.writers, ...settings.waivers].filter(
    (who) => who !== null,
  );
  const looked = [...new Set([...agents, ...[...new Set(named)].slice(0, MOST_NAMED)])];
  const target = targetId ?? projectId;
  const people = await Promise.all(
    looked.map(async (who) => {
      const asked = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'sign-handoffs'] as const;
      const holds = await permissionsOf(who, asked, [...new Set([projectId, target])]);
      const sees = holds('BROWSE_PROJECTS', projectId);
      const createsThere = holds('BROWSE_PROJECTS', target) && holds('CREATE_ISSUES', target);
      return [who, { sees, signs: sees && holds('sign-handoffs', projectId), createsThere }] as const;
    }),
  );
  const findings = findingsOf({
    settings,
    seen,
    issueTypes,
    appFilesThere: there?.appMayFile === true,
    appMayCreateHere: app?.('CREATE_ISSUES', projectId) !== false,
    linkTypes: new Set(linkTypes),
    agents,
    people: new Map(people),
  });
  return ok({ findings });
};
