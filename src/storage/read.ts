import { Sort, kvs } from '@forge/kvs';
import type { Bug } from '../domain/bug';
import type { HandoffDocument } from '../domain/document';
import type { Claim, Escalation } from '../domain/escalation';
import type { Filings } from '../domain/filings';
import type { Head } from '../domain/head';
import type { HistoryEntry } from '../domain/history';
import { unknownTicket, type KnownTicket } from '../domain/known-ticket';
import type { Prepared } from '../domain/prepared';
import type { Reading } from '../domain/reading';
import type { RolloutStep } from '../domain/rollout';
import type { Question } from '../domain/question';
import { defaultSettings, type Settings } from '../domain/settings';
import type { Signal } from '../domain/signal';
import type { Template } from '../domain/starting';
import type { Counts } from '../domain/tally';
import { PAGE, body, listByIndex, readKeys, type Wanted } from './batch';
import * as readers from './readers';
import * as keys from './keys';
import type { Phase, StoredRevision } from './stored';
import { storing } from './storage-error';

const headOf = (found: Map<string, unknown>, releaseId: string): Head | null => {
  const value = found.get(keys.handoff(releaseId));
  return value === undefined ? null : body(readers.handoff, value).body;
};

const settingsOf = (found: Map<string, unknown>, projectId: string): Settings => {
  const value = found.get(keys.settings(projectId));
  return value === undefined ? defaultSettings : body(readers.settings, value).body;
};

const wantHead = (releaseId: string): Wanted => ({ key: keys.handoff(releaseId), entityName: 'handoff' });
const wantSettings = (projectId: string): Wanted => ({ key: keys.settings(projectId), entityName: 'settings' });
const wantDocument = (handoffId: string): Wanted => ({ key: keys.document(handoffId), entityName: 'document' });

export const readHead = async (releaseId: string): Promise<Head | null> =>
  headOf(await readKeys([wantHead(releaseId)]), releaseId);

const headsOf = (found: Map<string, unknown>, releaseIds: readonly string[]): Map<string, Head> =>
  new Map(
    releaseIds.flatMap((id) => {
      const head = headOf(found, id);
      return head === null ? [] : [[id, head] as const];
    }),
  );

export const readHeads = async (releaseIds: readonly string[]): Promise<Map<string, Head>> =>
  headsOf(await readKeys(releaseIds.map(wantHead)), releaseIds);

/** Settings by project, as they were read; a project that never set any has the defaults. */
type SettingsOf = (projectId: string) => Settings;

/** Heads of releases and settings of projects; up to 25 of both cost one call. */
export const readHeadsAndSettings = async (
  releaseIds: readonly string[],
  projectIds: readonly string[],
): Promise<{ heads: Map<string, Head>; settingsOf: SettingsOf }> => {
  const found = await readKeys([...releaseIds.map(wantHead), ...projectIds.map(wantSettings)]);
  return { heads: headsOf(found, releaseIds), settingsOf: (projectId) => settingsOf(found, projectId) };
};

export const readSettings = async (projectId: string): Promise<Settings> =>
  settingsOf(await readKeys([wantSettings(projectId)]), projectId);

/** Settings with the counters that a conditional write needs; counter 0 = never written. */
export const readSettingsForChange = async (
  projectIds: readonly string[],
): Promise<Map<string, { settings: Settings; counter: number }>> => {
  const found = await readKeys(projectIds.map(wantSettings));
  return new Map(
    projectIds.map((id) => {
      const value = found.get(keys.settings(id));
      if (value === undefined) return [id, { settings: defaultSettings, counter: 0 }];
      const stored = body(readers.settings, value);
      return [id, { settings: stored.body, counter: stored.revision }];
    }),
  );
};

const documentsOf = (found: Map<string, unknown>, handoffIds: readonly string[]): Map<string, HandoffDocument> =>
  new Map(
    handoffIds.flatMap((id) => {
      const value = found.get(keys.document(id));
      return value === undefined ? [] : [[id, body(readers.document, value).body] as const];
    }),
  );

const stepsOf = (found: Map<string, unknown>, key: string): readonly RolloutStep[] => {
  const value = found.get(key);
  return value === undefined ? [] : body(readers.rollout, value).body.steps;
};

const wantReading = (handoffId: string, accountId: string): Wanted => ({
  key: keys.reading(handoffId, accountId),
  entityName: 'reading',
});

const readingOf = (found: Map<string, unknown>, handoffId: string, accountId: string): Reading | null => {
  const value = found.get(keys.reading(handoffId, accountId));
  return value === undefined ? null : body(readers.reading, value).body;
};

