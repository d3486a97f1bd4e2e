import type { Agenda } from '../domain/agenda';
import type { ReminderId } from '../domain/reminder';
import type { Tally } from '../domain/tally';

/* Keys say what they identify. KVS keys: at most 500 of `[a-zA-Z0-9:._\s-#]` (Forge docs: limits-kvs-ce). Imported as a namespace, as records. */
export const handoff = (releaseId: string) => `handoff:${releaseId}`;
export const document = (handoffId: string) => `document:${handoffId}`;
export const revision = (handoffId: string, revision: number) => `revision:${handoffId}:${revision}`;
export const question = (handoffId: string, questionId: string) => `question:${handoffId}:${questionId}`;
export const rollout = (handoffId: string) => `rollout:${handoffId}`;
export const reading = (handoffId: string, accountId: string) => `reading:${handoffId}:${accountId}`;
export const history = (handoffId: string, facts: number, nth: number) => `history:${handoffId}:${facts}:${nth}`;
/** Of what Jira told: by its moment, so that it is there once however often it is told. */
export const told = (handoffId: string, at: string) => `history:${handoffId}:told:${at}`;
export const escalation = (escalationId: string) => `escalation:${escalationId}`;
export const claim = (ticketId: string) => `claim:${ticketId}`;
export const filings = (handoffId: string) => `claim:handoff:${handoffId}`;
export const prepared = (ticketId: string) => `prepared:${ticketId}`;
export const ticket = (ticketId: string) => `ticket:${ticketId}`;
export const signal = (handoffId: string, ticketId: string) => `signal:${handoffId}:${ticketId}`;
export const tallyOf = (handoffId: string) => `tally:${handoffId}`;
export const tally = ({ handoffId, projectId }: Pick<Tally, 'handoffId' | 'projectId'>) =>
  handoffId === null ? `tally:project:${projectId}` : tallyOf(handoffId);
export const bug = (bugId: string) => `bug:${bugId}`;
/** Leads from a release to a bug whose fix may be in it. */
export const fix = (bugId: string, releaseId: string) => `bug:${bugId}:fix:${releaseId}`;
export const settings = (projectId: string) => `settings:${projectId}`;
export const template = (projectId: string) => `template:${projectId}`;
export const agenda = (entry: Agenda) => {
  if (entry.kind === 'release') return `agenda:release:${entry.releaseId}`;
  if (entry.kind === 'person') return `agenda:person:${entry.accountId}`;
  if (entry.kind === 'signals') return `agenda:signals:${entry.handoffId}`;
  if (entry.kind === 'bug') return `agenda:bug:${entry.bugId}`;
  if (entry.kind === 'fix') return `agenda:fix:${entry.releaseId}`;
  return `agenda:project:${entry.projectId}:${entry.again ? 'again' : 'new'}`;
};
export const reminder = (accountId: string, { releaseId, what, occurrence }: ReminderId) =>
  `reminder:${accountId}:${releaseId}:${what}:${occurrence}`;
export const digest = (accountId: string) => `digest:${accountId}`;
