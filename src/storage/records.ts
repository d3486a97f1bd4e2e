import type { Agenda } from '../domain/agenda';
import type { Bug } from '../domain/bug';
import { sameContent, type HandoffDocument } from '../domain/document';
import type { Claim, Escalation } from '../domain/escalation';
import type { Filings } from '../domain/filings';
import type { Head } from '../domain/head';
import type { HistoryEntry } from '../domain/history';
import type { Prepared } from '../domain/prepared';
import type { Reading } from '../domain/reading';
import type { Reminder } from '../domain/reminder';
import type { Rollout } from '../domain/rollout';
import type { Question } from '../domain/question';
import type { KnownTicket } from '../domain/known-ticket';
import type { Settings } from '../domain/settings';
import { countOf, type Signal } from '../domain/signal';
import type { Tally } from '../domain/tally';
import type { Template } from '../domain/starting';
import * as keys from './keys';
import { phaseOf, type Digest, type StoredRecord, type StoredRevision } from './stored';

/** How each kind of record is written. Imported as a namespace, so that a function carries only the kinds that it writes. */

/** Sorts after every real date: an unscheduled release. Index attributes can't be empty. */
const UNSCHEDULED = '9999-12-31';

const historyValue = (body: HistoryEntry) => ({
  entityName: 'history',
  value: { handoffId: body.handoffId, at: Date.parse(body.at), body },
});

export const handoff = (head: Head): StoredRecord => ({
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
});

export const document = (handoffId: string, revision: number, body: HandoffDocument): StoredRecord => ({
  key: keys.document(handoffId),
  entityName: 'document',
  value: { handoffId, revision, body },
});

export const revision = (handoffId: string, body: StoredRevision): StoredRecord => ({
  key: keys.revision(handoffId, body.revision),
  entityName: 'revision',
  value: { handoffId: handoffId, revision: body.revision, body },
});

export const question = (body: Question): StoredRecord => ({
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
});

export const ticket = (counter: number, body: KnownTicket): StoredRecord => ({
  key: keys.ticket(body.ticketId),
  entityName: 'ticket',
  value: { counter, body },
});

export const rollout = (body: Rollout): StoredRecord => ({
  key: keys.rollout(body.handoffId),
  entityName: 'rollout',
  value: { handoffId: body.handoffId, body },
});

export const reading = (body: Reading): StoredRecord => ({
  key: keys.reading(body.handoffId, body.accountId),
  entityName: 'reading',
  value: { handoffId: body.handoffId, revision: body.revision, at: Date.parse(body.at), body },
});

export const history = (body: HistoryEntry, facts: number, nth: number): StoredRecord => ({
  key: keys.history(body.handoffId, facts, nth),
  ...historyValue(body),
});

export const told = (body: HistoryEntry): StoredRecord => ({
  key: keys.told(body.handoffId, body.at),
  ...historyValue(body),
});

/** @param counter counts writes, from 1 on */
export const escalation = (body: Escalation, counter = 1): StoredRecord => ({
  key: keys.escalation(body.id),
  entityName: 'escalation',
  value: {
    ...{ handoffId: body.handoffId, ticketId: body.ticketId, bugId: body.bugId },
    ...{ at: Date.parse(body.at), counter, body },
  },
});

export const bug = (counter: number, body: Bug): StoredRecord => ({
  key: keys.bug(body.bugId),
  entityName: 'bug',
  value: { handoffId: body.handoffId, at: Date.parse(body.filedAt), counter, body },
});

/** @param at ms since 1970 */
export const fix = (bugId: string, fixReleaseId: string, at: number): StoredRecord => ({
  key: keys.fix(bugId, fixReleaseId),
  entityName: 'bug',
  value: { fixReleaseId, at, body: { bugId } },
});

export const signal = (counter: number, body: Signal): StoredRecord => ({
  key: keys.signal(body.handoffId, body.ticketId),
  entityName: 'signal',
  value: {
    handoffId: body.handoffId,
    isCounted: body.isShown && sameContent(body.counted, countOf(body)),
    ...{ at: Date.parse(body.since), counter, body },
  },
});

export const tally = (counter: number, body: Tally): StoredRecord => ({
  key: keys.tally(body),
  entityName: 'tally',
  value: { counter, body },
});

export const claim = (body: Claim): StoredRecord => ({
  key: keys.claim(body.ticketId),
  entityName: 'claim',
  value: { escalationId: body.escalationId, step: body.step, started: Date.parse(body.startedAt), body },
});

/** @param counter counts writes, from 1 on */
export const filings = (counter: number, body: Filings): StoredRecord => ({
  key: keys.filings(body.handoffId),
  entityName: 'claim',
  value: { counter, body },
});

export const prepared = (body: Prepared): StoredRecord => ({
  key: keys.prepared(body.ticketId),
  entityName: 'prepared',
  value: { escalationId: body.id, at: Date.parse(body.at), body },
});

export const template = (projectId: string, body: Template): StoredRecord => ({
  key: keys.template(projectId),
  entityName: 'template',
  value: { handoffId: body.handoffId, body },
});

export const settings = (projectId: string, revision: number, body: Settings): StoredRecord => ({
  key: keys.settings(projectId),
  entityName: 'settings',
  value: { revision, body },
});

/**
 * @param at ms since 1970: from when on it is to be looked at
 * @param stamp another one with each write, so that who looked at it moves it only if nobody wrote it meanwhile
 */
export const agenda = (body: Agenda, at: number, stamp: number): StoredRecord => ({
  key: keys.agenda(body),
  entityName: 'agenda',
  value: { kind: body.kind, at, stamp, body },
});

export const reminder = (body: Reminder): StoredRecord => ({
  key: keys.reminder(body.accountId, body),
  entityName: 'reminder',
  value: { accountId: body.accountId, at: Date.parse(body.at), body },
});

export const digest = (body: Digest, stamp: number): StoredRecord => ({
  key: keys.digest(body.accountId),
  entityName: 'digest',
  value: { stamp, body },
});
