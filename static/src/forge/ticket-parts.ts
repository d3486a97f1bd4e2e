import * as z from 'zod/mini';
import { wordsIn, type CarriedComment } from '../../../src/domain/carried-comments';
import { NOTE_PROPERTY } from '../../../src/domain/issue-properties';
import { getJira, segment } from './jira';

/** So many of a ticket's newest comments are offered. */
export const MOST_OFFERED = 50;

const attachmentSchema = z.object({ id: z.string(), filename: z.string(), size: z.number() });
const issueSchema = z.object({ fields: z.object({ attachment: z.array(attachmentSchema) }) });
const commentsSchema = z.object({
  total: z.number(),
  comments: z.array(
    z.object({
      id: z.string(),
      author: z.optional(z.object({ displayName: z.string() })),
      created: z.string(),
      body: z.unknown(),
      jsdPublic: z.optional(z.boolean()),
      /** Only some read it: a role, or a group. */
      visibility: z.optional(z.unknown()),
      properties: z.optional(z.array(z.object({ key: z.string() }))),
    }),
  ),
});

export type OfferedAttachment = z.infer<typeof attachmentSchema>;
export type Parts = {
  readonly attachments: readonly OfferedAttachment[];
  /** The newest first. */
  readonly comments: readonly CarriedComment[];
  readonly hasOlder: boolean;
};

/** What a ticket has that could come along to its bug, as the person sees it. Undefined when Jira doesn't say. */
export const readParts = async (ticketId: string): Promise<Parts | undefined> => {
  const issue = `/rest/api/3/issue/${segment(ticketId)}`;
  const [files, said] = await Promise.all([
    getJira(`${issue}?fields=attachment`, issueSchema),
    getJira(`${issue}/comment?orderBy=-created&maxResults=${MOST_OFFERED}&expand=properties`, commentsSchema),
  ]);
  if (files === undefined || said === undefined) return undefined;
  return {
    attachments: files.fields.attachment,
    // The app's own notes tell a bug nothing new.
    comments: said.comments
      .filter(({ properties = [] }) => properties.every(({ key }) => key !== NOTE_PROPERTY))
      .map(({ id, author, created, body, jsdPublic, visibility }) => ({
        ...{ id, author: author?.displayName ?? 'Former user', at: new Date(created).toISOString() },
        ...{ isInternal: jsdPublic === false || visibility !== undefined, text: wordsIn(body).trim() },
      })),
    hasOlder: said.total > said.comments.length,
  };
};
