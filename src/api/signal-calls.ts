import * as z from 'zod/mini';
import {
  issueIdSchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from '../domain/ids';
import { askedSchema } from '../domain/question';
import { OF_ITEMS, SIGNAL_KINDS, saidSchema, signalSchema } from '../domain/signal';

/** So many earlier words are shown on a ticket. */
export const EARLIER_SHOWN = 20;

/** What was said of one ticket by one handoff, as its panel shows it. */
export const ticketSignalSchema = z.extend(z.pick(signalSchema, { said: true, tier: true, percent: true }), {
  /** The newest first. */
  earlier: signalSchema.shape.earlier,
  /** All earlier words, also those that aren't shown. */
  earlierInAll: z.int(),
});
export type TicketSignal = z.infer<typeof ticketSignalSchema>;

export const hitsSchema = z.object({
  kind: saidSchema.shape.kind,
  itemId: ownIdSchema,
  /** Other tickets, in all and at the percent that the rollout has reached. */
  all: z.int(),
  now: z.int(),
});

const onTicket = {
  issueId: issueIdSchema,
  /** The screen's claim; checked against Jira. */
  projectId: projectIdSchema,
  releaseId: releaseIdSchema,
  handoffId: ownIdSchema,
};
/** Null: nothing was ever said. */
const output = z.object({ signal: z.nullable(ticketSignalSchema) });

/** Calls about what agents say of a ticket with one click: whoever sees the ticket, of a live handoff that speaks to it. */
export const signalCalls = {
  /** The last word counts. Saying the same again changes nothing. `question`: of "not in the handoff" only, as in askFromTicket. */
  sendSignal: {
    input: z
      .object({
        ...onTicket,
        kind: z.enum(SIGNAL_KINDS),
        itemId: z.nullable(ownIdSchema),
        revision: revisionSchema.check(z.positive()),
        question: z.nullable(askedSchema),
      })
      .check(
        z.refine(({ kind, itemId }) => OF_ITEMS.includes(kind) === (itemId !== null), { path: ['itemId'] }),
        z.refine(({ kind, question }) => (kind === 'not-in-handoff') === (question !== null), { path: ['question'] }),
      ),
    output,
  },
  /** Takes back what was said at that moment; where something else was said meanwhile, that stays. */
  undoSignal: { input: z.object({ ...onTicket, saidAt: momentSchema }), output },
} as const;
