import { route } from '@forge/api';
import * as z from 'zod/mini';
import { wordsIn, type CarriedComment } from '../domain/carried-comments';
import { askJira, requestJira, type As } from './request';

const attachmentSchema = z.object({
  id: z.string(),
  filename: z.string(),
  /** In bytes. */
  size: z.number(),
  mimeType: z.string(),
  author: z.optional(z.object({ accountId: z.string() })),
});
export type Attachment = z.infer<typeof attachmentSchema>;

const issueSchema = z.object({ id: z.string(), fields: z.object({ attachment: z.array(attachmentSchema) }) });

/** The attachments of an issue. As the user, that Jira answers proves that they may see it. */
export const getAttachments = async (as: As, issueId: string): Promise<{ id: string; attachments: Attachment[] }> => {
  const { id, fields } = await requestJira(as, route`/rest/api/3/issue/${issueId}?fields=attachment`, issueSchema);
  return { id, attachments: fields.attachment };
};

/** What an attachment holds, as the person sees it. Without a redirect, which a function may not be able to follow (OAS getAttachmentContent). */
const readAttachment = (id: string): Promise<ArrayBuffer> =>
  askJira('user', route`/rest/api/3/attachment/content/${id}?redirect=false`, (answer) => answer.arrayBuffer());

/**
 * Adds an attachment of another issue to this one; answers its id. The form's parameter must be called `file` (OAS addAttachment). It is packed here,
 * for text and buffers are what requestJira says that it takes (@forge/api, RequestInit).
 */
export const copyAttachment = async (
  { id, filename, mimeType }: Attachment,
  as: As,
  issueId: string,
): Promise<string> => {
  const form = new FormData();
  form.append('file', new Blob([await readAttachment(id)], { type: mimeType }), filename);
  const packed = new Response(form);
  const [added] = await requestJira(
    as,
    route`/rest/api/3/issue/${issueId}/attachments`,
    z.array(z.object({ id: z.string() })),
    {
      ...{ method: 'POST', needs: 'Create attachments' },
      ...{ body: await packed.arrayBuffer(), type: packed.headers.get('content-type') ?? '' },
    },
  );
  return added?.id ?? '';
};

const commentSchema = z.object({
  author: z.optional(z.object({ displayName: z.string() })),
  created: z.string(),
  body: z.unknown(),
  /** In a service project: the customer sees it. */
  jsdPublic: z.optional(z.boolean()),
  /** Only some read it: a role, or a group. */
  visibility: z.optional(z.unknown()),
});

/** A comment of this ticket and of no other, as the person sees it. */
export const getComment = async (ticketId: string, id: string): Promise<CarriedComment> => {
  const { author, created, body, jsdPublic, visibility } = await requestJira(
    'user',
    route`/rest/api/3/issue/${ticketId}/comment/${id}`,
    commentSchema,
  );
  const at = new Date(created).toISOString();
  const isInternal = jsdPublic === false || visibility !== undefined;
  return { id, author: author?.displayName ?? 'Former user', at, isInternal, text: wordsIn(body) };
};
