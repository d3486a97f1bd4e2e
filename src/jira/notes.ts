import { route } from '@forge/api';
import * as z from 'zod/mini';
import { NOTE_PROPERTY } from '../domain/issue-properties';
import { markIn } from './mark';
import { requestJira, type As } from './request';

const commentsSchema = z.object({
  comments: z.array(z.object({ properties: z.optional(z.array(z.object({ key: z.string(), value: z.unknown() }))) })),
});

/** Was the note of this mark left already? Looks at the newest 50 comments. */
export const hasNote = async (ticketId: string, mark: string, as: As = 'user'): Promise<boolean> => {
  const { comments } = await requestJira(
    as,
    route`/rest/api/3/issue/${ticketId}/comment?orderBy=-created&maxResults=50&expand=properties`,
    commentsSchema,
  );
  return comments.some((comment) =>
    (comment.properties ?? []).some(({ key, value }) => key === NOTE_PROPERTY && markIn(value) === mark),
  );
};

/**
 * Leaves an internal note on a ticket. In a service project a platform comment is public unless it carries
 * `sd.public.comment = {internal: true}` (Jira Service Management: internal comments by entity property).
 */
export const addInternalNote = async (
  ticketId: string,
  body: unknown,
  mark: string,
  as: As = 'user',
): Promise<void> => {
  await requestJira(as, route`/rest/api/3/issue/${ticketId}/comment`, z.unknown(), {
    method: 'POST',
    needs: 'Add comments',
    body: {
      body,
      properties: [
        { key: 'sd.public.comment', value: { internal: true } },
        { key: NOTE_PROPERTY, value: { escalationId: mark } },
      ],
    },
  });
};
