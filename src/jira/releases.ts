import { route } from '@forge/api';
import * as z from 'zod/mini';
import { daySchema } from '../domain/ids';
import type { Release } from '../domain/head';
import { JiraError } from './jira-error';
import { requestJira, type As } from './request';

const versionSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.optional(z.string()),
  archived: z.boolean(),
  released: z.boolean(),
  releaseDate: z.optional(daySchema),
  projectId: z.number(),
  driver: z.optional(z.nullable(z.string())),
  issuesStatusForFixVersion: z.optional(z.record(z.string(), z.number())),
});

/** Of all statuses together: how many issues have it as fix version (OAS VersionIssuesStatus). */
const issuesOf = ({ issuesStatusForFixVersion: byStatus }: z.infer<typeof versionSchema>): number | null =>
  byStatus === undefined ? null : Object.values(byStatus).reduce((sum, count) => sum + count, 0);

const releaseOf = (version: z.infer<typeof versionSchema>): Release => ({
  id: version.id,
  projectId: String(version.projectId),
  name: version.name,
  description: version.description ?? '',
  releaseDate: version.releaseDate ?? null,
  released: version.released,
  archived: version.archived,
  driver: version.driver ?? null,
  issues: issuesOf(version),
});

/** A release as the person sees it: that Jira answers at all proves that they may browse its project (OAS getVersion). */
export const getRelease = async (releaseId: string): Promise<Release> =>
  releaseOf(
    await requestJira('user', route`/rest/api/3/version/${releaseId}?expand=driver,issuesstatus`, versionSchema),
  );

/** The same as the app sees it, to keep a handoff in line with Jira: never shown to anybody. Null: Jira has it no more, or not for the app. */
export const releaseForApp = async (releaseId: string): Promise<Release | null> => {
  try {
    return releaseOf(
      await requestJira('app', route`/rest/api/3/version/${releaseId}?expand=driver,issuesstatus`, versionSchema),
    );
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'not-found') return null;
    throw error;
  }
};

/** Jira gives at most 50 versions to a page (OAS getProjectVersionsPaginated). */
const RELEASES_PER_PAGE = 50;

type Page = { releases: Release[]; total: number; isLast: boolean };

const releasesAs = async (
  as: As,
  projectId: string,
  status: 'unreleased' | 'released' | 'archived',
  startAt: number,
): Promise<Page> => {
  const page = await requestJira(
    as,
    route`/rest/api/3/project/${projectId}/version?status=${status}&startAt=${startAt}&maxResults=${RELEASES_PER_PAGE}&orderBy=${status === 'unreleased' ? 'releaseDate' : '-releaseDate'}&expand=driver,issuesstatus`,
    z.object({ values: z.array(versionSchema), total: z.number(), isLast: z.boolean() }),
  );
  return { releases: page.values.map(releaseOf), total: page.total, isLast: page.isLast };
};

export const listReleases = (
  projectId: string,
  status: 'unreleased' | 'released' | 'archived',
  startAt: number,
): Promise<Page> => releasesAs('user', projectId, status, startAt);

/** Unreleased releases as the app sees them, the soonest first: never shown to anybody. */
export const unreleasedForApp = (projectId: string, startAt: number): Promise<Page> =>
  releasesAs('app', projectId, 'unreleased', startAt);
