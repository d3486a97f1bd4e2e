import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { CreateField } from '../../domain/needed-fields';
import { findingsOf, type Looked, type Part } from '../../domain/preflight';
import type { Settings } from '../../domain/settings';
import { isPlainNo, unlessHidden } from '../../jira/jira-error';
import { linkTypeNames } from '../../jira/link-types';
import { someWhoWorkIn } from '../../jira/people';
import { myPermissions, permissionsOf } from '../../jira/permissions';
import { getTarget, seenProjects } from '../../jira/projects';
import { rolesOfProject } from '../../jira/roles';
import { readSettings } from '../../storage/read';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';
import { screenOfApp } from '../filing/through-app';

/** Each person that is looked at costs one call: at most so many agents, and so many of those named in the settings. */
const MOST_AGENTS = 8;
const MOST_NAMED = 12;

/** Asks Jira part by part: what it says no to is left out and told, so that it doesn't hide the rest. */
const askedInParts = () => {
  const left = new Set<Part>();
  const ask = async <T>(part: Part, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!isPlainNo(error)) throw error;
      console.error(`${part} not looked at`, error);
      left.add(part);
      return null;
    }
  };
  return { ask, left };
};
type Ask = ReturnType<typeof askedInParts>['ask'];

/** The L3 target's issue types, and how the app files there; nothing of a project that the admin can't see. */
const targetOf = async (
  { l3Target }: Settings,
  seen: ReadonlyMap<string, string> | null,
): Promise<{ issueTypes: ReadonlySet<string> | null; appScreen: readonly CreateField[] | 'off' | null }> => {
  if (l3Target === null || seen?.has(l3Target.project.id) !== true) return { issueTypes: null, appScreen: 'off' };
  const { project, issueType } = l3Target;
  const screen = async () => {
    const { appMayFile } = await readSettings(project.id);
    return appMayFile ? screenOfApp({ projectId: project.id, issueTypeId: issueType.id }) : 'off';
  };
  const [target, appScreen] = await Promise.all([unlessHidden(getTarget(project.id)), screen()]);
  return { issueTypes: target && new Set(target.issueTypes.map(({ id }) => id)), appScreen };
};

/** A few from each of the mapped support projects, so that no single one stands for all. */
const someAgents = async (ask: Ask, projectIds: readonly string[]): Promise<string[]> => {
  if (projectIds.length === 0) return [];
  const each = Math.ceil(MOST_AGENTS / projectIds.length);
  const found = await Promise.all(projectIds.map((id) => ask('agents', () => someWhoWorkIn(id, each))));
  return [...new Set(found.flatMap((some) => some ?? []))].slice(0, MOST_AGENTS);
};

/** What each of them may do in the projects that the admin sees. */
const lookAt = async (
  ask: Ask,
  people: readonly string[],
  projectId: string,
  seen: readonly string[],
  targetId: string | undefined,
): Promise<ReadonlyMap<string, Looked>> => {
  const projectIds = [...new Set([projectId, ...seen])];
  const asked = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'sign-handoffs'] as const;
  const looked = await Promise.all(
    people.map(async (who): Promise<[string, Looked][]> => {
      const holds = await ask('people', () => permissionsOf(who, asked, projectIds));
      if (holds === null) return [];
      const browses = new Set(projectIds.filter((id) => holds('BROWSE_PROJECTS', id)));
      const signs = browses.has(projectId) && holds('sign-handoffs', projectId);
      const creates = targetId !== undefined && browses.has(targetId) && holds('CREATE_ISSUES', targetId);
      return [[who, { browses, signs, createsInTarget: creates }]];
    }),
  );
  return new Map(looked.flat());
};

/**
 * What in a project's settings can't work as Jira is now. Projects, issue types and people are asked as the admin; only what these
 * people hold, and how the app itself files, is asked as the app, and told as advice on what to grant.
 */
export const preflight = async (
  _caller: Caller,
  { projectId }: CallInput<'preflight'>,
): Promise<Result<CallOutput<'preflight'>>> => {
  const [permissions, settings] = await Promise.all([myPermissions(projectId), readSettings(projectId)]);
  if (!permissions.has('ADMINISTER_PROJECTS')) return refuse('not-allowed', { needs: NEEDS.administer });
  const { ask, left } = askedInParts();
  const { csLead, filer, signers, writers, waivers, triagers, escalators, supportProjects } = settings;
  const targetId = settings.l3Target?.project.id;
  const wanted = [...new Set([...supportProjects, ...(targetId === undefined ? [] : [targetId])])];
  const found = await ask('projects', () => seenProjects(wanted));
  const projects = found && new Map(found.map(({ id, name }) => [id, name]));
  const seen = [...(projects?.keys() ?? [])];
  const { writerRoles, signerRoles, waiverRoles, triagerRoles, escalatorRoles } = settings;
  const roleLists = [writerRoles, signerRoles, waiverRoles, triagerRoles, escalatorRoles];
  const isRoleNamed = roleLists.some(({ length }) => length > 0);
  const [target, linkTypes, roles, agents, app] = await Promise.all([
    targetOf(settings, projects),
    ask('link-types', linkTypeNames),
    isRoleNamed ? ask('roles', () => rolesOfProject(projectId)) : null,
    someAgents(
      ask,
      supportProjects.filter((id) => seen.includes(id)),
    ),
    settings.appMayFile ? ask('app', () => permissionsOf(null, ['CREATE_ISSUES'], [projectId])) : null,
  ]);
  const named = [csLead, filer, ...signers, ...writers, ...waivers, ...triagers, ...escalators].filter(
    (who) => who !== null,
  );
  const looked = [...new Set([...agents, ...[...new Set(named)].slice(0, MOST_NAMED)])];
  const people = await lookAt(ask, looked, projectId, seen, targetId);
  const findings = findingsOf({
    ...{ projectId, settings, projects, ...target, roles, agents, people },
    appMayCreateHere: app?.('CREATE_ISSUES', projectId) !== false,
    linkTypes: linkTypes && new Set(linkTypes),
    notLookedAt: [...left],
  });
  return ok({ findings });
};
