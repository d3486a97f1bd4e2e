import { route } from '@forge/api';
import * as z from 'zod/mini';
import { BUG_PROPERTY, ESCALATION_PROPERTY, type BugProperty } from '../domain/issue-properties';
import { editQuietly } from './edit-quietly';
import { unlessHidden } from './jira-error';
import { markIn } from './mark';
import { requestJira, type As } from './request';

const versionRefs = z.optional(z.nullable(z.array(z.object({ id: z.string(), name: z.string() }))));

const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    project: z.object({ id: z.string(), key: z.string() }),
    issuetype: z.optional(z.object({ id: z.string() })),
    labels: z.optional(z.array(z.string())),
    components: z.optional(z.array(z.object({ name: z.string() }))),
    status: z.optional(z.object({ statusCategory: z.object({ key: z.string() }) })),
    creator: z.optional(z.nullable(z.object({ accountId: z.string() }))),
    summary: z.optional(z.string()),
    fixVersions: versionRefs,
    versions: versionRefs,
    issuelinks: z.optional(
      z.array(
        z.object({
          inwardIssue: z.optional(z.object({ id: z.string(), key: z.string() })),
          outwardIssue: z.optional(z.object({ id: z.string(), key: z.string() })),
        }),
      ),
    ),
  }),
});

export type VersionRef = { readonly id: string; readonly name: string };
export type Ticket = {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly fixVersions: readonly VersionRef[];
  readonly affectsVersions: readonly VersionRef[];
  readonly linkedIds: readonly string[];
  readonly linkedKeys: readonly string[];
  readonly labels: readonly string[];
  /** Names. */
  readonly components: readonly string[];
};

export type CreatedBug = {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly issueTypeId: string | null;
  readonly creator: string | null;
  readonly labels: readonly string[];
  readonly summary: string;
  readonly isDone: boolean;
};

/** A bug that the app didn't create, as the person sees it. */
export const getCreatedBug = async (issueId: string): Promise<CreatedBug> => {
  const { id, key, fields } = await requestJira(
    'user',
    route`/rest/api/3/issue/${issueId}?fields=project,issuetype,labels,creator,status,summary`,
    issueSchema,
  );
  const { project, issuetype, labels = [], creator, status, summary = '' } = fields;
  const [issueTypeId, by] = [issuetype?.id ?? null, creator?.accountId ?? null];
  const isDone = status?.statusCategory.key === 'done';
  return { id, key, projectId: project.id, issueTypeId, creator: by, labels, summary, isDone };
};

/** An issue with what the app needs of it. As the user, that Jira answers proves that they may see it. */
export const getTicket = async (as: As, issueIdOrKey: string): Promise<Ticket> => {
  const { id, key, fields } = await requestJira(
    as,
    route`/rest/api/3/issue/${issueIdOrKey}?fields=project,summary,fixVersions,versions,issuelinks,labels,components`,
    issueSchema,
  );
  const linked = (fields.issuelinks ?? []).flatMap((link) => link.inwardIssue ?? link.outwardIssue ?? []);
  return {
    id,
    key,
    summary: fields.summary ?? '',
    projectId: fields.project.id,
    projectKey: fields.project.key,
    fixVersions: fields.fixVersions ?? [],
    affectsVersions: fields.versions ?? [],
    linkedIds: linked.map((other) => other.id),
    linkedKeys: linked.map((other) => other.key),
    labels: fields.labels ?? [],
    components: (fields.components ?? []).map(({ name }) => name),
  };
};

type IssueLink = {
  readonly ticketKey: string;
  /** Name of the link's type; Jira refuses one that the site hasn't got. */
  readonly type: string;
};

type NewBug = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly escalationId: string;
  /** What JQL finds it by from its birth on. */
  readonly property: BugProperty;
  /** Made in the same request, where the create screen takes links. */
  readonly link: IssueLink | null;
};

