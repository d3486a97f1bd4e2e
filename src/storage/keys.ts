import type { Agenda } from '../domain/agenda';
import type { ReminderId } from '../domain/reminder';
import type { Tally } from '../domain/tally';

/** Keys say what they identify. KVS keys: at most 500 of `[a-zA-Z0-9:._\s-#]` (Forge docs: limits-kvs-ce). */
export const keys = {
  handoff: (releaseId: string) => `handoff:${releaseId}`,
  document: (handoffId: string) => `document:${handoffId}`,
  revision: (handoffId: string, revision: number) => `revision:${handoffId}:${revision}`,
  question: (handoffId: string, questionId: string) => `question:${handoffId}:${questionId}`,
  rollout: (handoffId: string) => `rollout:${handoffId}`,
  reading: (handoffId: string, accountId: string) => `reading:${handoffId}:${accountId}`,
  history: (handoffId: string, facts: number, nth: number) => `history:${handoffId}:${facts}:${nth}`,
  /** Of what Jira told: by its moment, so that it is there once however often it is told. */
  told: (handoffId: string, at: string) => `history:${handoffId}:told:${at}`,
  escalation: (escalationId: string) => `escalation:${escalationId}`,
  claim: (ticketId: string) => `claim:${ticketId}`,
  filings: (handoffId: string) => `claim:handoff:${handoffId}`,
  prepared: (ticketId: string) => `prepared:${ticketId}`,
  ticket: (ticketId: string) => `ticket:${ticketId}`,
  signal: (handoffId: string, ticketId: string) => `signal:${handoffId}:${ticketId}`,
  tallyOf: (handoffId: string) => `tally:${handoffId}`,
  tally: ({ handoffId, projectId }: Pick<Tally, 'handoffId' | 'projectId'>) =>
    handoffId === null ? `tally:project:${projectId}` : keys.tallyOf(handoffId),
  bug: (bugId: string) => `bug:${bugId}`,
  /** Leads from a release to a bug whose fix may be in it. */
  fix: (bugId: string, releaseId: string) => `bug:${bugId}:fix:${releaseId}`,
  settings: (projectId: string) => `settings:${projectId}`,
  template: (projectId: string) => `template:${projectId}`,
  agenda: (entry: Agenda) => {
    if (entry.kind === 'release') return `agenda:release:${entry.releaseId}`;
    if (entry.kind === 'person') return `agenda:person:${entry.accountId}`;
    if (entry.kind === 'signals') return `agenda:signals:${entry.handoffId}`;
    if (entry.kind === 'bug') return `agenda:bug:${entry.bugId}`;
    if (entry.kind === 'fix') return `agenda:fix:${entry.releaseId}`;
    return `agenda:project:${entry.projectId}:${entry.again ? 'again' : 'new'}`;
  },
  reminder: (accountId: string, { releaseId, what, occurrence }: ReminderId) =>
    `reminder:${accountId}:${releaseId}:${what}:${occurrence}`,
  digest: (accountId: string) => `digest:${accountId}`,
};
