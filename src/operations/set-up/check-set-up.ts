import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import { linesLacking } from '../../domain/related-work';
import { setUpOf, type Grant, type SetUp } from '../../domain/set-up';
import type { Settings } from '../../domain/settings';
import { JiraError } from '../../jira/jira-error';
import { someWhoWorkIn } from '../../jira/people';
import { isJiraAdmin, permissionsOf } from '../../jira/permissions';
import { getProject, getTarget, largestProjects, seenProjects, type JiraProject } from '../../jira/projects';
import { rulesOfThisApp, workflowsOfProject } from '../../jira/workflow-rules';
import { progressOf } from '../../storage/first-handoff';
import { readFailures } from '../../storage/failures';
import { listHeads, readSettings, readSettingsForChange } from '../../storage/read';
import type { Caller } from '../caller';
import * as NEEDS from '../needs';

/** Each person that is looked at costs one call. */
const MOST_LOOKED = 12;
const OWN = ['write-handoffs', 'sign-handoffs', 'waive-gate'] as const;

/** Every phase in which a handoff has a line; a page of each is looked at. */
const WITH_LINE = ['draft', 'live', 'done'] as const;

/** Null where Jira refuses or doesn't answer: the rest of the page is worth having without it. */
const ifTold = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    console.error('a part of the set-up was not read', error);
    return null;
  }
};

const workflowsOf = async (projectId: string): Promise<string[]> => {
  const { issueTypes } = await getTarget(projectId);
  return workflowsOfProject(
    projectId,
    issueTypes.map(({ id }) => id),
  );
};

/** Where an admin looks first: a project with a mapping among those with most issues, else the one with most. */
const likelyProject = async (): Promise<JiraProject | undefined> => {
  const projects = await largestProjects();
  const stored = await readSettingsForChange(projects.map(({ id }) => id));
  const isProduct = ({ id }: JiraProject): boolean => (stored.get(id)?.settings.supportProjects.length ?? 0) > 0;
  return projects.find(isProduct) ?? projects[0];
};

/** Who may write, sign and waive: by name or role, else by what a few of the people who work in the project hold. */
const grantsOf = async (project: JiraProject, settings: Settings): Promise<Omit<SetUp['grant'], 'state'>> => {
  const looked = await someWhoWorkIn(project.id, MOST_LOOKED);
  const holders = await Promise.all(looked.map((who) => permissionsOf(who, OWN, [project.id])));
  const someoneHolds = (permission: (typeof OWN)[number]): boolean =>
    holders.some((holds) => holds(permission, project.id));
  const grant = (isNamed: boolean, permission: (typeof OWN)[number], otherwise: Grant): Grant => {
    if (isNamed) return 'named';
    return someoneHolds(permission) ? 'granted' : otherwise;
  };
  const { editorsMayWrite, writers, writerRoles, signers, signerRoles, csLead, waivers, waiverRoles } = settings;
  const isAnyone = (...lists: (readonly string[])[]): boolean => lists.some(({ length }) => length > 0);
  return {
    write: editorsMayWrite ? 'editors' : grant(isAnyone(writers, writerRoles), 'write-handoffs', 'admins'),
    sign: grant(isAnyone(signers, signerRoles) || csLead !== null, 'sign-handoffs', 'nobody'),
    waive: grant(isAnyone(waivers, waiverRoles), 'waive-gate', 'admins'),
    looked: looked.length,
  };
};

/**
 * How far the way in has come, and what stands in the way out. Projects and people are asked as the admin; the app is asked for its
 * own rules and for who holds its own permissions, which Jira admins may know. Every read has a bound.
 */
export const checkSetUp = async (
  _caller: Caller,
  { projectId }: CallInput<'checkSetUp'>,
): Promise<Result<CallOutput<'checkSetUp'>>> => {
  if (!(await isJiraAdmin())) return refuse('not-allowed', { needs: NEEDS.jiraAdmin });
  const [project, failures, rules] = await Promise.all([
    projectId === 'any' ? likelyProject() : getProject(projectId),
    readFailures(),
    ifTold(rulesOfThisApp()),
  ]);
  if (project === undefined) return ok({ chosen: null, linesLacking: linesLacking([]), failures, rules });
  const settings = await readSettings(project.id);
  const [own, supports, grants, progress, ...heads] = await Promise.all([
    ifTold(workflowsOf(project.id)),
    seenProjects(settings.supportProjects),
    grantsOf(project, settings),
    progressOf(project.id),
    ...WITH_LINE.map((phase) => listHeads(project.id, phase)),
  ]);
  const lines = linesLacking(heads.flat().map(({ relatedWork }) => relatedWork));
  const mapped = {
    names: supports.map(({ name }) => name),
    unseen: settings.supportProjects.length - supports.length,
  };
  const { id, key, name } = project;
  const setUp = setUpOf(mapped, grants, rules === null ? null : rules.workflows, own, progress);
  return ok({ chosen: { project: { id, key, name }, setUp }, linesLacking: lines, failures, rules });
};
