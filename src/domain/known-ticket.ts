import * as z from 'zod/mini';
import { issueIdSchema, ownIdSchema } from './ids';

/** So many questions asked from one ticket are shown on it. Older ones stay with their handoffs. */
export const MOST_ASKED = 20;

/** What the app knows of one ticket: the questions that were asked from it, the newest last. Their texts and answers are the questions' own. */
export const knownTicketSchema = z.object({
  schema: z.literal(1),
  ticketId: issueIdSchema,
  questions: z.array(z.object({ handoffId: ownIdSchema, questionId: ownIdSchema })),
});
export type KnownTicket = z.infer<typeof knownTicketSchema>;

export const unknownTicket = (ticketId: string): KnownTicket => ({ schema: 1, ticketId, questions: [] });

type Asked = KnownTicket['questions'][number];

export const isAskedFrom = ({ questions }: KnownTicket, { questionId }: Pick<Asked, 'questionId'>): boolean =>
  questions.some((one) => one.questionId === questionId);

export const withAsked = (ticket: KnownTicket, asked: Asked): KnownTicket => ({
  ...ticket,
  questions: [...ticket.questions, asked].slice(-MOST_ASKED),
});
