import * as z from 'zod/mini';
import { agendaSchema, type Agenda } from '../domain/agenda';
import { bugSchema, type Bug } from '../domain/bug';
import { documentSchema, sameContent, type HandoffDocument } from '../domain/document';
import { claimSchema, escalationSchema, type Claim, type Escalation } from '../domain/escalation';
import { headSchema, type Head } from '../domain/head';
import { historyEntrySchema, type HistoryEntry } from '../domain/history';
import { accountIdSchema, daySchema, issueIdSchema, momentSchema, revisionSchema } from '../domain/ids';
import { preparedSchema, type Prepared } from '../domain/prepared';
import { readingSchema, type Reading } from '../domain/reading';
import { reminderSchema, type Reminder, type ReminderId } from '../domain/reminder';
import { rolloutSchema, type Rollout } from '../domain/rollout';
import { questionSchema, type Question } from '../domain/question';
import { knownTicketSchema, type KnownTicket } from '../domain/known-ticket';
import { defaultSettings, settingsSchema, type Settings } from '../domain/settings';
import { signalSchema, countOf, type Signal } from '../domain/signal';
import { tallySchema, type Tally } from '../domain/tally';
import { templateSchema, type Template } from '../domain/starting';
import { isLive } from '../domain/state';

export const storedRevisionSchema = z.object({
  revision: revisionSchema,
  at: momentSchema,
  by: accountIdSchema,
  note: z.string(),
  minor: z.boolean(),
  document: documentSchema,
});
export type StoredRevision = z.infer<typeof storedRevisionSchema>;

/** What one person was told by Jira's notification; one record per person. */
const digestSchema = z.object({
  schema: z.literal(1),
  accountId: accountIdSchema,
  /** The day of the newest one, in its project; at most one a day. */
  day: daySchema,
  /** Keys of the reminders that were told, the newest last; as many as matter. */
  told: z.array(z.string()),
  /** Some wait for the next day. */
  waiting: z.boolean(),
});
export type Digest = z.infer<typeof digestSchema>;

/** Sorts after every real date: an unscheduled release. Index attributes can't be empty. */
const UNSCHEDULED = '9999-12-31';

/** `ended`: the release is gone and its handoff stays; `moved`: nothing but a pointer to where it is now. */
export type Phase = 'draft' | 'live' | 'done' | 'ended' | 'moved';
export const phaseOf = (head: Head): Phase => {
  if (head.ended !== null) return head.revision === 0 ? 'moved' : 'ended';
  if (isLive(head)) return 'live';
  return head.handedOver === null ? 'draft' : 'done';
};

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
  prepared: (ticketId: string) => `prepared:${ticketId}`,
  ticket: (ticketId: string) => `ticket:${ticketId}`,
  signal: (handoffId: string, ticketId: string) => `signal:${handoffId}:${ticketId}`,
  tally: ({ handoffId, projectId }: Pick<Tally, 'handoffId' | 'projectId'>) =>
    handoffId === null ? `tally:project:${projectId}` : `tally:${handoffId}`,
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

/** A record as the transaction sets it: attributes as manifest.yml declares them. */
export type StoredRecord = {
  readonly key: string;
  readonly entityName: string;
  readonly value: Record<string, unknown>;
};

const historyValue = (body: HistoryEntry) => ({
  entityName: 'history',
  value: { handoffId: body.handoffId, at: Date.parse(body.at), body },
});