const createdSchema = z.object({ id: z.string(), key: z.string() });

/** Creates the bug, marked with the escalation's id from its birth on, so that a lost reply can be recognised. */
export const createBug = (as: As, bug: NewBug): Promise<{ id: string; key: string }> =>
  requestJira(as, route`/rest/api/3/issue`, createdSchema, {
    method: 'POST',
    needs: 'Create issues',
    body: {
      fields: bug.fields,
      properties: [
        { key: ESCALATION_PROPERTY, value: { escalationId: bug.escalationId } },
        { key: BUG_PROPERTY, value: bug.property },
      ],
      ...(bug.link === null
        ? {}
        : {
            update: {
              issuelinks: [{ add: { type: { name: bug.link.type }, outwardIssue: { key: bug.link.ticketKey } } }],
            },
          }),
    },
  });

export const linkIssues = async (as: As, bugKey: string, { ticketKey, type }: IssueLink): Promise<void> => {
  await requestJira(as, route`/rest/api/3/issueLink`, z.unknown(), {
    method: 'POST',
    needs: 'Link issues',
    body: { type: { name: type }, inwardIssue: { key: bugKey }, outwardIssue: { key: ticketKey } },
  });
};

/** Marks a bug that was created without its mark. As the app: who may create an issue may still not edit it. */
export const setMark = async (bugId: string, escalationId: string): Promise<void> => {
  await requestJira('app', route`/rest/api/3/issue/${bugId}/properties/${ESCALATION_PROPERTY}`, z.unknown(), {
    method: 'PUT',
    needs: 'Edit issues',
    body: { escalationId },
  });
};

/** Gives a bug labels that it lacks. As the app, as `setMark`. */
export const addLabels = (bugId: string, labels: readonly string[]): Promise<void> =>
  editQuietly(bugId, { update: { labels: labels.map((label) => ({ add: label })) } });

const foundSchema = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      fields: z.pick(issueSchema.shape.fields, { creator: true }),
      properties: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
});

/**
 * A bug that carries this escalation's mark, looked for by the property among the project's newest. Search lags behind writes, so "not found" means
 * "not known yet" for a while (OAS searchAndReconsileIssuesUsingJql).
 * @param where `label`: one that it surely carries. `age`: for how long, in ms, it may have been there; then the oldest of those are looked at
 */
export const findBugByMark = async (
  as: As,
  where: {
    readonly projectId: string;
    readonly escalationId: string;
    readonly label?: string | undefined;
    readonly age?: number;
  },
): Promise<{ id: string; key: string; creator: string | null } | null> => {
  const { label, age } = where;
  const labelled = label === undefined ? '' : ` AND labels = "${label.replace(/["\\]/g, '\\$&')}"`;
  // By Jira's clock, which need not go as ours does.
  const since =
    age === undefined ? '-2d ORDER BY created DESC' : `-${Math.ceil(age / 60_000) + 2}m ORDER BY created ASC`;
  const jql = `project = ${where.projectId}${labelled} AND created >= ${since}`;
  const { issues } = await requestJira(
    as,
    route`/rest/api/3/search/jql?jql=${jql}&maxResults=50&fields=creator&properties=${ESCALATION_PROPERTY}`,
    foundSchema,
  );
  const bug = issues.find(({ properties }) => markIn(properties?.[ESCALATION_PROPERTY]) === where.escalationId);
  return bug === undefined ? null : { id: bug.id, key: bug.key, creator: bug.fields.creator?.accountId ?? null };
};

/** Whose bug an issue is; null: nobody's, or it can't be seen. Strongly consistent, unlike search. */
export const readMark = async (as: As, issueKey: string): Promise<string | null> => {
  const asked = requestJira(
    as,
    route`/rest/api/3/issue/${issueKey}/properties/${ESCALATION_PROPERTY}`,
    z.object({ value: z.unknown() }),
  );
  return markIn((await unlessHidden(asked))?.value);
};
