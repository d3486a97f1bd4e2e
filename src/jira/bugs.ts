import { route } from '@forge/api';
import * as z from 'zod/mini';
import type { BugInJira } from '../domain/bug-end';
import { BUG_PROPERTY } from '../domain/issue-properties';
import { JiraError, unlessHidden } from './jira-error';
import { shownIn, type L3Bug } from './l3-bug';
import { requestJira } from './request';

const end = z.optional(z.object({ id: z.string(), key: z.string() }));

const bugSchema = z.object({
  key: z.string(),
  fields: z.object({
    project: z.object({ id: z.string() }),
    status: z.object({ statusCategory: z.object({ key: z.string() }) }),
    resolution: z.optional(z.nullable(z.object({ name: z.string() }))),
    fixVersions: z.optional(z.nullable(z.array(z.object({ id: z.string(), name: z.string(), released: z.boolean() })))),
    issuelinks: z.optional(z.array(z.object({ type: z.object({ name: z.string() }), outwardIssue: end }))),
  }),
  properties: z._default(z.record(z.string(), z.unknown()), {}),
});

export type BugForApp = BugInJira & {
  readonly key: string;
  readonly projectId: string;
  readonly property: L3Bug['property'];
};

/** A bug as the app sees it, never shown to anybody as it is. Null: it isn't there, or Jira hides it from the app. */
export const bugForApp = async (bugId: string): Promise<BugForApp | null> => {
  try {
    const { key, fields, properties } = await requestJira(
      'app',
      route`/rest/api/3/issue/${bugId}?fields=project,status,resolution,fixVersions,issuelinks&properties=${BUG_PROPERTY}`,
      bugSchema,
    );
    // "This one duplicates that one": Jira's own type of link, by its name (OAS getIssueLinkTypes).
    const duplicate = (fields.issuelinks ?? []).findLast(
      ({ type, outwardIssue }) => /duplicate/i.test(type.name) && outwardIssue !== undefined,
    );
    return {
      ...{ key, projectId: fields.project.id },
      isDone: fields.status.statusCategory.key === 'done',
      resolution: fields.resolution?.name ?? '',
      duplicateOf: duplicate?.outwardIssue ?? null,
      fixVersions: fields.fixVersions ?? [],
      property: shownIn(properties),
    };
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'not-found') return null;
    throw error;
  }
};

const placeSchema = z.object({
  fields: z.object({ project: z.object({ id: z.string(), projectTypeKey: z.string() }) }),
});

/** The service project of a ticket, where a note can be internal. Null: it is in another one, isn't there, or Jira hides it from the app. */
export const serviceProjectOf = async (ticketId: string): Promise<string | null> => {
  const asked = requestJira('app', route`/rest/api/3/issue/${ticketId}?fields=project`, placeSchema);
  const project = (await unlessHidden(asked))?.fields.project;
  return project?.projectTypeKey === 'service_desk' ? project.id : null;
};
