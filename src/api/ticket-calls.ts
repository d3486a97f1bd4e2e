import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import { headSchema } from '../domain/head';
import { issueIdSchema, projectIdSchema } from '../domain/ids';
import { waitingSchema } from '../domain/prepared';
import { stateSchema } from '../domain/state';
import { escalationCalls } from './escalation-calls';

const ticketHandoffSchema = z.object({
  /** No more of it: an agent may not be a reader of the product project. */
  head: z.pick(headSchema, { handoffId: true, releaseId: true, releaseName: true, projectKey: true }),
  document: documentSchema,
  why: z.enum(['fix-version', 'affects-version', 'mapped-project']),
  state: stateSchema,
});
export type TicketHandoff = z.infer<typeof ticketHandoffSchema>;

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
    }),
  },
  ...escalationCalls,
} as const;
