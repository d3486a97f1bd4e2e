import * as z from 'zod/mini';
import { CHAIN_LEVELS, type Bug } from './bug';
import { hasReached, isOut } from './bug-fix';
import { customerSchema } from './customer';
import type { Escalation } from './escalation';
import { accountIdSchema, momentSchema, ownIdSchema } from './ids';

/** How a bug stands for one ticket. Fixed, released and reached are three different things. */
const BUG_STATES = [
  ...(['open', 're-opened', 'fixed', 'released', 'reached'] as const),
  ...(['duplicate', 'closed', 'gone'] as const),
] as const;
export type BugState = (typeof BUG_STATES)[number];

export const stateForTicket = (
  { stage, fix }: Bug,
  { customer, told }: Pick<Escalation, 'customer' | 'told'>,
): BugState => {
  if (stage === 'open') {
    const wasOver = told !== undefined && (told.stage !== 'open' || told.times['re-opened'] !== undefined);
    return wasOver ? 're-opened' : 'open';
  }
  if (stage !== 'fixed') return stage;
  if (fix === null || !isOut(fix)) return 'fixed';
  return hasReached(fix, customer) ? 'reached' : 'released';
};

/** What everybody who sees a ticket is told of a bug of it. */
export const ticketBugSchema = z.object({
  /** The escalation's. */
  id: ownIdSchema,
  by: accountIdSchema,
  at: momentSchema,
  /** The ticket was added to it. */
  joined: z.boolean(),
  /** Null for who may not see the bug itself. */
  bugKey: z.nullable(z.string()),
  state: z.enum(BUG_STATES),
  /** Percent that the rollout of its fix has got to; null: it has none. */
  percent: z.nullable(z.int()),
  /** The release that its fix is in by name; null: none, or not for this person to know. */
  release: z.nullable(z.string()),
  customer: z.nullable(customerSchema),
  level: z.nullable(z.enum(CHAIN_LEVELS)),
  /** The bug that it duplicates; null: none, or this person may not see it. */
  duplicateOf: z.nullable(z.string()),
  /** Jira's resolution by name; empty: none. */
  resolution: z.string(),
});
export type TicketBug = z.infer<typeof ticketBugSchema>;