export const records = {
  handoff: (head: Head): StoredRecord => ({
    key: keys.handoff(head.releaseId),
    entityName: 'handoff',
    value: {
      projectId: head.projectId,
      phase: phaseOf(head),
      releaseDate: head.releaseDate ?? UNSCHEDULED,
      revision: head.revision,
      facts: head.facts,
      body: head,
    },
  }),
  document: (handoffId: string, revision: number, body: HandoffDocument): StoredRecord => ({
    key: keys.document(handoffId),
    entityName: 'document',
    value: { handoffId, revision, body },
  }),
  revision: (handoffId: string, body: StoredRevision): StoredRecord => ({
    key: keys.revision(handoffId, body.revision),
    entityName: 'revision',
    value: { handoffId: handoffId, revision: body.revision, body },
  }),
  question: (body: Question): StoredRecord => ({
    key: keys.question(body.handoffId, body.id),
    entityName: 'question',
    value: {
      handoffId: body.handoffId,
      // One of before there was a list of all open questions of a project isn't in it.
      ...(body.projectId !== undefined && { projectId: body.projectId }),
      open: body.ended === null,
      at: Date.parse(body.askedAt),
      body,
    },
  }),
  ticket: (counter: number, body: KnownTicket): StoredRecord => ({
    key: keys.ticket(body.ticketId),
    entityName: 'ticket',
    value: { counter, body },
  }),
  rollout: (body: Rollout): StoredRecord => ({
    key: keys.rollout(body.handoffId),
    entityName: 'rollout',
    value: { handoffId: body.handoffId, body },
  }),
  reading: (body: Reading): StoredRecord => ({
    key: keys.reading(body.handoffId, body.accountId),
    entityName: 'reading',
    value: { handoffId: body.handoffId, revision: body.revision, at: Date.parse(body.at), body },
  }),
  history: (body: HistoryEntry, facts: number, nth: number): StoredRecord => ({
    key: keys.history(body.handoffId, facts, nth),
    ...historyValue(body),
  }),
  told: (body: HistoryEntry): StoredRecord => ({ key: keys.told(body.handoffId, body.at), ...historyValue(body) }),
  /** @param counter counts writes, from 1 on */
  escalation: (body: Escalation, counter = 1): StoredRecord => ({
    key: keys.escalation(body.id),
    entityName: 'escalation',
    value: {
      ...{ handoffId: body.handoffId, ticketId: body.ticketId, bugId: body.bugId },
      ...{ at: Date.parse(body.at), counter, body },
    },
  }),
  bug: (counter: number, body: Bug): StoredRecord => ({
    key: keys.bug(body.bugId),
    entityName: 'bug',
    value: { handoffId: body.handoffId, at: Date.parse(body.filedAt), counter, body },
  }),
  /** @param at ms since 1970 */
  fix: (bugId: string, fixReleaseId: string, at: number): StoredRecord => ({
    key: keys.fix(bugId, fixReleaseId),
    entityName: 'bug',
    value: { fixReleaseId, at, body: { bugId } },
  }),
  signal: (counter: number, body: Signal): StoredRecord => ({
    key: keys.signal(body.handoffId, body.ticketId),
    entityName: 'signal',
    value: {
      handoffId: body.handoffId,
      isCounted: sameContent(body.counted, countOf(body)),
      ...{ at: Date.parse(body.since), counter, body },
    },
  }),
  tally: (counter: number, body: Tally): StoredRecord => ({
    key: keys.tally(body),
    entityName: 'tally',
    value: { counter, body },
  }),
  claim: (body: Claim): StoredRecord => ({
    key: keys.claim(body.ticketId),
    entityName: 'claim',
    value: { escalationId: body.escalationId, step: body.step, started: Date.parse(body.startedAt), body },
  }),
  prepared: (body: Prepared): StoredRecord => ({
    key: keys.prepared(body.ticketId),
    entityName: 'prepared',
    value: { escalationId: body.id, at: Date.parse(body.at), body },
  }),
  template: (projectId: string, body: Template): StoredRecord => ({
    key: keys.template(projectId),
    entityName: 'template',
    value: { handoffId: body.handoffId, body },
  }),
  settings: (projectId: string, revision: number, body: Settings): StoredRecord => ({
    key: keys.settings(projectId),
    entityName: 'settings',
    value: { revision, body },
  }),
  /**
   * @param at ms since 1970: from when on it is to be looked at
   * @param stamp another one with each write, so that who looked at it moves it only if nobody wrote it meanwhile
   */
  agenda: (body: Agenda, at: number, stamp: number): StoredRecord => ({
    key: keys.agenda(body),
    entityName: 'agenda',
    value: { kind: body.kind, at, stamp, body },
  }),
  reminder: (body: Reminder): StoredRecord => ({
    key: keys.reminder(body.accountId, body),
    entityName: 'reminder',
    value: { accountId: body.accountId, at: Date.parse(body.at), body },
  }),
  digest: (body: Digest, stamp: number): StoredRecord => ({
    key: keys.digest(body.accountId),
    entityName: 'digest',
    value: { stamp, body },
  }),
};

/** Of a release, as its head is written: with each write there may be something to remind of. */
export const onAgenda = ({ releaseId, projectId, updatedAt, facts }: Head): StoredRecord =>
  records.agenda({ kind: 'release', releaseId, projectId }, Date.parse(updatedAt), facts);

/** A record of before there were these settings: the defaults stand in, so that it is upgraded as it is read. */
const upgradedSettings = z.pipe(
  z.transform((stored: unknown) => (typeof stored === 'object' ? { ...defaultSettings, ...stored } : stored)),
  settingsSchema,
);

const wrapped = <T extends z.core.$ZodType>(body: T) => z.object({ body });

/** How each kind of record is read back: what storage answers is unknown until its schema says otherwise. */
export const readers = {
  handoff: wrapped(headSchema),
  document: wrapped(documentSchema),
  revision: wrapped(storedRevisionSchema),
  question: wrapped(questionSchema),
  rollout: wrapped(rolloutSchema),
  reading: wrapped(readingSchema),
  history: wrapped(historyEntrySchema),
  escalation: z.object({ counter: z._default(z.int(), 1), body: escalationSchema }),
  bug: z.object({ counter: z.int(), body: bugSchema }),
  fix: wrapped(z.object({ bugId: issueIdSchema })),
  signal: z.object({ counter: z.int(), body: signalSchema }),
  tally: z.object({ counter: z.int(), body: tallySchema }),
  claim: wrapped(claimSchema),
  prepared: wrapped(preparedSchema),
  template: wrapped(templateSchema),
  ticket: z.object({ counter: z.int(), body: knownTicketSchema }),
  settings: z.object({ revision: z.int(), body: upgradedSettings }),
  agenda: z.object({ at: z.number(), stamp: z.int(), body: agendaSchema }),
  reminder: wrapped(reminderSchema),
  digest: z.object({ stamp: z.int(), body: digestSchema }),
};
