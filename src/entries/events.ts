import { InvocationError, InvocationErrorCode } from '@forge/events';
import * as z from 'zod/mini';
import { accountIdSchema, daySchema, projectIdSchema, releaseIdSchema } from '../domain/ids';
import { expectHandoff } from '../operations/expect-handoff';
import { followMerge } from '../operations/follow-merge';
import { followProject } from '../operations/follow-project';
import { followDeletion, followRelease } from '../operations/follow-release';
import { noteFailure } from '../operations/note-failure';
import { recordRelease } from '../operations/record-release';
import { refusalOf } from '../operations/refusal-of';
import { tellReleasedAnyway } from '../operations/tell-released-anyway';

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

const follow = async (event: Event, now: number): Promise<void> => {
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

/** What may pass by itself: also `not-allowed`, for right after an installation Jira refuses the app for a while. */
const MAY_PASS = ['jira-unavailable', 'rate-limited', 'not-allowed', 'storage-unavailable', 'busy'];

/** In s: 30, 60, 120, 240; Forge brings an event again at most four times, within 900 s each. */
const pauseAfter = (retries: number): number => Math.min(900, 30 * 2 ** retries);

/** The error boundary of Jira's events: what may pass is asked for again, since no person is there to repeat it. */
export const handler = async (event: unknown): Promise<InvocationError | undefined> => {
  const parsed = z.safeParse(eventSchema, event);
  if (!parsed.success) {
    console.warn('an event of another shape', parsed.error);
    return undefined;
  }
  try {
    await follow(parsed.data, Date.now());
  } catch (error) {
    console.error(`${parsed.data.eventType} failed`, error);
    await noteFailure(error, 'events', Date.now());
    const code = refusalOf(error)?.code;
    if (code !== undefined && MAY_PASS.includes(code))
      return new InvocationError({
        retryAfter: pauseAfter(parsed.data.retryContext?.retryCount ?? 0),
        retryReason:
          code === 'rate-limited'
            ? InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED
            : InvocationErrorCode.FUNCTION_RETRY_REQUEST,
        retryData: {},
      });
  }
  return undefined;
};