/** What a handoff's panel shows beside its head: texts, rollout steps, and what this person has read. One call. */
export const readForPanel = async (
  { handoffId }: Head,
  texts: readonly string[],
  accountId: string,
): Promise<{ documents: Map<string, HandoffDocument>; steps: readonly RolloutStep[]; reading: Reading | null }> => {
  const rolloutKey = keys.rollout(handoffId);
  const found = await readKeys([
    ...texts.map(wantDocument),
    { key: rolloutKey, entityName: 'rollout' },
    wantReading(handoffId, accountId),
  ]);
  return {
    documents: documentsOf(found, texts),
    steps: stepsOf(found, rolloutKey),
    reading: readingOf(found, handoffId, accountId),
  };
};

export const readDocuments = async (handoffIds: readonly string[]): Promise<Map<string, HandoffDocument>> =>
  documentsOf(await readKeys(handoffIds.map(wantDocument)), handoffIds);

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

/** Documents of handoffs and the template of a project, in one call. */
export const readDocumentsAndTemplate = async (
  handoffIds: readonly string[],
  projectId: string,
): Promise<{ documents: Map<string, HandoffDocument>; template: Template | null }> => {
  const key = keys.template(projectId);
  const found = await readKeys([...handoffIds.map(wantDocument), { key, entityName: 'template' }]);
  const template = found.get(key);
  return {
    documents: documentsOf(found, handoffIds),
    template: template === undefined ? null : body(readers.template, template).body,
  };
};

export const readReading = async (handoffId: string, accountId: string): Promise<Reading | null> =>
  readingOf(await readKeys([wantReading(handoffId, accountId)]), handoffId, accountId);

export const readRevision = async (handoffId: string, revision: number): Promise<StoredRevision | null> => {
  const key = keys.revision(handoffId, revision);
  const value = (await readKeys([{ key, entityName: 'revision' }])).get(key);
  return value === undefined ? null : body(readers.revision, value).body;
};

const questionsOf = (found: Map<string, unknown>, names: readonly string[]): Question[] =>
  names.flatMap((key) => {
    const value = found.get(key);
    return value === undefined ? [] : [body(readers.question, value).body];
  });

/** Those of some questions of a handoff that there are; up to 25 cost one call. */
export const readQuestions = async (handoffId: string, ids: readonly string[]): Promise<Question[]> => {
  const names = ids.map((id) => keys.question(handoffId, id));
  return questionsOf(await readKeys(names.map((key) => ({ key, entityName: 'question' }))), names);
};

/** The steps of a handoff's rollout, in their order. */
export const readSteps = async (handoffId: string): Promise<readonly RolloutStep[]> => {
  const key = keys.rollout(handoffId);
  return stepsOf(await readKeys([{ key, entityName: 'rollout' }]), key);
};

export const readQuestion = async (handoffId: string, questionId: string): Promise<Question | null> =>
  (await readQuestions(handoffId, [questionId]))[0] ?? null;

const preparedOf = (found: Map<string, unknown>, ticketId: string): Prepared | null => {
  const value = found.get(keys.prepared(ticketId));
  return value === undefined ? null : body(readers.prepared, value).body;
};
const wantPrepared = (ticketId: string): Wanted => ({ key: keys.prepared(ticketId), entityName: 'prepared' });
const wantEscalation = (id: string): Wanted => ({ key: keys.escalation(id), entityName: 'escalation' });

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

export const readEscalation = async (id: string): Promise<Escalation | null> => {
  const value = (await readKeys([wantEscalation(id)])).get(keys.escalation(id));
  return value === undefined ? null : body(readers.escalation, value).body;
};

export type KnownForFiling = {
  readonly head: Head | null;
  readonly document: HandoffDocument | null;
  readonly claim: Claim | null;
  readonly escalation: Escalation | null;
  readonly prepared: Prepared | null;
  readonly wayUp: Omit<WayUp, 'settings'>;
  /** The handoff's newest filings. */
  readonly filings: StoredFilings;
  /** The bug that was asked for. */
  readonly bug: Bug | null;
  /** Of the projects that were asked for; of another one, read again. */
  readonly settingsOf: (projectId: string) => Settings | Promise<Settings>;
};

/** What a ticket's way up changes beside its bug: the records of the ticket and of its signal, each with its counter (null: there is none yet). */
export type WayUp = {
  readonly ticket: { readonly counter: number; readonly known: KnownTicket } | null;
  readonly signal: { readonly counter: number; readonly signal: Signal } | null;
  /** Of the handoff's project. */
  readonly settings: Settings;
};

const wantWayUp = (handoffId: string, ticketId: string): Wanted[] => [
  { key: keys.ticket(ticketId), entityName: 'ticket' },
  wantSignal(handoffId, ticketId),
];

