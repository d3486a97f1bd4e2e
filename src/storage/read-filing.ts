import type { Bug } from '../domain/bug';
import type { HandoffDocument } from '../domain/document';
import type { Claim, Escalation } from '../domain/escalation';
import type { Filings } from '../domain/filings';
import type { Head } from '../domain/head';
import type { Prepared } from '../domain/prepared';
import type { Settings } from '../domain/settings';
import { body, listByIndex, readKeys, type Wanted } from './batch';
import * as keys from './keys';
import { headOf, readSettings, settingsOf, wantHead, wantSettings } from './read';
import { wantDocument } from './read-handoff';
import { preparedOf, wantPrepared, wantWayUp, wayUpOf, type WayUp } from './read-ticket';
import * as readers from './readers';

const wantEscalation = (id: string): Wanted => ({ key: keys.escalation(id), entityName: 'escalation' });

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

/** Bugs filed from a ticket, newest first. An index read. */
export const listEscalationsOfTicket = async (ticketId: string): Promise<Escalation[]> =>
  (await listByIndex('escalation', readers.escalation, 'by-ticket', ticketId)).map((record) => record.body);
