import * as z from 'zod/mini';
import { accountIdSchema, issueIdSchema, momentSchema, ownIdSchema } from './ids';
import { ladderSchema } from './ladder';

/** So many questions asked from one ticket are shown on it. Older ones stay with their handoffs. */
const MOST_ASKED = 20;

/** So many of its newest bugs are shown on a ticket. */
export const MOST_BUGS = 10;

/** What the app knows of one ticket, read with the first call of its panel. */
export const knownTicketSchema = z.object({
  schema: z.literal(1),
  ticketId: issueIdSchema,
  /** The questions that were asked from it, the newest last. Their texts and answers are the questions' own. */
  questions: z.array(z.object({ handoffId: ownIdSchema, questionId: ownIdSchema })),
  /** The handoff that somebody chose by hand for this ticket; null: nobody did. */
  choice: z._default(z.nullable(z.object({ handoffId: ownIdSchema, by: accountIdSchema, at: momentSchema })), null),
  /** How far it has come up the tiers; null: nowhere yet. */
  ladder: z._default(z.nullable(ladderSchema), null),
  /** The handoff whose signal changed last: that one the ticket's property tells of. Null: there is none. */
  newest: z._default(z.nullable(ownIdSchema), null),
  /** Its L3 bugs, filed from it or joined, the newest last. */
  bugs: z._default(z.array(z.object({ escalationId: ownIdSchema, bugId: issueIdSchema })), []),
});
export type KnownTicket = z.infer<typeof knownTicketSchema>;

export const unknownTicket = (ticketId: string): KnownTicket => ({
  ...{ schema: 1, ticketId, questions: [], choice: null, ladder: null, newest: null, bugs: [] },
});

type Asked = KnownTicket['questions'][number];

export const isAskedFrom = ({ questions }: KnownTicket, { questionId }: Pick<Asked, 'questionId'>): boolean =>
  questions.some((one) => one.questionId === questionId);

export const withAsked = (ticket: KnownTicket, asked: Asked): KnownTicket => ({
  ...ticket,
  questions: [...ticket.questions, asked].slice(-MOST_ASKED),
});

/** With a bug on it, the newest last, each once. */
export const withBug = (ticket: KnownTicket, bug: KnownTicket['bugs'][number]): KnownTicket => ({
  ...ticket,
  bugs: [...ticket.bugs.filter(({ escalationId }) => escalationId !== bug.escalationId), bug].slice(-MOST_BUGS),
});
