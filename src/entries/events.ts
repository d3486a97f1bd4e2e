import type { InvocationError } from '@forge/events';
import * as z from 'zod/mini';
import { accountIdSchema, daySchema, projectIdSchema, releaseIdSchema } from '../domain/ids';
import { expectHandoff } from '../operations/release-life/expect-handoff';
import { followFix } from '../operations/release-life/follow-fix';
import { followMerge } from '../operations/release-life/follow-merge';
import { followProject } from '../operations/release-life/follow-project';
import { followDeletion, followRelease } from '../operations/release-life/follow-release';
import { recordRelease } from '../operations/gate/record-release';
import { tellReleasedAnyway } from '../operations/gate/tell-released-anyway';
import { retried } from './retried';

const idOf = (schema: typeof releaseIdSchema) => z.pipe(z.coerce.string(), schema);

/** A version as events carry it; its shape is undocumented, so only the ids have to be there. */
const versionSchema = z.object({
  id: idOf(releaseIdSchema),
  projectId: z.optional(idOf(projectIdSchema)),
  name: z.catch(z.string(), ''),
  releaseDate: z.catch(z.nullable(daySchema), null),
  archived: z.catch(z.boolean(), false),
  released: z.catch(z.boolean(), false),
});
type Version = z.infer<typeof versionSchema>;

/** What all events share (Forge docs: events-reference/product_events). */
const common = {
  timestamp: z.optional(z.coerce.number()),
  atlassianId: z.catch(z.optional(accountIdSchema), undefined),
  retryContext: z.optional(z.object({ retryCount: z.number() })),
};
const PROJECT_CHANGES = ['softdeleted', 'restored', 'deleted'] as const; // into the trash, out of it, gone for good
const CHANGES = ['created', 'updated', 'unreleased', 'archived', 'unarchived'] as const;

/** The events that manifest.yml subscribes to (Forge docs: events-reference/jira). */
const eventSchema = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal(CHANGES.map((what) => `avi:jira:${what}:version` as const)),
    version: versionSchema,
    ...common,
  }),
  z.object({ eventType: z.literal('avi:jira:released:version'), version: versionSchema, ...common }),
  z.object({
    eventType: z.literal('avi:jira:merged:version'),
    version: versionSchema,
    mergedVersion: versionSchema,
    ...common,
  }),
  z.object({
    eventType: z.literal('avi:jira:deleted:version'),
    version: versionSchema,
    mergedVersion: z.optional(versionSchema),
    newFixVersion: z.optional(versionSchema),
    ...common,
  }),
  z.object({
    eventType: z.literal(PROJECT_CHANGES.map((what) => `avi:jira:${what}:project` as const)),
    project: z.object({ id: idOf(projectIdSchema) }),
    ...common,
  }),
]);
type Event = z.infer<typeof eventSchema>;

const lastSeenIn = ({ name, releaseDate, archived, released }: Version) => ({
  ...{ releaseName: name, releaseDate, archived, released },
});

/** Releases of which an event may say that a fix got further, or no longer is so far. */
const releasesIn = (event: Event): string[] => {
  switch (event.eventType) {
    case 'avi:jira:released:version':
    case 'avi:jira:unreleased:version':
    case 'avi:jira:deleted:version':
      return [event.version.id];
    case 'avi:jira:merged:version':
      return [event.mergedVersion.id];
    default:
      return [];
  }
};

const follow = async (event: Event, now: number): Promise<void> => {
  // Also of releases without a handoff, of which nothing else keeps how far they have come.
  await followFix(releasesIn(event), now);
  const at = new Date(event.timestamp ?? now).toISOString();
  const by = event.atlassianId ?? null;
  const merge = (gone: Version, into: Version): Promise<void> => {
    const projectId = gone.projectId ?? into.projectId;
    if (projectId === undefined) throw new Error('a merge of no project');
    return followMerge({ releaseId: gone.id, into: into.id, projectId, at, by, lastSeen: lastSeenIn(gone) }, now);
  };
  switch (event.eventType) {
    case 'avi:jira:released:version':
      await recordRelease(event.version.id, { at, by }, now);
      return tellReleasedAnyway(event.version.id);
    case 'avi:jira:merged:version':
      return merge(event.mergedVersion, event.version);
    case 'avi:jira:deleted:version': {
      const { version, mergedVersion, newFixVersion } = event;
      if (mergedVersion !== undefined) return merge(version, mergedVersion);
      return followDeletion({ releaseId: version.id, at, by }, lastSeenIn(version), newFixVersion?.id ?? null, now);
    }
    case 'avi:jira:softdeleted:project':
    case 'avi:jira:restored:project':
    case 'avi:jira:deleted:project':
      return followProject(event.project.id, now);
    default: {
      const { id, projectId } = event.version;
      return followRelease(id, now, undefined, () => expectHandoff(id, projectId, now));
    }
  }
};

/** The error boundary of Jira's events of releases and projects. */
export const handler = async (event: unknown): Promise<InvocationError | undefined> => {
  const { data, error } = z.safeParse(eventSchema, event);
  if (data === undefined) {
    console.warn('an event of another shape', error);
    return undefined;
  }
  return retried(data.eventType, data.retryContext?.retryCount ?? 0, () => follow(data, Date.now()));
};