const wayUpOf = (found: Map<string, unknown>, handoffId: string, ticketId: string): Omit<WayUp, 'settings'> => {
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

/** As it was read; `counter` 0: there is none yet. */
export type StoredFilings = { readonly counter: number; readonly filings: Filings };

const wantFilings = (handoffId: string): Wanted => ({ key: keys.filings(handoffId), entityName: 'claim' });
const filingsOf = (found: ReadonlyMap<string, unknown>, handoffId: string): StoredFilings => {
  const value = found.get(keys.filings(handoffId));
  if (value === undefined) return { counter: 0, filings: { handoffId, begun: [] } };
  const { counter, body: filings } = body(readers.filings, value);
  return { counter, filings };
};

export const readFilings = async (handoffId: string): Promise<StoredFilings> =>
  filingsOf(await readKeys([wantFilings(handoffId)]), handoffId);

/** All that filing a bug, or (`bugId`) adding a ticket to one, needs to know beforehand, in one call. */
export const readForFiling = async (
  {
    releaseId,
    handoffId,
    issueId,
    escalationId,
    bugId,
  }: Record<'releaseId' | 'handoffId' | 'issueId' | 'escalationId', string> & { readonly bugId?: string },
  projects: readonly string[],
): Promise<KnownForFiling> => {
  const projectIds = [...new Set(projects)];
  const found = await readKeys([
    ...[wantHead(releaseId), wantDocument(handoffId), wantEscalation(escalationId), wantPrepared(issueId)],
    ...wantWayUp(handoffId, issueId),
    { key: keys.claim(issueId), entityName: 'claim' },
    bugId === undefined ? wantFilings(handoffId) : { key: keys.bug(bugId), entityName: 'bug' },
    ...projectIds.map(wantSettings),
  ]);
  const document = found.get(keys.document(handoffId));
  const claim = found.get(keys.claim(issueId));
  const escalation = found.get(keys.escalation(escalationId));
  const bug = bugId === undefined ? undefined : found.get(keys.bug(bugId));
  return {
    head: headOf(found, releaseId),
    document: document === undefined ? null : body(readers.document, document).body,
    claim: claim === undefined ? null : body(readers.claim, claim).body,
    escalation: escalation === undefined ? null : body(readers.escalation, escalation).body,
    prepared: preparedOf(found, issueId),
    wayUp: wayUpOf(found, handoffId, issueId),
    filings: filingsOf(found, handoffId),
    bug: bug === undefined ? null : body(readers.bug, bug).body,
    settingsOf: (projectId) =>
      projectIds.includes(projectId) ? settingsOf(found, projectId) : readSettings(projectId),
  };
};

export const readClaim = async (ticketId: string): Promise<Claim | null> => {
  const key = keys.claim(ticketId);
  const value = (await readKeys([{ key, entityName: 'claim' }])).get(key);
  return value === undefined ? null : body(readers.claim, value).body;
};

/** Live handoffs of a project, soonest release first. An index read: it may lag a moment behind a hand-over. */
export const listLiveHeads = (projectId: string): Promise<Head[]> => listHeads(projectId, 'live');

/** Handoffs of a project in one phase, at most a page, soonest release first. An index read. */
export const listHeads = async (projectId: string, phase: Phase): Promise<Head[]> => {
  const page = await storing(() =>
    kvs
      .entity('handoff')
      .query()
      .index('by-project-and-phase', { partition: [projectId, phase] })
      .sort(Sort.ASC)
      .limit(PAGE)
      .getMany(),
  );
  return page.results.map(({ value }) => body(readers.handoff, value).body);
};

/** Questions of a handoff, newest first. An index read. */
export const listQuestions = async (handoffId: string): Promise<Question[]> =>
  (await listByIndex('question', readers.question, 'by-handoff', handoffId)).map((record) => record.body);

/** What happened to a handoff, newest first. An index read for each id under which something is on record. */
export const listHistory = async ({ handoffId, earlierRecords }: Head): Promise<HistoryEntry[]> => {
  const lists = await Promise.all(
    [handoffId, ...earlierRecords].map((id) => listByIndex('history', readers.history, 'by-handoff', id)),
  );
  return lists
    .flat()
    .map((record) => record.body)
    .toSorted((a, b) => b.at.localeCompare(a.at));
};

/** Bugs filed from a ticket, newest first. An index read. */
export const listEscalationsOfTicket = async (ticketId: string): Promise<Escalation[]> =>
  (await listByIndex('escalation', readers.escalation, 'by-ticket', ticketId)).map((record) => record.body);
