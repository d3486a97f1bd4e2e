import { route } from '@forge/api';
import * as z from 'zod/mini';
import { NOTE_PROPERTY } from '../domain/issue-properties';
import { markIn } from './mark';
import { requestJira, type As } from './request';

const commentsSchema = z.object({
  comments: z.array(
    z.object({
      created: z.string(),
      properties: z.optional(z.array(z.object({ key: z.string(), value: z.unknown() }))),
    }),
  ),
});

/** Comments of a page, and in ms, how far the clocks of Jira and of a function may be apart. */
const PAGE = 50;
const SKEW = 5 * 60_000;

/**
 * Was the note of this mark left already? Looks at the newest 50 comments, by 1 call.
 * @param since ms since 1970: at all comments since then, by one more call for each 50. A ticket may be busy, and a loop that was down come back late
 */
export const hasNote = async (
  ticketId: string,
  mark: string,
  as: As = 'user',
  since = Number.POSITIVE_INFINITY,
): Promise<boolean> => {
  for (let startAt = 0; ; startAt += PAGE) {
    const { comments } = await requestJira(
      as,
      route`/rest/api/3/issue/${ticketId}/comment?orderBy=-created&startAt=${startAt}&maxResults=${PAGE}&expand=properties`,
      commentsSchema,
    );
    const isThere = comments.some(({ properties = [] }) =>
      properties.some(({ key, value }) => key === NOTE_PROPERTY && markIn(value) === mark),
    );
    const last = comments.at(-1);
    if (isThere || comments.length < PAGE || last === undefined) return isThere;
    if (Date.parse(last.created) < since - SKEW) return false;
  }
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
