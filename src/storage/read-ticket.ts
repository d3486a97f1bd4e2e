import type { HandoffDocument } from '../domain/document';
import type { Head } from '../domain/head';
import { unknownTicket, type KnownTicket } from '../domain/known-ticket';
import type { Prepared } from '../domain/prepared';
import type { Question } from '../domain/question';
import type { Reading } from '../domain/reading';
import type { Settings } from '../domain/settings';
import type { Signal } from '../domain/signal';
import type { Counts } from '../domain/tally';
import { body, readKeys, type Wanted } from './batch';
import * as keys from './keys';
import { settingsOf, wantSettings, type SettingsOf } from './read';
import { documentsOf, questionsOf, readingOf, wantDocument, wantReading } from './read-handoff';
import * as readers from './readers';

const wantSignal = (handoffId: string, ticketId: string): Wanted => ({
  key: keys.signal(handoffId, ticketId),
  entityName: 'signal',
});

const signalOf = (found: Map<string, unknown>, handoffId: string, ticketId: string): WayUp['signal'] => {
  const value = found.get(keys.signal(handoffId, ticketId));
  if (value === undefined) return null;
  const { counter, body: signal } = body(readers.signal, value);
  return { counter, signal };
};

const wantTally = (handoffId: string): Wanted => ({ key: keys.tallyOf(handoffId), entityName: 'tally' });

const countsOf = (found: Map<string, unknown>, handoffId: string): Counts => {
  const value = found.get(keys.tallyOf(handoffId));
  return value === undefined ? {} : body(readers.tally, value).body.all;
};

/**
 * What a ticket shows: documents of handoffs, settings of their projects, what a person has read of them, and what was asked from it; up
 * to 25 of all cost one call.
 */
export const readForTicket = async (
  handoffIds: readonly string[],
  projectIds: readonly string[],
  accountId: string,
  { ticketId, questions }: KnownTicket,
): Promise<{
  documents: Map<string, HandoffDocument>;
  settingsOf: SettingsOf;
  readingOf: (handoffId: string) => Reading | null;
  /** What was said of the ticket, and what of all tickets. */
  signalOf: (handoffId: string) => Signal | null;
  countsOf: (handoffId: string) => Counts;
  asked: Question[];
}> => {
  const asked = questions.map(({ handoffId, questionId }) => keys.question(handoffId, questionId));
  const found = await readKeys([
    ...handoffIds.map(wantDocument),
    ...projectIds.map(wantSettings),
    ...handoffIds.map((id) => wantReading(id, accountId)),
    ...handoffIds.flatMap((id) => [wantSignal(id, ticketId), wantTally(id)]),
    ...asked.map((key) => ({ key, entityName: 'question' })),
  ]);
  return {
    documents: documentsOf(found, handoffIds),
    settingsOf: (projectId) => settingsOf(found, projectId),
    readingOf: (handoffId) => readingOf(found, handoffId, accountId),
    signalOf: (handoffId) => signalOf(found, handoffId, ticketId)?.signal ?? null,
    countsOf: (handoffId) => countsOf(found, handoffId),
    asked: questionsOf(found, asked),
  };
};

export const preparedOf = (found: Map<string, unknown>, ticketId: string): Prepared | null => {
  const value = found.get(keys.prepared(ticketId));
  return value === undefined ? null : body(readers.prepared, value).body;
};

export const wantPrepared = (ticketId: string): Wanted => ({ key: keys.prepared(ticketId), entityName: 'prepared' });

export const readPrepared = async (ticketId: string): Promise<Prepared | null> =>
  preparedOf(await readKeys([wantPrepared(ticketId)]), ticketId);

/** Settings of a ticket's project, the bug that may wait on the ticket and what was asked from it, in one call. */
export const readOfTicket = async (
  projectId: string,
  ticketId: string,
): Promise<{ settings: Settings; prepared: Prepared | null; known: KnownTicket }> => {
  const key = keys.ticket(ticketId);
  const found = await readKeys([wantSettings(projectId), wantPrepared(ticketId), { key, entityName: 'ticket' }]);
  const ticket = found.get(key);
  return {
    settings: settingsOf(found, projectId),
    prepared: preparedOf(found, ticketId),
    known: ticket === undefined ? unknownTicket(ticketId) : body(readers.ticket, ticket).body,
  };
};

/** What a ticket's way up changes beside its bug: the records of the ticket and of its signal, each with its counter (null: there is none yet). */
export type WayUp = {
  readonly ticket: { readonly counter: number; readonly known: KnownTicket } | null;
  readonly signal: { readonly counter: number; readonly signal: Signal } | null;
  /** Of the handoff's project. */
  readonly settings: Settings;
};

export const wantWayUp = (handoffId: string, ticketId: string): Wanted[] => [
  { key: keys.ticket(ticketId), entityName: 'ticket' },
  wantSignal(handoffId, ticketId),
];

export const wayUpOf = (found: Map<string, unknown>, handoffId: string, ticketId: string): Omit<WayUp, 'settings'> => {
  const ticket = found.get(keys.ticket(ticketId));
  const known = ticket === undefined ? null : body(readers.ticket, ticket);
  return {
    ticket: known === null ? null : { counter: known.counter, known: known.body },
    signal: signalOf(found, handoffId, ticketId),
  };
};

/** One call. */
export const readWayUp = async ({ handoffId, projectId }: Head, ticketId: string): Promise<WayUp> => {
  const found = await readKeys([...wantWayUp(handoffId, ticketId), wantSettings(projectId)]);
  return { ...wayUpOf(found, handoffId, ticketId), settings: settingsOf(found, projectId) };
};
