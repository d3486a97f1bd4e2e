import type { HandoffDocument } from '../domain/document';
import type { Head } from '../domain/head';
import type { HistoryEntry } from '../domain/history';
import type { Question } from '../domain/question';
import type { Reading } from '../domain/reading';
import type { RolloutStep } from '../domain/rollout';
import type { Template } from '../domain/starting';
import { body, listByIndex, readKeys, type Wanted } from './batch';
import * as keys from './keys';
import * as readers from './readers';
import type { StoredRevision } from './stored';

export const wantDocument = (handoffId: string): Wanted => ({ key: keys.document(handoffId), entityName: 'document' });

export const documentsOf = (found: Map<string, unknown>, handoffIds: readonly string[]): Map<string, HandoffDocument> =>
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

export const wantReading = (handoffId: string, accountId: string): Wanted => ({
  key: keys.reading(handoffId, accountId),
  entityName: 'reading',
});

export const readingOf = (found: Map<string, unknown>, handoffId: string, accountId: string): Reading | null => {
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

export const questionsOf = (found: Map<string, unknown>, names: readonly string[]): Question[] =>
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
