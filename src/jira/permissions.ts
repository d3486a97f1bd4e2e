import { getAppContext, route } from '@forge/api';
import * as z from 'zod/mini';
import { JiraError, unlessHidden, unlessRefused } from './jira-error';
import { requestJira } from './request';

/** Jira's own permission keys that the app asks for (OAS getMyPermissions). */
const OF_JIRA = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'ADMINISTER_PROJECTS'] as const;

/** The app's own, by the keys of their modules in manifest.yml (jira:projectPermission). */
const OWN = ['write-handoffs', 'sign-handoffs', 'waive-gate'] as const;
export type Permission = (typeof OF_JIRA)[number] | (typeof OWN)[number];

/** Jira knows an app's permission by its place in this installation (Forge docs: jira-project-permission). */
const keyOf = (own: (typeof OWN)[number]): string => {
  const { appAri, environmentAri } = getAppContext();
  return `ari:cloud:ecosystem::extension/${appAri.appId}/${environmentAri.environmentId}/static/${own}`;
};

const answerSchema = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

/** What the person in front of the screen may do in a project; a project that they can't see gives them nothing. */
export const myPermissions = async (projectId: string): Promise<ReadonlySet<Permission>> => {
  const keys = new Map<Permission, string>([
    ...OF_JIRA.map((key) => [key, key] as const),
    ...OWN.map((own) => [own, keyOf(own)] as const),
  ]);
  const asked = requestJira(
    'user',
    route`/rest/api/3/mypermissions?projectId=${projectId}&permissions=${[...keys.values()].join(',')}`,
    answerSchema,
  );
  const answer = await unlessHidden(asked);
  const holds = (key: string): boolean => answer?.permissions[key]?.havePermission === true;
  return new Set([...keys].filter(([, key]) => holds(key)).map(([name]) => name));
};

/** Does the person in front of the screen hold the global permission "Administer Jira"? */
export const isJiraAdmin = async (): Promise<boolean> => {
  const { permissions } = await requestJira(
    'user',
    route`/rest/api/3/mypermissions?permissions=ADMINISTER`,
    answerSchema,
  );
  return permissions.ADMINISTER?.havePermission === true;
};

const grantsSchema = z.object({
  projectPermissions: z.array(
    z.object({ permission: z.string(), projects: z.array(z.number()), issues: z._default(z.array(z.number()), []) }),
  ),
});

/** Ids of those of some issues that the person may see, at most 1,000; Jira leaves out what isn't there (OAS getBulkPermissions). */
export const seenIssues = async (issueIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (issueIds.length === 0) return new Set();
  const { projectPermissions } = await requestJira('user', route`/rest/api/3/permissions/check`, grantsSchema, {
    method: 'POST',
    body: { projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], issues: issueIds.map(Number) }] },
  });
  return new Set(projectPermissions.flatMap(({ issues }) => issues.map(String)));
};

/** May somebody else see an issue? By the app's view, as `permissionsOf`; nobody is whom Jira doesn't know (any more). */
export const seesIssue = async (accountId: string, issueId: string): Promise<boolean> => {
  const body = { accountId, projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], issues: [Number(issueId)] }] };
  const init = { method: 'POST', body };
  const answer = await unlessRefused(requestJira('app', route`/rest/api/3/permissions/check`, grantsSchema, init));
  return answer?.projectPermissions.some(({ issues }) => issues.length > 0) === true;
};

/** Those of some projects that the person may browse. */
export const browsedOf = async (projectIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (projectIds.length === 0) return new Set();
  const { projectPermissions } = await requestJira('user', route`/rest/api/3/permissions/check`, grantsSchema, {
    method: 'POST',
    body: { projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], projects: projectIds.map(Number) }] },
  });
  return new Set(projectPermissions.flatMap(({ projects }) => projects.map(String)));
};

/** May the person browse one of these projects? */
export const browsesOneOf = async (projectIds: readonly string[]): Promise<boolean> =>
  (await browsedOf(projectIds)).size > 0;

type Grants = z.infer<typeof grantsSchema>['projectPermissions'];

/** Nothing for an account that the site has not, which Jira calls an invalid request (OAS getBulkPermissions). */
const grantsOf = async (body: unknown): Promise<Grants> => {
  const init = { method: 'POST', body };
  try {
    return (await requestJira('app', route`/rest/api/3/permissions/check`, grantsSchema, init)).projectPermissions;
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'refused') return [];
    throw error;
  }
};

type Holds = (permission: Permission, projectId: string) => boolean;

/**
 * What somebody holds in some projects, by the app's view: Jira tells other people's permissions to nobody but Jira admins and apps
 * (OAS getBulkPermissions). For advice on what to grant; what a person may do is decided by `myPermissions`.
 * @param accountId null: the app itself
 */
export const permissionsOf = async (
  accountId: string | null,
  permissions: readonly Permission[],
  projectIds: readonly string[],
): Promise<Holds> => {
  const keyOfOne = (permission: Permission): string => {
    const own = OWN.find((key) => key === permission);
    return own === undefined ? permission : keyOf(own);
  };
  const projectPermissions = await grantsOf({
    ...(accountId === null ? {} : { accountId }),
    projectPermissions: [{ permissions: permissions.map(keyOfOne), projects: projectIds.map(Number) }],
  });
  return (permission, projectId) =>
    projectPermissions.some(
      (grant) => grant.permission === keyOfOne(permission) && grant.projects.includes(Number(projectId)),
    );
};
