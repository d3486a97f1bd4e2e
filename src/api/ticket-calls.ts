import * as z from 'zod/mini';
import { ticketBugSchema } from '../domain/bug-state';
import { documentSchema } from '../domain/document';
import { headSchema } from '../domain/head';
import {
  accountIdSchema,
  issueIdSchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from '../domain/ids';
import { ladderSchema, toL3Schema } from '../domain/ladder';
import { askedSchema, questionSchema } from '../domain/question';
import { readingSchema } from '../domain/reading';
import { MOST_READ, reasonSchema } from '../domain/right-handoff';
import { stalenessSchema } from '../domain/staleness';
import { stateSchema } from '../domain/state';
import { waitingSchema } from '../domain/waiting';
import { hitsSchema, signalCalls, ticketSignalSchema } from './signal-calls';
import { ladderCalls } from './ladder-calls';

const ticketHandoffSchema = z.object({
  /** No more of it: an agent may not be a reader of the product project. */
  head: z.pick(headSchema, { handoffId: true, releaseId: true, releaseName: true, projectKey: true, revision: true }),
  document: documentSchema,
  /** Why it is here, in the order in which to say it. */
  reasons: z.array(reasonSchema),
  state: stateSchema,
  /** Why it may be out of date, as far as the app knows without asking Jira for the release. */
  staleness: z.array(stalenessSchema),
  /** What this person has confirmed to have read; null: nothing yet. */
  reading: z.nullable(z.pick(readingSchema, { revision: true })),
  /** What was said of this ticket; null: nothing ever. */
  signal: z.nullable(ticketSignalSchema),
  /** How far its rollout is; null: before its first step. */
  percent: z.nullable(z.int()),
  hits: z.array(hitsSchema),
});
export type TicketHandoff = z.infer<typeof ticketHandoffSchema>;

/** One that stands behind the best few: its texts come by `readHandoffs`. */
const otherHandoffSchema = z.object({
  head: z.pick(headSchema, { handoffId: true, releaseId: true, releaseName: true, projectKey: true }),
  reasons: z.array(reasonSchema),
});
export type OtherHandoff = z.infer<typeof otherHandoffSchema>;

/** A question that was asked from this ticket, with its end. Where a gap is taken up is told to who browses the product project. */
const ticketQuestionSchema = z.extend(
  z.pick(questionSchema, { id: true, handoffId: true, text: true, askedBy: true, askedAt: true, ended: true }),
  {
    /** Who owes the answer; null: nobody is named. */
    owner: z.nullable(accountIdSchema),
  },
);
export type TicketQuestion = z.infer<typeof ticketQuestionSchema>;

/** `projectId` is the screen's claim and is checked against Jira. */
const ofTicket = { issueId: issueIdSchema, projectId: projectIdSchema };

/** Calls of the panel on a ticket. */
export const ticketCalls = {
  /** The handoffs that speak to a ticket, best first. */
  findHandoffs: {
    input: z.object(ofTicket),
    output: z.object({
      /** The best few. */
      handoffs: z.array(ticketHandoffSchema),
      /** All that come after them. */
      others: z.array(otherHandoffSchema),
      /** Who chose a handoff for the ticket that isn't live or isn't for its project any more, and when; null: nobody did. */
      lostChoice: z.nullable(z.object({ by: accountIdSchema, at: momentSchema })),
      mapped: z.boolean(),
      /** An L3 bug that waits on this ticket for a named person to file it. */
      prepared: z.nullable(waitingSchema),
      /** The newest first. */
      questions: z.array(ticketQuestionSchema),
      /** Its L3 bugs and what has become of them, the newest first. */
      bugs: z.array(ticketBugSchema),
      /** How far the ticket has come up the tiers; null: nowhere yet. */
      ladder: z.nullable(ladderSchema),
      toL3: toL3Schema,
    }),
  },
  /** Handoffs that speak to the ticket, with their texts, as far as they still do. */
  readHandoffs: {
    input: z.object({ ...ofTicket, handoffIds: z.array(ownIdSchema).check(z.minLength(1), z.maxLength(MOST_READ)) }),
    output: z.object({ handoffs: z.array(ticketHandoffSchema) }),
  },
  /** Puts one that speaks to the ticket before all others, for everybody; null takes that back. */
  chooseHandoff: {
    input: z.object({ ...ofTicket, handoffId: z.nullable(ownIdSchema) }),
    output: z.object({}),
  },
  /** Asks the PO of a handoff that speaks to the ticket; `question.id` makes a repeated call harmless. */
  askFromTicket: {
    input: z.object({
      issueId: issueIdSchema,
      projectId: projectIdSchema,
      releaseId: releaseIdSchema,
      question: askedSchema,
    }),
    output: z.object({}),
  },
  /** As confirmReading of the panel, by who reads the handoff on this ticket. */
  confirmReadingOnTicket: {
    input: z.object({
      issueId: issueIdSchema,
      projectId: projectIdSchema,
      releaseId: releaseIdSchema,
      revision: revisionSchema.check(z.positive()),
    }),
    output: z.object({ reading: readingSchema }),
  },
  /** Takes a prepared bug back: who prepared it, who files it, or an admin of the ticket's or the handoff's project. */
  withdrawPrepared: {
    input: z.object({ issueId: issueIdSchema, escalationId: ownIdSchema }),
    output: z.object({}),
  },
  ...signalCalls,
  ...ladderCalls,
} as const;
