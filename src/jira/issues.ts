import { route } from '@forge/api';
import * as z from 'zod/mini';
import { ESCALATION_PROPERTY } from '../domain/escalation';
import { JiraError } from './jira-error';
import { requestJira, type As } from './request';

const versionRefs = z.optional(z.nullable(z.array(z.object({ id: z.string(), name: z.string() }))));

const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    project: z.object({ id: z.string(), key: z.string() }),
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
  readonly linkedKeys: readonly string[];
};

/** An issue with what the app needs of it. As the user, that Jira answers proves that they may see it. */
export const getTicket = async (as: As, issueIdOrKey: string): Promise<Ticket> => {
  const { id, key, fields } = await requestJira(
    as,
    route`/rest/api/3/issue/${issueIdOrKey}?fields=project,summary,fixVersions,versions,issuelinks`,
    issueSchema,
  );
  return {
    id,
    key,
    summary: fields.summary ?? '',
    projectId: fields.project.id,
    projectKey: fields.project.key,
    fixVersions: fields.fixVersions ?? [],
    affectsVersions: fields.versions ?? [],
    linkedKeys: (fields.issuelinks ?? []).flatMap((link) => {
      const other = link.inwardIssue ?? link.outwardIssue;
      return other === undefined ? [] : [other.key];
    }),
  };
};

export type NewBug = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly escalationId: string;
  /** Link to this ticket in the same request, where the create screen takes links. */
  readonly linkTo: string | null;
};

/** Jira's stock link type; a site without it gets the bug unlinked and the note says which bug it is. */
const LINK_TYPE = 'Relates';

const createdSchema = z.object({ id: z.string(), key: z.string() });

/** Creates the bug as the person, marked with the escalation's id from its birth on, so that a lost reply can be recognised. */
export const createBug = (bug: NewBug): Promise<{ id: string; key: string }> =>
  requestJira('user', route`/rest/api/3/issue`, createdSchema, {
    method: 'POST',
    body: {
      fields: bug.fields,
      properties: [{ key: ESCALATION_PROPERTY, value: { escalationId: bug.escalationId } }],
      ...(bug.linkTo === null
        ? {}
        : { update: { issuelinks: [{ add: { type: { name: LINK_TYPE }, outwardIssue: { key: bug.linkTo } } }] } }),
    },
  });

export const linkIssues = async (bugKey: string, ticketKey: string): Promise<void> => {
  await requestJira('user', route`/rest/api/3/issueLink`, z.unknown(), {
    method: 'POST',
    body: { type: { name: LINK_TYPE }, inwardIssue: { key: bugKey }, outwardIssue: { key: ticketKey } },
  });
};

const foundSchema = z.object({
  issues: z.array(
    z.object({ id: z.string(), key: z.string(), properties: z.optional(z.record(z.string(), z.unknown())) }),
  ),
});
const markSchema = z.object({ escalationId: z.string() });

/**
 * A bug that carries this escalation's mark, by the chain label and then by the property. Search lags behind writes, so
 * "not found" means "not known yet" for a while (OAS searchAndReconsileIssuesUsingJql).
 */
export const findBugByMark = async (
  projectId: string,
  label: string,
  escalationId: string,
): Promise<{ id: string; key: string } | null> => {
  const jql = `project = ${projectId} AND labels = "${label.replace(/["\\]/g, '\\$&')}" AND created >= -2d ORDER BY created DESC`;
  const { issues } = await requestJira(
    'user',
    route`/rest/api/3/search/jql?jql=${jql}&maxResults=50&fields=summary&properties=${ESCALATION_PROPERTY}`,
    foundSchema,
  );
  const bug = issues.find((issue) => {
    const mark = z.safeParse(markSchema, issue.properties?.[ESCALATION_PROPERTY]);
    return mark.success && mark.data.escalationId === escalationId;
  });
  return bug === undefined ? null : { id: bug.id, key: bug.key };
};

/** Reads the mark of one issue: strongly consistent, unlike search. */
export const hasMark = async (issueKey: string, escalationId: string): Promise<boolean> => {
  try {
    const { value } = await requestJira(
      'user',
      route`/rest/api/3/issue/${issueKey}/properties/${ESCALATION_PROPERTY}`,
      z.object({ value: z.unknown() }),
    );
    const mark = z.safeParse(markSchema, value);
    return mark.success && mark.data.escalationId === escalationId;
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'not-found' || error.kind === 'forbidden')) return false;
    throw error;
  }
};
