/**
 * Issue properties that Jira indexes for JQL (manifest.yml, jira:entityProperty). What they say is public to whoever sees the issue.
 * On a ticket: the newest word on it.
 */
export const TICKET_PROPERTY = 'cs-handoff-ticket';
export type TicketProperty = {
  /** Name of the release. */
  readonly release: string;
  readonly releaseId: string;
  /** A signal's kind; `none`: taken back. */
  readonly signal: string;
  readonly supportTier: 'L1' | 'L2' | 'L3';
};

/** On an L3 bug. */
export const BUG_PROPERTY = 'cs-handoff-bug';
export type BugProperty = {
  readonly release: string;
  readonly releaseId: string;
  /** A chain level, or `untriaged`. */
  readonly chainLevel: string;
  /** A chain-aware cause, or `none`. */
  readonly cause: string;
};

/** Key of the issue property that a bug carries from its very creation, so that a lost reply can be recognised. */
export const ESCALATION_PROPERTY = 'cs-handoff-escalation';

/** On each comment of the app: what it tells of, an escalation's id or a step of it, so that a repeated step recognises it. */
export const NOTE_PROPERTY = 'cs-handoff-note';
