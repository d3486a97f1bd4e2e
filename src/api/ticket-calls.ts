import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import { headSchema } from '../domain/head';
import { accountIdSchema, issueIdSchema, projectIdSchema, releaseIdSchema, revisionSchema } from '../domain/ids';
import { waitingSchema } from '../domain/prepared';
import { askedSchema, questionSchema } from '../domain/question';
import { readingSchema } from '../domain/reading';
import { stalenessSchema } from '../domain/staleness';
import { stateSchema } from '../domain/state';
import { escalationCalls } from './escalation-calls';

const ticketHandoffSchema = z.object({
  /** No more of it: an agent may not be a reader of the product project. */
  head: z.pick(headSchema, { handoffId: true, releaseId: true, releaseName: true, projectKey: true, revision: true }),
  document: documentSchema,
  why: z.enum(['fix-version', 'affects-version', 'mapped-project']),
  state: stateSchema,
  /** Why it may be out of date, as far as the app knows without asking Jira for the release. */
  staleness: z.array(stalenessSchema),
  /** What this person has confirmed to have read; null: nothing yet. */
  reading: z.nullable(z.pick(readingSchema, { revision: true })),
});
export type TicketHandoff = z.infer<typeof ticketHandoffSchema>;

/** A question that was asked from this ticket, with its end. Where a gap is taken up is told to who browses the product project. */
const ticketQuestionSchema = z.extend(
  z.pick(questionSchema, { id: true, handoffId: true, text: true, askedBy: true, askedAt: true, ended: true }),
  {
    /** Who owes the answer; null: nobody is named. */
    owner: z.nullable(accountIdSchema),
  },
);
export type TicketQuestion = z.infer<typeof ticketQuestionSchema>;

/** Calls made on a ticket: its panel, and the form of an L3 bug. */
export const ticketCalls = {
  /** The handoffs that speak to a ticket, best first. `projectId` is the screen's claim and is checked against Jira. */
  findHandoffs: {
    input: z.object({ issueId: issueIdSchema, projectId: projectIdSchema }),
    output: z.object({
      handoffs: z.array(ticketHandoffSchema),
      mapped: z.boolean(),
      /** An L3 bug that waits on this ticket for a named person to file it. */
      prepared: z.nullable(waitingSchema),
      /** The newest first. */
      questions: z.array(ticketQuestionSchema),
    }),
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
  ...escalationCalls,
} as const;
