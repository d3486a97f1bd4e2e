import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { OpenQuestionRow } from '../../api/walkthrough-calls';
import type { Head } from '../../domain/head';
import type { Question } from '../../domain/question';
import { movedTo } from '../../domain/release-life';
import { readingProjects } from '../../domain/settings';
import { isLive } from '../../domain/state';
import { myPermissions } from '../../jira/permissions';
import { listOpenOf } from '../../storage/open-questions';
import { readHeads, readSettings } from '../../storage/read';
import type { Caller } from '../caller';
import { rightsThroughMapping } from '../access/rights';

/** Heads by their handoff: where the release of a question gave its handoff to another one, that one's. */
const headsOf = async (questions: readonly Question[]): Promise<ReadonlyMap<string, Head>> => {
  const ids = new Set(questions.flatMap(({ releaseId }) => (releaseId === undefined ? [] : [releaseId])));
  const heads = [...(await readHeads([...ids])).values()];
  const moved = heads.map(movedTo).filter((id) => id !== null && !ids.has(id));
  const more = moved.length === 0 ? [] : [...(await readHeads([...new Set(moved)] as string[])).values()];
  return new Map([...heads, ...more].filter(({ ended }) => ended === null).map((head) => [head.handoffId, head]));
};

/** A question whose handoff has no release any more can't be answered, and isn't chased. */
const rowsOf = (questions: readonly Question[], heads: ReadonlyMap<string, Head>): OpenQuestionRow[] =>
  questions.flatMap(({ handoffId, owner, ...question }) => {
    const head = heads.get(handoffId);
    if (head === undefined || head.openQuestions === 0) return []; // ended a moment ago
    const { id, text, place, askedBy, askedAt } = question;
    const { releaseId, releaseName, po } = head;
    return [{ question: { id, text, place, askedBy, askedAt }, releaseId, releaseName, owner: owner ?? po }];
  });

/** Those of a product project that its people let the person sign through the support project. */
const mappedRows = async (caller: Caller, productId: string, projectId: string): Promise<OpenQuestionRow[]> => {
  const [settings, { questions }] = await Promise.all([readSettings(productId), listOpenOf(productId, null)]);
  const heads = await headsOf(questions);
  if (!readingProjects(settings).includes(projectId)) return [];
  const signed = [...heads].filter(([, head]) => isLive(head) && rightsThroughMapping(settings, head, caller).sign);
  return rowsOf(questions, new Map(signed));
};

/**
 * 4 calls, 2 in sequence, for questions of up to 25 releases; 3 more for each product project that is mapped to it, side by side. What is
 * read before Jira has said that the person may browse goes no further then.
 */
export const listOpenQuestions = async (
  caller: Caller,
  { projectId, cursor }: CallInput<'listOpenQuestions'>,
): Promise<Result<CallOutput<'listOpenQuestions'>>> => {
  const [permissions, settings, page] = await Promise.all([
    myPermissions(projectId),
    readSettings(projectId),
    listOpenOf(projectId, cursor),
  ]);
  if (!permissions.has('BROWSE_PROJECTS')) return refuse('not-found');
  const [heads, ...mapped] = await Promise.all([
    headsOf(page.questions),
    ...(cursor === null ? settings.productProjects : []).map((id) => mappedRows(caller, id, projectId)),
  ]);
  const rows = [...mapped.flat(), ...rowsOf(page.questions, heads)];
  return ok({
    rows: rows.toSorted((a, b) => a.question.askedAt.localeCompare(b.question.askedAt)),
    cursor: page.cursor,
  });
};
